// `for i in 0..xs.length` gives resources the positions of items as their keys: taking one item away renames all that
// follow it, and renaming is replacing.
#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

/// `xs` of `0..xs.length`; invalid for anything else.
syntax::ExprId counted_list(const Subject& subject, const syntax::ForHead& head) {
  if (head.names.size() != 1) return {};
  const auto* range = subject.as<syntax::BinaryExpr>(subject.bare(head.source));
  if (!range || range->op != syntax::BinaryOp::Range) return {};
  const auto* from = subject.as<syntax::IntLiteral>(range->left);
  const auto* length = subject.as<syntax::FieldExpr>(range->right);
  if (!from || from->value != 0 || !length || subject.text(length->field) != "length") return {};
  return length->object;
}

/// Whether `xs[i]` is read in a declaration.
bool reads_item(const Subject& subject, size_t decl, syntax::ExprId list, const syntax::Ident& position) {
  const FileIndex& index = subject.index;
  size_t end = decl + 1 < index.first_exprs.size() ? index.first_exprs[decl + 1] : index.exprs.size();
  for (size_t i = index.first_exprs[decl]; i < end; ++i) {
    const auto* item = subject.as<syntax::IndexExpr>(index.exprs[i].id);
    if (!item || !same_tokens(subject.text(item->object), subject.text(list))) continue;
    const auto* name = subject.as<syntax::NameExpr>(subject.bare(item->index));
    if (name && name->name.name == position.name) return true;
  }
  return false;
}

void look_at(const Subject& subject, diag::Sink& sink, size_t decl, const syntax::Ident& name,
             const syntax::ForHead& head) {
  syntax::ExprId list = counted_list(subject, head);
  if (!list.valid() || !reads_item(subject, decl, list, head.names[0])) return;
  std::string_view written = subject.text(list);
  sink.emit(diag::NumberedResources, head.span, subject.text(name), written)
      .label("without an item, all behind it are replaced by their neighbours")
      .help(fmt::format("write `for item in {} key item.…` with a field that stays the same", written));
}

}  // namespace

void numbered_resources(const Subject& subject, diag::Sink& sink) {
  for (uint32_t i = 0; i < subject.ast.decls.size(); ++i) {
    const syntax::DeclNode& decl = subject.ast.decls[syntax::DeclId(i)].node;
    if (const auto* node = std::get_if<syntax::ResourceDecl>(&decl); node && node->has_for) {
      look_at(subject, sink, i, node->name, node->head);
    }
    if (const auto* node = std::get_if<syntax::ModuleDecl>(&decl); node && node->has_for) {
      look_at(subject, sink, i, node->name, node->head);
    }
  }
}

}  // namespace infra::lint
