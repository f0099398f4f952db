#include "compiler/lint/rules.h"

namespace infra::lint {

void long_file(const Subject& subject, diag::Sink& sink) {
  constexpr uint32_t kMany = 1000;
  // The last line break begins no line.
  uint32_t lines = subject.file.line_count() - (subject.file.text().ends_with('\n') ? 1 : 0);
  if (lines <= kMany || subject.ast.decls.size() == 0) return;
  sink.emit(diag::LongFile, Span{subject.ast.file, 0, 0}, lines)
      .help("a module is easier to read in parts: move what belongs together to a file of its own and import it");
}

}  // namespace infra::lint
