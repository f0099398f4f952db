#include <algorithm>

#include "compiler/lint/lint.h"
#include "compiler/source/overlay_file_system.h"
#include "compiler/syntax/parse.h"

namespace infra::lint {
namespace {

/// The first edit of each lint in the root file. Errors and warnings of the compiler keep theirs: those are guesses.
std::vector<diag::Fix> edits_of(const LintResult& result, std::string_view root) {
  std::vector<diag::Fix> edits;
  for (const diag::Diagnostic& d : result.diagnostics) {
    if (!d.code.starts_with('L') || d.fixes.empty()) continue;
    if (result.sources.file(d.fixes.front().span.file).name() == root) edits.push_back(d.fixes.front());
  }
  return edits;
}

}  // namespace

std::string apply_fixes(std::span<const diag::Fix> fixes, FileId file, std::string_view text, size_t& applied) {
  std::vector<const diag::Fix*> order;
  for (const diag::Fix& fix : fixes) {
    if (fix.span.file == file) order.push_back(&fix);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const diag::Fix* a, const diag::Fix* b) { return a->span.begin < b->span.begin; });
  std::string out;
  uint32_t done = 0;
  const diag::Fix* last = nullptr;
  for (const diag::Fix* fix : order) {
    bool again = last && last->span == fix->span && last->replacement == fix->replacement;  // two lints, one edit
    if (again || fix->span.begin < done) continue;
    out += text.substr(done, fix->span.begin - done);
    out += fix->replacement;
    done = fix->span.end;
    last = fix;
    ++applied;
  }
  out += text.substr(done);
  return out;
}

FixResult fix(const service::CompileRequest& request) {
  // An edit may open the way for another: parentheses in parentheses. Each round makes the text no longer.
  constexpr int kMostRounds = 100;
  FixResult result{lint(request), "", 0};
  for (int round = 0; round < kMostRounds && !result.last.has_errors; ++round) {
    std::vector<diag::Fix> edits = edits_of(result.last, request.root);
    if (edits.empty()) break;
    FileId file = edits.front().span.file;
    size_t applied = 0;
    std::string text = apply_fixes(edits, file, result.last.sources.file(file).text(), applied);
    OverlayFileSystem package(*request.package);
    package.lay(request.root, text);
    service::CompileRequest edited = request;
    edited.package = &package;
    LintResult next = lint(edited);
    if (next.has_errors) break;  // never leave a file worse than it was
    result = {std::move(next), std::move(text), result.applied + applied};
  }
  return result;
}

}  // namespace infra::lint
