#include <memory>

#include "cli/completion/completion.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"

namespace infra::cli {
namespace {

struct Shell {
  std::string_view name;
  std::string (*write)(const std::vector<VerbDescription>& verbs);
};
constexpr Shell kShells[] = {{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};

}  // namespace

std::function<int()> completion_verb(OptionTable& takes, Context& context) {
  auto shell = std::make_shared<std::string>();
  std::vector<std::string> names;
  for (const Shell& each : kShells) names.emplace_back(each.name);
  takes.argument("SHELL", *shell, names, "The shell that reads it: bash, zsh or fish.");
  return [shell, &context] {
    for (const Shell& each : kShells) {
      if (each.name == *shell) context.terminal.out(each.write(describe_verbs(context)));
    }
    return kDone;
  };
}

}  // namespace infra::cli
