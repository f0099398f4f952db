// A text through the front end and the lints.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diag/render.h"
#include "compiler/lint/lint.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {

/// `a.infra` of a package of its own, with the small stdlib.
struct LintCase {
  explicit LintCase(std::string text) : package({{"a.infra", std::move(text)}}), stdlib(small_stdlib()) {
    request.package = &package;
    request.stdlib = &stdlib;
    request.root = "a.infra";
  }
  MemoryFiles package, stdlib;
  service::CompileRequest request;
};

/// The codes of what is found, in the order of the source, with a space between them.
inline std::string codes_of(const lint::LintResult& result) {
  std::string codes;
  for (const diag::Diagnostic& d : result.diagnostics) codes += (codes.empty() ? "" : " ") + std::string(d.code);
  return codes;
}
inline std::string codes_in(const std::string& text) { return codes_of(lint::lint(LintCase(text).request)); }

/// The text after `--fix`; the same when nothing was mended.
inline std::string fixed(const std::string& text) {
  lint::FixResult result = lint::fix(LintCase(text).request);
  return result.applied > 0 ? result.text : text;
}

}  // namespace infra::test
