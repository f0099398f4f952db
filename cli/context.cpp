#include "cli/context.h"

#include "cli/verbs.h"
#include "compiler/diag/render.h"

namespace infra::cli {

int report(Context& context, const Error& error) {
  if (context.format == Format::Json) {
    print_json(context, diag::render_json(error));
  } else {
    context.terminal.err(diag::render_human(error, {.colors = context.terminal.err_paint().colors()}));
  }
  return kError;
}

int report(Context& context, const std::vector<Error>& errors) {
  for (const Error& error : errors) report(context, error);
  return kError;
}

void report(Context& context, const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources) {
  if (context.format == Format::Json) return print_json(context, diag::render_json(diagnostics, sources));
  bool first = true;
  for (const diag::Diagnostic& diagnostic : diagnostics) {
    if (!first) context.terminal.err("\n");
    first = false;
    context.terminal.err(diag::render_human(diagnostic, sources, {.colors = context.terminal.err_paint().colors()}));
  }
}

void print_json(Context& context, const Json& json) { context.terminal.out(json.dump(2) + "\n"); }

}  // namespace infra::cli
