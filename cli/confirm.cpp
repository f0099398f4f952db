#include "cli/confirm.h"

#include <fmt/format.h>

#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"

namespace infra::cli {

Result<void> confirm(Context& context, const RunOptions& options, std::string_view deployment,
                     std::string_view question) {
  if (options.yes) return {};
  if (options.json || !context.terminal.can_ask()) {
    return fail(diag::error(diag::NobodyToAsk, deployment)
                    .way_out("look at what it would do with `infra plan`, then give `--yes`"));
  }
  Painter paint = context.terminal.err_paint();
  std::string answer =
      context.terminal.ask(fmt::format("\n{} Only `yes` is taken as an answer: ", paint(Style::Bold, question)));
  if (answer != "yes") return fail(diag::error(diag::NotConfirmed));
  return {};
}

}  // namespace infra::cli
