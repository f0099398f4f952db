#include <memory>

#include <fmt/format.h>

#include "cli/package_session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"

namespace infra::cli {
namespace {

struct Options {
  std::string name, package;
};

/// Any package of the lock can be updated, not only those that this package names itself.
int update(Context& context, const Options& options) {
  auto session = PackageSession::open(context, options.package);
  if (!session) return kError;
  if (!options.name.empty() && !session->lock().find(options.name)) {
    std::vector<std::string_view> names;
    for (const package::LockedPackage& locked : session->lock().packages) names.push_back(locked.name);
    Error error = diag::error(diag::NoSuchDependency, options.name);
    if (auto near = nearest(options.name, names))
      error.help = fmt::format("did you mean `{}`?", *near);
    else
      error.help = names.empty() ? "`infra.lock` has no packages" : "it has " + list_names(names);
    return report(context, error);
  }
  std::set<std::string> renew;
  if (!options.name.empty()) renew.insert(options.name);
  return session->bring_up_to_date(renew, options.name.empty());
}

}  // namespace

std::function<int()> update_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("NAME", options->name, false, "One package; all of them unless given.");
  add_package_option(takes, options->package);
  takes.format();
  return [options, &context] { return update(context, *options); };
}

}  // namespace infra::cli
