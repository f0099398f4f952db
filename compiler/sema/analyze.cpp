#include "compiler/sema/analyze.h"

#include <algorithm>

#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/value.h"
#include "compiler/sema/check/check.h"
#include "compiler/sema/check/policies.h"
#include "compiler/sema/check/recheck.h"
#include "compiler/sema/declare/declare.h"
#include "compiler/sema/evaluate/evaluate.h"
#include "compiler/sema/evaluate/evaluation.h"
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

namespace {

/// Loaded sources of a program that is checked from nothing.
void check_anew(const AnalysisRequest& request, Analysis& analysis, diag::Sink& sink) {
  if (!analysis.loaded.root.valid()) return;
  if (request.keeps) {
    analysis.kept = std::make_unique<Kept>();
    analysis.kept->asking_let = request.asking_let;
  }
  analysis.declarations = declare(analysis.loaded, analysis.program, sink);
  check_program(analysis.loaded, analysis.declarations, analysis.program, request.asking_let, analysis.kept.get(),
                sink);
  if (analysis.kept) analysis.kept->is_noisy = !sink.diagnostics().empty();
}

/// For trees whose names are those of `before`: the same names under the same numbers.
std::unique_ptr<Analysis> with_names_of(const Analysis& before) {
  auto analysis = std::make_unique<Analysis>();
  const Interner& names = before.program.names;
  for (uint32_t i = 0; i < names.size(); ++i) analysis->program.names.intern(names.text(Name(i)));
  return analysis;
}

std::unique_ptr<Analysis> load_and_check(const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink) {
  if (!request.known) {
    auto analysis = std::make_unique<Analysis>();
    analysis->loaded = load(request.package, request.stdlib, request.packages, request.root, request.policies, sources,
                            analysis->program.names, sink);
    check_anew(request, *analysis, sink);
    return analysis;
  }
  Analysis& before = *request.known->before;
  LoadedSources loaded = load(*request.known, request.package, request.stdlib, request.packages, request.root,
                              request.policies, sources, before.program.names, sink);
  if (sink.diagnostics().empty() && recheck(before, loaded, request.known->edits, request.asking_let, sink)) {
    before.loaded = std::move(loaded);
    return std::move(request.known->before);
  }
  auto analysis = with_names_of(before);
  analysis->loaded = std::move(loaded);
  check_anew(request, *analysis, sink);
  return analysis;
}

/// What follows checking, up to the model.
void evaluate_into(Analysis& analysis, const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink) {
  RootParams params = read_params(request.params, analysis.loaded, analysis.program, sources, request.package, sink);
  EvaluationRequest evaluation{analysis.program,
                               sources,
                               analysis.loaded,
                               std::move(params),
                               !request.params.required,
                               !analysis.shapes_known,
                               is_date(request.as_of) ? request.as_of : "",
                               analysis.also_enforced,
                               analysis.kept ? &analysis.kept->values : nullptr};
  analysis.model = evaluate(evaluation, sink);
}

void judge_phases(Analysis& analysis, const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink) {
  if (!request.as_of.empty() && !is_date(request.as_of)) {
    sink.emit(diag::AsOfNoDate, Span(), request.as_of).help("a date is `2027-01-31`: year, month, day");
  }
  analysis.also_enforced = enforced_from_outside(analysis.loaded, analysis.declarations, sink);
  analysis.shapes_known = check_phases(analysis.program, sources, sink);
}

/// Where a budget ends hangs on all that was computed before, which a program that was taken over has in part behind it.
bool is_near_a_budget(const Analysis& analysis, const diag::Sink& sink) {
  if (analysis.program.values->byte_size() > kMaxBytes / 2) return true;
  return std::any_of(sink.diagnostics().begin(), sink.diagnostics().end(), [](const diag::Diagnostic& d) {
    return d.code == diag::ProgramTooBig.code || d.code == diag::BudgetSpent.code || d.code == diag::TooDeep.code;
  });
}

}  // namespace

std::unique_ptr<Analysis> analyze_program(const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink) {
  auto analysis = load_and_check(request, sources, sink);
  if (analysis->loaded.root.valid()) judge_phases(*analysis, request, sources, sink);
  return analysis;
}

std::unique_ptr<Analysis> analyze(const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink) {
  diag::Sink found;
  auto analysis = analyze_program(request, sources, found);
  if (analysis->loaded.root.valid()) evaluate_into(*analysis, request, sources, found);
  if (analysis->kept && analysis->kept->times > 0 && is_near_a_budget(*analysis, found)) {
    auto anew = with_names_of(*analysis);
    anew->loaded = std::move(analysis->loaded);
    analysis = std::move(anew);
    found.take();
    check_anew(request, *analysis, found);
    judge_phases(*analysis, request, sources, found);
    evaluate_into(*analysis, request, sources, found);
  }
  for (diag::Diagnostic& diagnostic : found.take()) sink.add(std::move(diagnostic));
  return analysis;
}

}  // namespace infra::sema
