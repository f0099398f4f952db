#include "compiler/service/compile.h"

#include <algorithm>

#include "compiler/diag/render.h"
#include "compiler/passes/pipeline.h"
#include "compiler/sema/report.h"
#include "compiler/service/compilation.h"

namespace infra::service {
namespace {

std::string stem_of(std::string_view path) {
  size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return std::string(path.substr(0, path.find('.')));
}

}  // namespace

bool CompileResult::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Error; });
}

Compilation analyzed(const CompileRequest& request, bool params_required) {
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
                                   request.as_of};
    compilation.analysis = sema::analyze(analysis, result.sources, sink);
  }
  result.diagnostics = sink.take();
  diag::sort_and_deduplicate(result.diagnostics, result.sources);
  return compilation;
}

Compilation run(const CompileRequest& request) {
  Compilation compilation = analyzed(request, request.build_plan);
  CompileResult& result = compilation.result;
  if (!result.ok() || !request.build_plan) return compilation;
  std::string deployment = request.deployment.empty() ? stem_of(request.root) : request.deployment;
  auto built =
      passes::build_plan(compilation.analysis->program, compilation.analysis->model, result.sources, deployment);
  if (built) {
    result.plan = std::move(built->plan);
    result.debug = std::move(built->debug);
    result.artifact_files = compilation.analysis->model.artifact_files;
    return compilation;
  }
  diag::Sink sink;
  sema::report(sink, built.error(), Span()).note("this is a mistake of the compiler, not of your program");
  for (diag::Diagnostic& problem : sink.take()) result.diagnostics.push_back(std::move(problem));
  diag::sort_and_deduplicate(result.diagnostics, result.sources);
  return compilation;
}

CompileResult compile(const CompileRequest& request) { return std::move(run(request).result); }

}  // namespace infra::service
