#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

/// The word for what can be unused, or nothing: resources and outputs are there for themselves.
std::string_view word_for(const syntax::DeclNode& node) {
  if (std::holds_alternative<syntax::TypeDecl>(node)) return "type";
  if (std::holds_alternative<syntax::EnumDecl>(node)) return "enum";
  if (std::holds_alternative<syntax::KindDecl>(node)) return "kind";
  if (std::holds_alternative<syntax::FnDecl>(node)) return "function";
  return {};
}

}  // namespace

void unused_declaration(const Subject& subject, diag::Sink& sink) {
  for (const syntax::Decl& decl : subject.ast.decls) {
    std::string_view word = word_for(decl.node);
    syntax::Ident name = declared_name(decl);
    if (word.empty() || decl.is_public || subject.index.calls(name) || subject.text(name).starts_with('_')) continue;
    sink.emit(diag::UnusedDeclaration, name.span, word, subject.text(name))
        .label("nothing in this file uses it")
        .help("take it away, or write `pub` before it when other files shall use it");
  }
}

}  // namespace infra::lint
