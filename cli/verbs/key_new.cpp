#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/diag/error.h"
#include "runtime/attest/key.h"
#include "runtime/system/system.h"

namespace infra::cli {
namespace {

/// A key that is overwritten is lost, and with it the trust in what it has signed.
Result<void> must_be_free(const std::string& path) {
  std::error_code problem;
  if (std::filesystem::symlink_status(path, problem).type() == std::filesystem::file_type::not_found) return {};
  return fail(diag::error(diag::AlreadyThere, path).way_out("name another file, or move the old key away"));
}

int make_keys(Context& context, const std::string& file) {
  std::string public_file = file + ".pub";
  for (const std::string& path : {file, public_file}) {
    if (auto is_free = must_be_free(path); !is_free) return report(context, is_free.error());
  }
  runtime::System& system = runtime::real_system();
  auto key = runtime::SigningKey::make(system);
  const runtime::SecretText pem = key.to_pem();
  if (auto written = system.disk.write_atomic(file, pem.reveal(), {.mode = 0600}); !written) {
    return report(context, written.error());
  }
  if (auto written = write_file(public_file, key.public_key().to_pem()); !written) {
    return report(context, written.error());
  }
  Painter paint = context.terminal.out_paint();
  context.terminal.out(fmt::format("{} {}, which stays with you, and {}, which you give away\n  {}\n",
                                   paint(Style::BoldGreen, "made"), sanitize_line(file), sanitize_line(public_file),
                                   paint(Style::Dim, key.public_key().id())));
  return kDone;
}

}  // namespace

std::function<int()> key_new_verb(OptionTable& takes, Context& context) {
  auto file = std::make_shared<std::string>();
  takes.argument("FILE", *file, true, "Where the private key goes; the public one goes to FILE.pub.");
  return [file, &context] { return make_keys(context, *file); };
}

}  // namespace infra::cli
