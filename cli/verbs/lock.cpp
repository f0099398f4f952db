#include <memory>

#include <fmt/format.h>

#include "cli/package_session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"

namespace infra::cli {
namespace {

struct Options {
  std::string package;
  bool check = false;
};

/// Nothing is fetched and nothing written: what the lock names is at hand, whole, and is what would be locked now.
int check(Context& context, PackageSession& session) {
  if (session.manifest().dependencies.empty() && !session.has_lock()) return kDone;
  if (!session.has_lock())
    return report(context, diag::error(diag::LockMissing).way_out("`infra lock` fetches them and writes it"));
  auto lock = session.locked_offline();
  if (!lock) return kError;
  if (!(*lock == session.lock()))
    return report(context, diag::error(diag::LockStale, "it holds what nobody asks for, or another version of a folder")
                               .way_out("`infra lock` brings it up to date"));
  if (context.format == Format::Json)
    print_json(context, packages_json(*lock));
  else
    context.terminal.out(
        fmt::format("{} {}\n", context.terminal.out_paint()(Style::BoldGreen, "fine:"), package::kLockFile));
  return kDone;
}

}  // namespace

std::function<int()> lock_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.flag("--check", options->check, "Only say whether it is up to date; fetch and write nothing.");
  add_package_option(takes, options->package);
  takes.format();
  return [options, &context] {
    auto session = PackageSession::open(context, options->package, !options->check);
    if (!session) return kError;
    return options->check ? check(context, *session) : session->bring_up_to_date();
  };
}

}  // namespace infra::cli
