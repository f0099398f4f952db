#include "compiler/service/compile.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/codes/limits.h"
#include "compiler/diag/render.h"
#include "compiler/diag/sink.h"
#include "compiler/passes/pipeline.h"
#include "compiler/plan/json.h"
#include "compiler/sema/report.h"
#include "compiler/service/compilation.h"

namespace infra::service {
namespace {

std::string stem_of(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return std::string(path.substr(0, path.find('.')));
}

/// What the checks of a part ask of: they are some of the whole's, in its order.
std::vector<std::string> subjects_of(const passes::BuiltPlan& built, const plan::Plan& part) {
  std::vector<std::string> subjects;
  size_t at = 0;
  for (const plan::Check& check : part.checks) {
    auto is_it = [&](const plan::Check& whole) {
      return whole.address == check.address && whole.condition == check.condition && whole.message == check.message;
    };
    while (!is_it(built.plan.checks[at])) ++at;
    subjects.push_back(built.debug.checks[at++]);
  }
  return subjects;
}

/// The selected part; the debug section then tells of that part.
Result<plan::Plan> take_part(passes::BuiltPlan& built, const plan::Selection& selection) {
  if (selection.is_everything()) return std::move(built.plan);
  INFRA_ASSIGN(plan::Plan part, plan::part_of(built.plan, selection, built.debug.names));
  if (!part.partial) return part;
  for (const std::string& address : part.partial->left_out) {
    built.debug.places.erase(address);
    built.debug.names.erase(address);
  }
  built.debug.checks = subjects_of(built, part);
  built.debug.plan = plan::digest(part);
  return part;
}

/// Where the bytes of what the plan names lie.
std::map<Digest, std::string> files_of(const plan::Plan& plan, const std::map<Digest, std::string>& files) {
  std::map<Digest, std::string> named;
  for (const plan::Artifact& artifact : plan.artifacts) {
    if (auto found = files.find(artifact.digest); found != files.end()) named.insert(*found);
  }
  return named;
}

/// Nobody reads so many, and each costs memory in every form that it is shown in.
constexpr size_t kMaxProblems = 10'000;

void keep_the_first(CompileResult& result) {
  std::vector<diag::Diagnostic>& problems = result.diagnostics;
  if (problems.size() <= kMaxProblems || result.ok()) return;
  diag::Sink rest;
  rest.emit(diag::TooManyProblems, Span(),
            problems.size() == kMaxProblems + 1 ? "1 more problem is"
                                                : fmt::format("{} more problems are", problems.size() - kMaxProblems));
  problems.resize(kMaxProblems);
  problems.push_back(std::move(rest.take().front()));
}

}  // namespace

bool CompileResult::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Error; });
}

Compilation analyzed(const CompileRequest& request, bool params_required, sema::KnownFiles* known) {
  Compilation compilation;
  CompileResult& result = compilation.result;
  diag::Sink sink;
  if (auto packages = package::open_packages(*request.package, request.packages, result.sources, sink)) {
    compilation.packages = std::move(*packages);
    result.packages = compilation.packages.used;
    sema::AnalysisRequest analysis{*request.package,
                                   *request.stdlib,
                                   request.root,
                                   {request.params, request.params_json, params_required},
                                   compilation.packages.packages,
                                   request.policies,
                                   request.as_of,
                                   request.asking_let,
                                   known,
                                   request.keeps};
    compilation.analysis = sema::analyze(analysis, result.sources, sink);
  }
  result.diagnostics = sink.take();
  diag::sort_and_deduplicate(result.diagnostics, result.sources);
  keep_the_first(result);
  return compilation;
}

Compilation run(const CompileRequest& request) {
  Compilation compilation = analyzed(request, request.build_plan);
  CompileResult& result = compilation.result;
  if (!result.ok() || !request.build_plan) return compilation;
  if (request.wants_provenance) result.provenance = provenance_of(compilation);
  std::string deployment = request.deployment.empty() ? stem_of(request.root) : request.deployment;
  auto built =
      passes::build_plan(compilation.analysis->program, compilation.analysis->model, result.sources, deployment);
  diag::Sink sink;
  if (!built) {
    sema::report(sink, built.error(), Span()).note("this is a mistake of the compiler, not of your program");
  } else if (auto part = take_part(*built, request.selection)) {
    result.plan = std::move(*part);
    result.debug = std::move(built->debug);
    result.artifact_files = files_of(*result.plan, compilation.analysis->model.contents.files);
    return compilation;
  } else {
    sema::report(sink, part.error(), Span());
  }
  for (diag::Diagnostic& problem : sink.take()) result.diagnostics.push_back(std::move(problem));
  diag::sort_and_deduplicate(result.diagnostics, result.sources);
  return compilation;
}

CompileResult compile(const CompileRequest& request) { return std::move(run(request).result); }

}  // namespace infra::service
