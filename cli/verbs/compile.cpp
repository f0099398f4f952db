#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/signing.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/diag/error.h"
#include "compiler/plan/blobs.h"
#include "compiler/plan/json.h"

namespace infra::cli {
namespace {

struct Options {
  SourceOptions source;
  std::string output;
  std::string stage;
  std::vector<std::string> keys;
  plan::Selection selection;
};

/// The blobs come first and the plan last: a plan that is there is complete. Signed, when there are keys.
Result<Digest> write_plan(const std::string& path, const service::CompileResult& result, runtime::Statement statement,
                          const std::vector<runtime::SigningKey>& keys) {
  plan::BlobStore blobs(blobs_path(path));
  for (const auto& [digest, file] : result.artifact_files) INFRA_TRY(blobs.add_file(file, digest));
  std::string bytes = plan::to_json(*result.plan), debug = plan::to_json(result.debug);
  Digest digest = sha256(bytes);
  INFRA_TRY(write_file(debug_path(path), debug));
  if (!keys.empty()) {
    statement.subjects = {{file_name(path), digest}, {file_name(debug_path(path)), sha256(debug)}};
    auto envelope = runtime::sign(std::string(runtime::kInTotoPayload), runtime::to_json(statement), keys);
    INFRA_TRY(write_file(signature_path(path), runtime::to_json(envelope)));
  }
  INFRA_TRY(write_file(path, bytes));
  return digest;
}

/// "3 resources", "3 of 5 resources".
std::string resources_text(const plan::Plan& plan) {
  std::string kept = count_noun(plan.resources.size(), "resource");
  if (!plan.partial) return kept;
  size_t all = plan.resources.size() + plan.partial->left_out.size();
  return fmt::format("{} of {}", plan.resources.size(), count_noun(all, "resource"));
}

Result<std::vector<runtime::SigningKey>> read_keys(const std::vector<std::string>& given) {
  std::vector<runtime::SigningKey> keys;
  for (const std::string& one : given) {
    INFRA_ASSIGN(auto key, read_signing_key(one));
    keys.push_back(std::move(key));
  }
  return keys;
}

int compile(Context& context, const Options& options) {
  auto keys = read_keys(options.keys);
  if (!keys) return report(context, keys.error());
  auto sources = open_sources(context, options.source, "compile");
  if (!sources) return report(context, sources.error());
  context.source_folder = sources->folder;
  sources->request.selection = options.selection;
  sources->request.wants_provenance = !keys->empty();
  auto result = service::compile(sources->request);
  report(context, result.diagnostics, result.sources);
  if (!result.ok() || !result.plan) return kError;

  std::string path = options.output;
  if (path.empty()) path = std::filesystem::path(options.source.file).stem().string() + ".plan";
  runtime::Statement statement;
  if (!keys->empty()) {
    auto about = statement_about(context, sources->request, options.source.params_file, result);
    if (!about) return report(context, about.error());
    statement = std::move(*about);
  }
  auto digest = write_plan(path, result, std::move(statement), *keys);
  if (!digest) return report(context, digest.error());
  if (context.format == Format::Human) {
    Painter paint = context.terminal.out_paint();
    context.terminal.out(fmt::format("{} {}: deployment `{}`, {}, {}\n  {}\n", paint(Style::BoldGreen, "compiled"),
                                     sanitize_line(path), result.plan->deployment, resources_text(*result.plan),
                                     count_noun(result.plan->outputs.size(), "output"),
                                     paint(Style::Dim, digest->text())));
    for (const runtime::SigningKey& key : *keys) {
      context.terminal.out(fmt::format("  signed by {}\n", paint(Style::Dim, key.public_key().id())));
    }
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
  sources->request.selection = options.selection;
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
  takes.texts("--sign", options->keys, "KEY", "Sign the plan with a private key: its file, or env:NAME.");
  takes.texts("--only", options->selection.only, "ADDRESS", "A plan of this alone, and of what else is named so.");
  takes.texts("--except", options->selection.except, "ADDRESS", "A plan without this.");
  takes.format();
  return [options, &context] {
    // `-o` names the plan; nobody shall find a report where the plan was to be.
    if (context.output.ends_with(".plan")) {
      std::string file = std::exchange(context.output, {});
      return report(context, diag::error(diag::PlanAsOutput, file).way_out(fmt::format("write `-o {}`", file)));
    }
    if (!options->selection.only.empty() && !options->selection.except.empty()) {
      return report(context, diag::error(diag::OnlyAndExcept).way_out("say what is in the plan, or what is not"));
    }
    if (!options->stage.empty() && !options->keys.empty()) {
      return report(context, diag::error(diag::NothingToSign, options->stage)
                                 .way_out("write the plan with `-o PLAN`; it is what `--emit plan` prints"));
    }
    return options->stage.empty() ? compile(context, *options) : emit(context, *options);
  };
}

}  // namespace infra::cli
