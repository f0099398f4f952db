#include <memory>

#include <fmt/format.h>

#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"

namespace infra::cli {

std::function<int()> check_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<SourceOptions>();
  add_source_options(takes, *options, true, "The file to check, with all that it imports.");
  auto as_of = std::make_shared<std::string>();
  takes.text("--as-of", *as_of, "DATE", "Judge waivers as on this day: 2027-01-31.");
  takes.format();
  return [options, as_of, &context] {
    auto sources = open_sources(context, *options, "check");
    if (!sources) return report(context, sources.error());
    context.source_folder = sources->folder;
    sources->request.build_plan = false;
    sources->request.as_of = *as_of;
    auto result = service::compile(sources->request);
    report(context, result.diagnostics, result.sources);
    if (!result.ok()) return kError;
    if (context.format == Format::Human) {
      context.terminal.out(fmt::format("{} {}\n", context.terminal.out_paint()(Style::BoldGreen, "fine:"),
                                       sanitize_line(options->file)));
    }
    return kDone;
  };
}

}  // namespace infra::cli
