#include "compiler/sema/analyze.h"

#include "compiler/sema/check/check.h"
#include "compiler/sema/declare/declare.h"
#include "compiler/sema/evaluate/evaluate.h"
#include "compiler/sema/phases/phases.h"

namespace infra::sema {

std::unique_ptr<Analysis> analyze(const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink) {
  auto analysis = std::make_unique<Analysis>();
  Program& program = analysis->program;
  analysis->loaded =
      load(request.package, request.stdlib, request.packages, request.root, sources, program.names, sink);
  if (!analysis->loaded.root.valid()) return analysis;
  Declarations declarations = declare(analysis->loaded, program, sink);
  check_program(analysis->loaded, declarations, program, sink);
  bool shapes_known = check_phases(program, sources, sink);
  RootParams params = read_params(request.params, analysis->loaded, program, sources, request.package, sink);
  EvaluationRequest evaluation{program,      sources, analysis->loaded, std::move(params), !request.params.required,
                               !shapes_known};
  analysis->model = evaluate(evaluation, sink);
  return analysis;
}

}  // namespace infra::sema
