#include "compiler/service/tests.h"

#include <algorithm>

#include "compiler/diag/render.h"
#include "compiler/passes/passes.h"
#include "compiler/plan/json.h"
#include "compiler/sema/analyze.h"
#include "compiler/sema/evaluate/tests.h"

namespace infra::service {
namespace {

bool is_error(const diag::Diagnostic& diagnostic) { return diagnostic.severity == diag::Severity::Error; }

/// The plan of a test may hang on params that it was not given: it is named, and not verified.
std::string digest_of(const sema::Program& program, const sema::Model& model) {
  std::vector<std::string> subjects;  // Not part of what is digested.
  return plan::digest(passes::lower(program, model, "test", subjects)).text();
}

}  // namespace

bool TestedFile::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(), is_error) &&
         std::all_of(results.begin(), results.end(), [](const TestResult& result) { return result.passed; });
}

TestedFile run_tests(const CompileRequest& request, std::string_view filter, size_t slice, size_t slices) {
  TestedFile file;
  diag::Sink sink;
  auto packages = package::open_packages(*request.package, request.packages, file.sources, sink);
  std::unique_ptr<sema::Analysis> analysis;
  if (packages) {
    sema::AnalysisRequest wanted{*request.package, *request.stdlib, request.root, {}, packages->packages};
    analysis = sema::analyze_program(wanted, file.sources, sink);
  }
  bool is_sound = analysis && analysis->loaded.root.valid() && !sink.has_errors();
  file.diagnostics = sink.take();
  diag::sort_and_deduplicate(file.diagnostics, file.sources);
  if (!is_sound) return file;
  const sema::Program& program = analysis->program;
  const auto& tests = program.modules[program.root].tests;
  size_t number = 0;
  for (uint32_t i = 0; i < tests.size(); ++i) {
    if (tests[i].title.find(filter) == std::string::npos) continue;
    if (number++ % slices != slice) continue;
    sema::EvaluationRequest evaluation{program, file.sources, analysis->loaded, {}, true, false, "", {}};
    diag::Sink found;
    sema::TestOutcome outcome = sema::run_test(evaluation, program.root, i, digest_of, found);
    TestResult result;
    result.name = outcome.title;
    result.line = file.sources.file(outcome.span.file).locate(outcome.span.begin).line;
    result.passed = outcome.passed;
    result.diagnostics = found.take();
    diag::sort_and_deduplicate(result.diagnostics, file.sources);
    file.results.push_back(std::move(result));
  }
  return file;
}

}  // namespace infra::service
