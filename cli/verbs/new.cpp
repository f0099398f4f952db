#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/diag/error.h"

namespace infra::cli {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLargestFile = 1u << 20;
constexpr std::string_view kPlaceholder = "@name@";

struct Options {
  std::string folder;
  std::string wanted = "files";
};

/// Templates lie beside the standard library.
fs::path templates_folder(const Context& context) {
  return fs::path(context.places.stdlib).parent_path() / "templates";
}

std::vector<std::string> template_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code problem;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, problem)) {
    if (entry.is_directory(problem)) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// A word that an import can say: small letters, digits and `_`, a letter first.
bool is_package_name(std::string_view name) {
  auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= 64 && name[0] >= 'a' && name[0] <= 'z' &&
         std::all_of(name.begin(), name.end(), fits) && name != "std";
}

std::string filled_in(std::string text, std::string_view name) {
  for (size_t at = text.find(kPlaceholder); at != std::string::npos; at = text.find(kPlaceholder, at + name.size())) {
    text.replace(at, kPlaceholder.size(), name);
  }
  return text;
}

Result<void> copy(const fs::path& from, const fs::path& to, std::string_view name) {
  std::error_code problem;
  auto refuse = [&](const fs::path& path) {
    return fail(diag::error(diag::CannotWrite, path.string(), problem.message()));
  };
  fs::create_directories(to, problem);
  if (problem) return refuse(to);
  for (auto entry = fs::recursive_directory_iterator(from, problem); entry != fs::recursive_directory_iterator();
       entry.increment(problem)) {
    if (problem) return refuse(to);
    fs::path target = to / filled_in(entry->path().lexically_relative(from).string(), name);
    if (entry->is_directory()) {
      fs::create_directories(target, problem);
    } else {
      INFRA_ASSIGN(std::string text, read_file(entry->path().string(), kLargestFile));
      INFRA_TRY(write_file(target.string(), filled_in(std::move(text), name)));
      fs::permissions(target, entry->status().permissions() | fs::perms::owner_write, problem);
    }
    if (problem) return refuse(target);
  }
  return {};
}

Result<void> make(const Context& context, const Options& options, const std::string& name) {
  if (!is_package_name(name)) {
    return fail(diag::error(diag::NoPackageName, name)
                    .way_out("small letters, digits and `_`, a letter first, at most 64, and not `std`"));
  }
  fs::path folder = templates_folder(context);
  INFRA_TRY(must_exist(folder.string()));
  std::error_code problem;
  bool taken = fs::exists(fs::symlink_status(options.folder, problem)) &&
               !(fs::is_directory(options.folder, problem) && fs::is_empty(options.folder, problem));
  if (taken) {
    return fail(diag::error(diag::AlreadyThere, options.folder).way_out("give another name, or move what is there"));
  }
  return copy(folder / options.wanted, options.folder, name);
}

int make_package(Context& context, const Options& options) {
  std::string name = fs::path(options.folder).lexically_normal().filename();
  auto made = make(context, options, name);
  if (!made) return report(context, made.error());
  context.terminal.out(fmt::format("{} {}: a package from the template `{}`\n\n  cd {}\n  infra check main.infra\n",
                                   context.terminal.out_paint()(Style::BoldGreen, "made"),
                                   sanitize_line(options.folder), options.wanted, sanitize_line(options.folder)));
  return kDone;
}

}  // namespace

std::function<int()> new_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("NAME", options->folder, true, "The name of the package, and the folder that is made.");
  takes.choice("--template", options->wanted, "TEMPLATE", template_names(templates_folder(context)),
               "What it begins as; files unless given.");
  return [options, &context] { return make_package(context, *options); };
}

}  // namespace infra::cli
