#include <memory>

#include "cli/session.h"
#include "cli/show_change_set.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"

namespace infra::cli {
namespace {

struct Options {
  SourceOptions source;
  StateOptions state;
  std::vector<std::string> destroy_data;
  bool json = false, all = false;
};

int plan(Context& context, const Options& options) {
  auto input = plan_input(context, options.source, "plan");
  if (!input) return kError;
  auto session = Session::open(context, {.state = state_folder(options.state, options.source.file),
                                         .destroy_data = {options.destroy_data.begin(), options.destroy_data.end()}});
  if (!session) return report(context, session.error());
  auto change_set = (*session)->engine().plan(*input);
  if (!change_set) return report(context, change_set.error());
  if (options.json) {
    context.terminal.out(runtime::to_json(*change_set) + "\n");
  } else {
    context.terminal.out(
        show(*change_set, context.terminal.out_paint(), {.width = context.terminal.out_columns(), .all = options.all}));
  }
  return change_set->empty() ? kDone : kPending;
}

}  // namespace

std::function<int()> plan_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  add_source_options(takes, options->source, true, "The root file, or a compiled plan.");
  add_state_option(takes, options->state);
  takes.texts("--destroy-data", options->destroy_data, "ADDRESS", "Consent to the loss of what this address holds.");
  takes.flag("--all", options->all, "Show every step and every input in full.");
  takes.flag("--json", options->json, "The change set as a document for tools.");
  return [options, &context] { return plan(context, *options); };
}

}  // namespace infra::cli
