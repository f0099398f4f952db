#include <memory>

#include <fmt/format.h>

#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"
#include "compiler/service/evaluate.h"

namespace infra::cli {
namespace {

struct Options {
  SourceOptions source;
  std::string expression;
  bool json = false;
};

int eval_expression(Context& context, const Options& options, const service::CompileRequest& program) {
  service::ScopeRequest request;
  request.program = program;
  request.expression = options.expression;
  auto result = service::evaluate(request);
  const auto& diagnostics = result.snapshot.diagnostics();
  if (!result.value || (!options.json && !diagnostics.empty())) {
    report(context, diagnostics, result.snapshot.sources());
  }
  if (!result.value) return kError;
  context.terminal.out(sanitize(options.json ? result.value->json : result.value->text) + "\n");
  if (options.json) return kDone;
  for (const std::string& way : result.value->ways) context.terminal.out("  " + sanitize_line(way) + "\n");
  return kDone;
}

int eval_module(Context& context, const Options& options, const service::CompileRequest& program) {
  auto snapshot = service::Snapshot::take(program, true);
  if (!snapshot.ok() || (!options.json && !snapshot.diagnostics().empty())) {
    report(context, snapshot.diagnostics(), snapshot.sources());
  }
  if (!snapshot.ok()) return kError;
  if (options.json) {
    // JSON has no control characters, and bytes of other scripts stay what they are for a program that reads them.
    const bool is_terminal = context.terminal.out_is_terminal();
    service::write_outputs_json(snapshot, [&](std::string_view piece) {
      if (is_terminal) return context.terminal.out(sanitize(piece));
      context.terminal.out(piece);
    });
    return kDone;
  }
  Painter paint = context.terminal.out_paint();
  for (const service::NamedValue& output : service::outputs(snapshot)) {
    context.terminal.out(fmt::format("{}{} = {}\n", paint(Style::Cyan, sanitize_line(output.name)),
                                     paint(Style::Dim, sanitize_line(": " + output.type)), sanitize(output.text)));
  }
  return kDone;
}

int eval(Context& context, const Options& options) {
  bool is_expression = !options.expression.empty();
  if (options.source.file.empty() && !is_expression) {
    return report(context, diag::error(diag::ArgumentMissing, "eval", "FILE")
                               .way_out("or an expression of its own, as in `infra eval -e '1 + 1'`"));
  }
  auto sources = open_sources(context, options.source, "eval");
  if (!sources) return report(context, sources.error());
  context.source_folder = sources->folder;
  return is_expression ? eval_expression(context, options, sources->request)
                       : eval_module(context, options, sources->request);
}

}  // namespace

std::function<int()> eval_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  add_source_options(takes, options->source, false, "The file whose outputs, or whose names, are meant.");
  takes.text("-e,--expression", options->expression, "EXPRESSION", "What to evaluate in the scope of the file.");
  takes.flag("--json", options->json, "The value as JSON on one line: of a file, an object of its outputs.");
  return [options, &context] { return eval(context, *options); };
}

}  // namespace infra::cli
