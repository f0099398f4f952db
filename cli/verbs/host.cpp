#include <memory>

#include "cli/companion.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"

namespace infra::cli {

/// The helper is a program of its own; this is its name for people and for units of the init system.
std::function<int()> host_verb(OptionTable& takes, Context& context) {
  auto arguments = std::make_shared<std::vector<std::string>>();
  takes.pass_on(*arguments);
  return [arguments, &context] { return become(context, "infra-host", std::move(*arguments)); };
}

}  // namespace infra::cli
