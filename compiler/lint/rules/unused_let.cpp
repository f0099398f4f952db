#include "compiler/lint/rules.h"

namespace infra::lint {

void unused_let(const Subject& subject, diag::Sink& sink) {
  for (const syntax::Decl& decl : subject.ast.decls) {
    const auto* let = std::get_if<syntax::LetDecl>(&decl.node);
    if (!let || decl.is_public || subject.index.uses(let->name) || subject.text(let->name).starts_with('_')) continue;
    sink.emit(diag::UnusedLet, let->name.span, subject.text(let->name))
        .label("nothing in this file reads it")
        .help("take it away, or write `pub let` when other files shall read it");
  }
}

}  // namespace infra::lint
