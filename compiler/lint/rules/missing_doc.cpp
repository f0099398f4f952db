#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

std::string_view word_for(const syntax::DeclNode& node) {
  if (std::holds_alternative<syntax::LetDecl>(node)) return "public value";
  if (std::holds_alternative<syntax::FnDecl>(node)) return "public function";
  if (std::holds_alternative<syntax::TypeDecl>(node)) return "public type";
  if (std::holds_alternative<syntax::EnumDecl>(node)) return "public enum";
  if (std::holds_alternative<syntax::KindDecl>(node)) return "public kind";
  if (std::holds_alternative<syntax::PolicyDecl>(node)) return "public policy";
  return {};
}

void complain(const Subject& subject, diag::Sink& sink, const syntax::Ident& name, std::string_view word) {
  sink.emit(diag::MissingDoc, name.span, word, subject.text(name))
      .help("say before it, in a line that begins with `///`, what its user must know");
}

}  // namespace

void missing_doc(const Subject& subject, diag::Sink& sink) {
  for (const syntax::Decl& decl : subject.ast.decls) {
    std::string_view word = word_for(decl.node);
    if (!decl.is_public || word.empty()) continue;
    if (decl.doc.empty()) complain(subject, sink, declared_name(decl), word);
    const auto* kind = std::get_if<syntax::KindDecl>(&decl.node);
    if (!kind) continue;
    for (const syntax::FieldDecl& field : kind->fields) {
      if (field.doc.empty()) complain(subject, sink, field.name, "field");
    }
    for (const syntax::FieldDecl& result : kind->results) {
      if (result.doc.empty()) complain(subject, sink, result.name, "result");
    }
  }
}

}  // namespace infra::lint
