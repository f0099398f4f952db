#include "cli/sources.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/package_store.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/diag/error.h"
#include "compiler/plan/blobs.h"
#include "compiler/plan/json.h"
#include "compiler/source/disk_file_system.h"

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

constexpr uint64_t kLargestParams = 8u << 20;
constexpr uint64_t kLargestPlan = 1u << 30;

Result<std::map<std::string, std::string>> read_params(const std::vector<std::string>& given) {
  std::map<std::string, std::string> params;
  for (const std::string& text : given) {
    size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail(diag::error(diag::ParamWithoutValue, text).way_out("write `--param name=value`"));
    }
    std::string name = text.substr(0, equals);
    if (!params.emplace(name, text.substr(equals + 1)).second) return fail(diag::error(diag::ParamTwice, name));
  }
  return params;
}

runtime::PlanInput input_of_sources(service::CompileResult result) {
  runtime::PlanInput input;
  input.plan = std::move(*result.plan);
  input.bytes = plan::to_json(input.plan);
  input.digest = sha256(input.bytes);
  input.debug_bytes = plan::to_json(result.debug);
  input.blob_files = std::move(result.artifact_files);
  return input;
}

/// E0051 when there is no such file, with the one that may be meant; an empty name is none.
Result<void> must_be_there(const fs::path& file) {
  std::error_code problem;
  if (file.empty() || fs::exists(file, problem) || problem) return {};
  Error error = diag::error(diag::FileNotFound, file.string());
  std::vector<std::string> names;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    if (at->path().extension() == ".infra") names.push_back(at->path().filename());
  }
  std::sort(names.begin(), names.end());
  const std::string name = file.filename(), whole = name.ends_with(".infra") ? name : name + ".infra";
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  auto best = nearest(whole, candidates);
  if (std::binary_search(names.begin(), names.end(), whole)) best = whole;
  if (best) {
    error.help = fmt::format("did you mean `{}`?",
                             sanitize_line(file.has_parent_path() ? (folder / *best).string() : std::string(*best)));
  } else if (!names.empty() && names.size() <= 8) {
    error.help = "there is " + list_names(candidates);
  }
  return fail(std::move(error));
}

Result<runtime::PlanInput> input_of_plan(const std::string& file) {
  runtime::PlanInput input;
  INFRA_ASSIGN(input.bytes, read_file(file, kLargestPlan));
  INFRA_ASSIGN(input.plan, plan::from_json(input.bytes));
  input.digest = sha256(input.bytes);
  if (std::error_code problem; fs::exists(debug_path(file), problem)) {
    INFRA_ASSIGN(input.debug_bytes, read_file(debug_path(file), kLargestPlan));
  }
  plan::BlobStore blobs(blobs_path(file));
  for (const plan::Artifact& artifact : input.plan.artifacts) {
    input.blob_files.emplace(artifact.digest, blobs.path(artifact.digest));
  }
  return input;
}

}  // namespace

Result<runtime::PlanInput> read_plan(const std::string& file, std::string_view verb) {
  if (file.ends_with(".infra")) {
    return fail(diag::error(diag::NotCompiled, file, verb)
                    .way_out("compile it first: `infra compile " + file + "` writes a plan"));
  }
  auto input = input_of_plan(file);
  if (!input && input.error().message.find(file) == std::string::npos)
    input.error().notes.push_back("in `" + file + "`");
  return input;
}

std::string signature_path(const std::string& plan) { return plan + ".signature.json"; }
std::string debug_path(const std::string& plan) { return plan + ".debug.json"; }
std::string blobs_path(const std::string& plan) { return plan + ".blobs"; }

void add_source_options(OptionTable& takes, SourceOptions& options, bool file_required, const std::string& file_help) {
  takes.argument("FILE", options.file, file_required, file_help);
  takes.text("--deployment", options.deployment, "NAME", "Its name; the file's stem unless given.");
  takes.texts("--param", options.params, "NAME=VALUE",
              "The value of a param; of a secret its source, as in env:PASSWORD.");
  takes.text("--params", options.params_file, "FILE", "A JSON file with the values of params.");
  takes.texts("--policy", options.policies, "FILE",
              "Enforce the policies of a file beneath the root file's folder, or of one of the stdlib: std.folder.");
}

Result<Sources> open_sources(const Context& context, const SourceOptions& options, std::string_view verb) {
  if (options.file.ends_with(".plan")) {
    return fail(diag::error(diag::NotForAPlan, options.file, fmt::format("infra {}", verb))
                    .way_out("give it to `infra plan` or `infra apply`"));
  }
  Sources sources;
  INFRA_TRY(must_exist(context.places.stdlib));
  INFRA_ASSIGN(sources.request.params, read_params(options.params));
  if (!options.params_file.empty()) {
    INFRA_ASSIGN(sources.request.params_json, read_file(options.params_file, kLargestParams));
  }
  fs::path file(options.file);
  INFRA_TRY(must_be_there(file));
  std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
  std::string root = package_folder(folder);
  if (root.empty()) root = folder;
  INFRA_ASSIGN(sources.package, open_disk(root));
  sources.packages = disk_packages(root);
  sources.folder = root;
  INFRA_ASSIGN(sources.stdlib, open_disk(context.places.stdlib));
  sources.request.package = sources.package.get();
  sources.request.stdlib = sources.stdlib.get();
  std::error_code problem;
  sources.request.root = root == folder ? file.filename() : fs::relative(folder, root, problem) / file.filename();
  sources.request.packages = sources.packages.get();
  sources.request.deployment = options.deployment;
  sources.request.policies = options.policies;
  return sources;
}

std::optional<runtime::PlanInput> plan_input(Context& context, const SourceOptions& options, std::string_view verb) {
  if (options.is_source()) {
    auto sources = open_sources(context, options, verb);
    if (!sources) return report(context, sources.error()), std::nullopt;
    context.source_folder = sources->folder;
    auto result = service::compile(sources->request);
    bool ok = result.ok() && result.plan;
    // What went well says nothing in JSON: the verb's own document is the only one.
    if (!ok || (context.format == Format::Human && !result.diagnostics.empty())) {
      report(context, result.diagnostics, result.sources);
    }
    if (!ok) return std::nullopt;
    return input_of_sources(std::move(result));
  }
  bool has_params = !options.params.empty() || !options.params_file.empty();
  if (has_params || !options.deployment.empty() || !options.policies.empty()) {
    std::string_view option = !options.deployment.empty() ? "--deployment" : has_params ? "--param" : "--policy";
    report(context,
           diag::error(diag::NotForAPlan, options.file, option)
               .way_out("give it to `infra compile`, or give the `.infra` file to `infra " + std::string(verb) + "`"));
    return std::nullopt;
  }
  auto input = input_of_plan(options.file);
  if (!input) return report(context, input.error()), std::nullopt;
  return std::move(*input);
}

}  // namespace infra::cli
