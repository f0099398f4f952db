#include "compiler/lint/rules.h"
#include "compiler/syntax/scan/scan.h"

namespace infra::lint {

void long_file(const Subject& subject, diag::Sink& sink) {
  constexpr uint32_t kMany = 1000;
  // The last line break begins no line.
  uint32_t lines = subject.file.line_count() - (subject.file.text().ends_with('\n') ? 1 : 0);
  if (lines <= kMany || subject.ast.decls.size() == 0) return;
  // At its first word: an allowance on a line before it speaks for that.
  const syntax::Token first = syntax::scan(subject.file.text()).tokens.front();
  sink.emit(diag::LongFile, Span{subject.ast.file, first.begin, first.end}, lines)
      .help("a module is easier to read in parts: move what belongs together to a file of its own and import it");
}

}  // namespace infra::lint
