// Lints of a program: from what `infra check` takes to warnings.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.h"
#include "compiler/sema/analyze.h"
#include "compiler/service/compile.h"

namespace infra::lint {

/// One line of the table of rules.
struct RuleInfo {
  std::string_view name;     ///< `unused-param`
  std::string_view code;     ///< `L0010`
  std::string_view summary;  ///< One line.
  bool fixes;                ///< Whether `--fix` can mend what it finds.
};
/// By code.
std::vector<RuleInfo> rules();

/// The lints of one file of a program without errors, sorted, suppressions applied.
std::vector<diag::Diagnostic> lint_module(const sema::Analysis& analysis, const SourceMap& sources,
                                          sema::ModuleId module);

struct LintResult {
  SourceMap sources;
  std::vector<diag::Diagnostic>
      diagnostics;          ///< What the compiler says; when nothing of it is an error, the lints too.
  bool has_errors = false;  ///< Then nothing was linted.
};
/// Compiles the root file as `infra check` does, and lints that file.
LintResult lint(service::CompileRequest request);

struct FixResult {
  LintResult last;     ///< What is left after the edits.
  std::string text;    ///< The root file's.
  size_t applied = 0;  ///< How many edits; with none, `text` is what it was.
};
/// Applies the edits of lints until none is left. The result has no error, or no edit was made.
FixResult fix(const service::CompileRequest& request);

/// Applies each edit of `fixes` that overlaps no earlier one to the text of `file`; `applied` counts them.
std::string apply_fixes(std::span<const diag::Fix> fixes, FileId file, std::string_view text, size_t& applied);

}  // namespace infra::lint
