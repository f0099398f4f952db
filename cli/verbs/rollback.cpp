#include <memory>
#include <optional>

#include "cli/run.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"

namespace infra::cli {
namespace {

struct Options {
  std::string target;
  StateOptions state;
  RunOptions run;
};

int rollback(Context& context, const Options& options) {
  std::optional<std::string> target;
  if (!options.target.empty()) target = options.target;
  Change change{
      .verb = "rollback",
      .question = "Roll back?",
      .state = state_folder(options.state, ""),
      .destroy_data = {},
      .prepare = [&](Session& session) -> Result<std::optional<runtime::ChangeSet>> {
        INFRA_ASSIGN(auto change_set, session.engine().plan_rollback(target));
        return std::optional(std::move(change_set));
      },
      .run = [](Session& session, const runtime::ChangeSet* change_set) { return session.engine().run(*change_set); }};
  return run_change(context, options.run, change);
}

}  // namespace

std::function<int()> rollback_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("GENERATION", options->target, false,
                 "A generation's number or a plan's digest; the last one with another plan unless given.");
  add_state_option(takes, options->state);
  add_run_options(takes, options->run);
  return [options, &context] { return rollback(context, *options); };
}

}  // namespace infra::cli
