#include <memory>

#include "cli/package_session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/package/manifest_edit.h"

namespace infra::cli {
namespace {

struct Options {
  std::string name, package;
};

int remove_dependency(Context& context, const Options& options) {
  auto session = PackageSession::open(context, options.package);
  if (!session) return kError;
  auto text = package::without_dependency(session->manifest_text(), options.name);
  if (!text) return report(context, text.error());
  if (!session->take_manifest(*text)) return kError;
  return session->bring_up_to_date();
}

}  // namespace

std::function<int()> remove_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("NAME", options->name, true, "The dependency.");
  add_package_option(takes, options->package);
  takes.format();
  return [options, &context] { return remove_dependency(context, *options); };
}

}  // namespace infra::cli
