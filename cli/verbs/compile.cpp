#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"
#include "compiler/plan/blobs.h"
#include "compiler/plan/json.h"

namespace infra::cli {
namespace {

struct Options {
  SourceOptions source;
  std::string output;
  std::string stage;
};

/// The blobs come first and the plan last: a plan that is there is complete.
Result<Digest> write_plan(const std::string& path, const service::CompileResult& result) {
  plan::BlobStore blobs(blobs_path(path));
  for (const auto& [digest, file] : result.artifact_files) INFRA_TRY(blobs.add_file(file, digest));
  std::string bytes = plan::to_json(*result.plan);
  INFRA_TRY(write_file(debug_path(path), plan::to_json(result.debug)));
  INFRA_TRY(write_file(path, bytes));
  return sha256(bytes);
}

int compile(Context& context, const Options& options) {
  auto sources = open_sources(context, options.source, "compile");
  if (!sources) return report(context, sources.error());
  context.source_folder = sources->folder;
  auto result = service::compile(sources->request);
  report(context, result.diagnostics, result.sources);
  if (!result.ok() || !result.plan) return kError;

  std::string path = options.output;
  if (path.empty()) path = std::filesystem::path(options.source.file).stem().string() + ".plan";
  auto digest = write_plan(path, result);
  if (!digest) return report(context, digest.error());
  if (context.format == Format::Human) {
    Painter paint = context.terminal.out_paint();
    context.terminal.out(
        fmt::format("{} {}: deployment `{}`, {}, {}\n  {}\n", paint(Style::BoldGreen, "compiled"), sanitize_line(path),
                    result.plan->deployment, count_noun(result.plan->resources.size(), "resource"),
                    count_noun(result.plan->outputs.size(), "output"), paint(Style::Dim, digest->text())));
  }
  return kDone;
}

/// `--emit=STAGE`: prints a stage as far as the compiler came, even when it found errors on the way.
int emit(Context& context, const Options& options) {
  auto stages = service::emit_stages();
  if (std::find(stages.begin(), stages.end(), options.stage) == stages.end()) {
    std::vector<std::string_view> names(stages.begin(), stages.end());
    auto near = nearest(options.stage, names);
    return report(context, diag::error(diag::UnknownStage, options.stage)
                               .way_out(near ? fmt::format("did you mean `{}`?", *near)
                                             : fmt::format("the stages are {}", list_names(names))));
  }
  auto sources = open_sources(context, options.source, "compile");
  if (!sources) return report(context, sources.error());
  context.source_folder = sources->folder;
  service::CompileResult result;
  std::string text = service::emit(options.stage, sources->request, result);
  if (context.format == Format::Human || !result.ok()) report(context, result.diagnostics, result.sources);
  if (!options.output.empty()) {
    if (auto written = write_file(options.output, text); !written) return report(context, written.error());
  } else {
    // The canonical bytes stay what they are when they go to a file or a program.
    context.terminal.out(context.terminal.out_is_terminal() ? sanitize(text) : text);
  }
  return result.ok() ? kDone : kError;
}

}  // namespace

std::function<int()> compile_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  add_source_options(takes, options->source, true, "The root file of the deployment.");
  takes.text("-o", options->output, "PLAN", "Where the plan goes; the file's stem and .plan unless given.");
  takes.text("--emit", options->stage, "STAGE", "Print a stage instead: tokens, ast, types, ir, plan, dot.");
  takes.format();
  return [options, &context] {
    // `-o` names the plan; nobody shall find a report where the plan was to be.
    if (context.output.ends_with(".plan")) {
      std::string file = std::exchange(context.output, {});
      return report(context, diag::error(diag::PlanAsOutput, file).way_out(fmt::format("write `-o {}`", file)));
    }
    return options->stage.empty() ? compile(context, *options) : emit(context, *options);
  };
}

}  // namespace infra::cli
