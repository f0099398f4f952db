#include "compiler/sema/analyze.h"

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/check.h"
#include "compiler/sema/check/policies.h"
#include "compiler/sema/declare/declare.h"
#include "compiler/sema/evaluate/evaluate.h"
#include "compiler/sema/load/known_files.h"
#include "compiler/sema/phases/phases.h"
#include "compiler/value/scalars.h"

namespace infra::sema {

namespace {

std::vector<PolicyRef> enforced_from_outside(const LoadedSources& loaded, const Declarations& declarations,
                                             diag::Sink& sink) {
  std::vector<PolicyRef> all;
  for (GroupId group : loaded.policies) {
    std::vector<PolicyRef> found = public_policies(loaded, declarations, group);
    if (found.empty()) sink.emit(diag::NoPolicies, Span(), loaded.groups[group].name).help("it has no `pub policy`");
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace

bool is_date(const std::string& text) { return value::days_between(text, text).has_value(); }

std::unique_ptr<Analysis> analyze_program(const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink) {
  auto analysis = std::make_unique<Analysis>();
  Program& program = analysis->program;
  analysis->loaded = request.known ? load(*request.known, request.package, request.stdlib, request.packages,
                                          request.root, request.policies, sources, program.names, sink)
                                   : load(request.package, request.stdlib, request.packages, request.root,
                                          request.policies, sources, program.names, sink);
  if (!analysis->loaded.root.valid()) return analysis;
  Declarations declarations = declare(analysis->loaded, program, sink);
  check_program(analysis->loaded, declarations, program, request.asking_let, sink);
  if (!request.as_of.empty() && !is_date(request.as_of)) {
    sink.emit(diag::AsOfNoDate, Span(), request.as_of).help("a date is `2027-01-31`: year, month, day");
  }
  analysis->also_enforced = enforced_from_outside(analysis->loaded, declarations, sink);
  analysis->shapes_known = check_phases(program, sources, sink);
  return analysis;
}

std::unique_ptr<Analysis> analyze(const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink) {
  auto analysis = analyze_program(request, sources, sink);
  if (!analysis->loaded.root.valid()) return analysis;
  Program& program = analysis->program;
  RootParams params = read_params(request.params, analysis->loaded, program, sources, request.package, sink);
  EvaluationRequest evaluation{program,
                               sources,
                               analysis->loaded,
                               std::move(params),
                               !request.params.required,
                               !analysis->shapes_known,
                               is_date(request.as_of) ? request.as_of : "",
                               analysis->also_enforced};
  analysis->model = evaluate(evaluation, sink);
  return analysis;
}

}  // namespace infra::sema
