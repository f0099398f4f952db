#include <memory>

#include "cli/session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"

namespace infra::cli {

std::function<int()> logs_verb(OptionTable& takes, Context& context) {
  struct Options {
    std::string address;
    size_t lines = 100;
    StateOptions state;
  };
  auto options = std::make_shared<Options>();
  takes.argument("ADDRESS", options->address, true, "A resource, as in app[0].");
  takes.number("--lines", options->lines, "N", "How many of the last lines; 100 unless given.");
  add_state_option(takes, options->state);
  return [options, &context] {
    auto session = Session::open(context, {.state = state_folder(options->state, "")});
    if (!session) return report(context, session.error());
    auto text = (*session)->engine().logs(options->address, options->lines);
    if (!text) return report(context, text.error());
    context.terminal.out(sanitize(*text));
    if (!text->empty() && !text->ends_with('\n')) context.terminal.out("\n");
    if (text->empty())
      context.terminal.err("`" + sanitize_line(options->address) + "` has written nothing that is kept\n");
    return kDone;
  };
}

}  // namespace infra::cli
