#include <memory>

#include <fmt/format.h>

#include "cli/verbs.h"
#include "cli/verbs/verbs.h"

namespace infra::cli {

std::function<int()> version_verb(OptionTable& takes, Context& context) {
  auto json = std::make_shared<bool>(false);
  takes.flag("--json", *json, "As a document for tools.");
  return [json, &context] {
    if (*json) {
      print_json(context, Json{{"version", context.version}});
    } else {
      context.terminal.out(fmt::format("infra {}\n", context.version));
    }
    return kDone;
  };
}

}  // namespace infra::cli
