#include <memory>

#include <fmt/format.h>

#include "cli/confirm.h"
#include "cli/session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"

namespace infra::cli {
namespace {

struct Options {
  std::string address;
  StateOptions state;
  RunOptions run;
};

int forget(Context& context, const Options& options) {
  auto session = Session::open(context, {.state = state_folder(options.state, "")});
  if (!session) return report(context, session.error());
  std::string question = fmt::format("Forget `{}`? What it names stays where it is, and Infra no longer knows of it.",
                                     sanitize_line(options.address));
  auto confirmed = confirm(context, options.run, (*session)->state().deployment(), question);
  if (!confirmed) return report(context, confirmed.error());
  auto forgotten = (*session)->engine().forget(options.address);
  if (!forgotten) return report(context, forgotten.error());
  context.terminal.out(fmt::format("{} {}\n", context.terminal.out_paint()(Style::BoldGreen, "forgotten:"),
                                   sanitize_line(options.address)));
  return kDone;
}

}  // namespace

std::function<int()> forget_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("ADDRESS", options->address, true, "A kept resource, as `infra status` lists it.");
  add_state_option(takes, options->state);
  takes.flag("--yes", options->run.yes, "Do not ask.");
  return [options, &context] { return forget(context, *options); };
}

}  // namespace infra::cli
