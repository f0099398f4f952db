#include <memory>

#include "cli/files.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/diag/error.h"
#include "compiler/graph/pictures.h"

namespace infra::cli {
namespace {

/// Beyond, a layout takes long and a browser shows nothing that anybody could read.
constexpr size_t kMostResources = 20'000;

struct Options {
  SourceOptions source;
  std::string format;
  std::string output;
};

/// What was asked for; otherwise what the name of the file says; otherwise DOT.
const graph::Format& format_of(const Options& options) {
  const graph::Format* format =
      options.format.empty() ? graph::format_of_file(options.output) : graph::format_named(options.format);
  return format ? *format : graph::formats().front();
}

int show_graph(Context& context, const Options& options) {
  auto input = plan_input(context, options.source, "graph");
  if (!input) return kError;
  const graph::Format& format = format_of(options);
  if (input->plan.resources.size() > kMostResources) {
    return report(context, diag::error(diag::TooMuchToDraw, input->plan.resources.size(), kMostResources)
                               .way_out("draw one module at a time, from its own file"));
  }
  std::string picture = format.write(graph::graph_of(input->plan));
  if (!options.output.empty()) {
    auto written = write_file(options.output, picture);
    return written ? kDone : report(context, written.error());
  }
  context.terminal.out(context.terminal.out_is_terminal() ? sanitize(picture) : picture);
  return kDone;
}

}  // namespace

std::function<int()> graph_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  add_source_options(takes, options->source, true, "A root file, or a compiled plan.");
  std::vector<std::string> names;
  for (const graph::Format& format : graph::formats()) names.emplace_back(format.name);
  takes.choice("--format", options->format, "FORMAT", names,
               "The format of the picture; the one of FILE unless given.");
  takes.text("-o,--output", options->output, "FILE", "Where the picture goes: .dot, .svg, .mmd or .html.");
  return [options, &context] { return show_graph(context, *options); };
}

}  // namespace infra::cli
