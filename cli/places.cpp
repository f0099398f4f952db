#include "cli/places.h"

#include <filesystem>
#include <system_error>

#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"

namespace infra::cli {

namespace fs = std::filesystem;

Result<Places> find_places() {
  std::error_code problem;
  fs::path program = fs::read_symlink("/proc/self/exe", problem);
  if (problem) return fail(diag::error(diag::PartMissing, "/proc/self/exe").note(problem.message()));
  fs::path prefix = program.parent_path().parent_path();
  // `libexec/infra/infra-repl` lies one deeper than `bin/infra`.
  if (program.parent_path().filename() == "infra" && prefix.filename() == "libexec") prefix = prefix.parent_path();
  fs::path share = prefix / "share" / "infra";
  return Places{program, share / "stdlib", share / "errors", prefix / "libexec" / "infra"};
}

Result<void> must_exist(const std::string& path) {
  std::error_code problem;
  if (fs::exists(path, problem)) return {};
  return fail(diag::error(diag::PartMissing, path)
                  .way_out("install Infra as a whole: the program finds its parts beside itself"));
}

}  // namespace infra::cli
