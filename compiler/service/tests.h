// Running the `test` blocks of one file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/service/compile.h"

namespace infra::service {

struct TestResult {
  std::string name;
  uint32_t line = 0;
  bool passed = false;
  std::vector<diag::Diagnostic> diagnostics;  ///< Why not.
};

struct TestedFile {
  SourceMap sources;
  std::vector<diag::Diagnostic> diagnostics;  ///< Of the file itself; with an error among them no test was run.
  std::vector<TestResult> results;            ///< In the order of the file.

  bool ok() const;
};

/// The tests whose names hold `filter`, and of these every one whose number is `slice` modulo `slices`: what runs on
/// several threads is given to each in a slice, with file systems of its own.
TestedFile run_tests(const CompileRequest& request, std::string_view filter, size_t slice, size_t slices);

}  // namespace infra::service
