#include <memory>
#include <optional>

#include "cli/run.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"

namespace infra::cli {
namespace {

struct Options {
  std::vector<std::string> destroy_data;
  StateOptions state;
  RunOptions run;
};

int destroy(Context& context, const Options& options) {
  Change change{
      .verb = "destroy",
      .question = "Remove all of this?",
      .state = state_folder(options.state, ""),
      .destroy_data = {options.destroy_data.begin(), options.destroy_data.end()},
      .prepare = [](Session& session) -> Result<std::optional<runtime::ChangeSet>> {
        INFRA_ASSIGN(auto change_set, session.engine().plan_destroy());
        return std::optional(std::move(change_set));
      },
      .run = [](Session& session, const runtime::ChangeSet* change_set) { return session.engine().run(*change_set); }};
  return run_change(context, options.run, change);
}

}  // namespace

std::function<int()> destroy_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.texts("--destroy-data", options->destroy_data, "ADDRESS", "Consent to the loss of what this address holds.");
  add_state_option(takes, options->state);
  add_run_options(takes, options->run);
  return [options, &context] { return destroy(context, *options); };
}

}  // namespace infra::cli
