#include <memory>

#include "cli/companion.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"

namespace infra::cli {

/// A program of its own, because it links an editor of lines. The options are judged here, like any verb's.
std::function<int()> repl_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<SourceOptions>();
  add_source_options(takes, *options, false, "The file whose names can be used.");
  return [options, &context] {
    std::vector<std::string> arguments;
    for (const std::string& param : options->params) arguments.push_back("--param=" + param);
    if (!options->params_file.empty()) arguments.push_back("--params=" + options->params_file);
    if (!options->deployment.empty()) arguments.push_back("--deployment=" + options->deployment);
    if (!options->file.empty()) {
      arguments.emplace_back("--");
      arguments.push_back(options->file);
    }
    return become(context, "infra-repl", std::move(arguments));
  };
}

}  // namespace infra::cli
