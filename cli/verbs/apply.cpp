#include <memory>

#include <fmt/format.h>

#include "cli/run.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::cli {
namespace {

struct Options {
  SourceOptions source;
  StateOptions state;
  RunOptions run;
  std::vector<std::string> destroy_data;
};

/// Without a plan: goes on with the run that was interrupted.
int resume(Context& context, const Options& options, Change change) {
  change.question = "Go on with the interrupted run?";
  change.prepare = [](Session& session) -> Result<std::optional<runtime::ChangeSet>> {
    INFRA_ASSIGN(const auto status, session.engine().status(false));
    if (!status.unfinished)
      return fail(diag::error(diag::NoUnfinishedRun).way_out("name what to apply: `infra apply FILE`"));
    return std::nullopt;
  };
  change.run = [](Session& session, const runtime::ChangeSet*) { return session.engine().resume(); };
  return run_change(context, options.run, change);
}

int apply(Context& context, const Options& options) {
  Change change{.verb = "apply",
                .question = "Apply this?",
                .state = state_folder(options.state, options.source.file),
                .destroy_data = {options.destroy_data.begin(), options.destroy_data.end()},
                .prepare = {},
                .run = {}};
  if (options.source.file.empty()) return resume(context, options, std::move(change));
  auto input = plan_input(context, options.source, "apply");
  if (!input) return kError;
  change.prepare = [&](Session& session) -> Result<std::optional<runtime::ChangeSet>> {
    INFRA_ASSIGN(auto change_set, session.engine().plan(*input));
    return std::optional(std::move(change_set));
  };
  change.run = [&](Session& session, const runtime::ChangeSet* change_set) {
    return session.engine().apply(*input, *change_set);
  };
  return run_change(context, options.run, change);
}

}  // namespace

std::function<int()> apply_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  add_source_options(takes, options->source, false,
                     "The root file, or a compiled plan; without it, go on with an interrupted run.");
  add_state_option(takes, options->state);
  add_run_options(takes, options->run);
  takes.texts("--destroy-data", options->destroy_data, "ADDRESS", "Consent to the loss of what this address holds.");
  return [options, &context] { return apply(context, *options); };
}

}  // namespace infra::cli
