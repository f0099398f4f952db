// What is deployed, read or used: resources, existing ones, modules.
#include "InfraParser.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

/// What a resource and a module use share: head, entries, `with`.
template <typename Decl>
void build_body(Build& b, Node* node, Decl& decl, List<Entry>& entries) {
  bool in_with = false;
  for (Node* child : node->children) {
    switch (rule_of(child)) {
      case InfraParser::RuleHead:
        if (is_token(child->children[0])) {
          decl.condition = build_expr(b, child->children[1]);
        } else {
          decl.has_for = true;
          decl.head = build_for_head(b, child->children[0]);
        }
        break;
      case InfraParser::RuleBraces:
        if (in_with) {
          decl.with = build_entries(b, child);
          decl.with_span = span_of(b, child);
        } else {
          entries = build_entries(b, child);
        }
        break;
      default: in_with |= kind_of(child) == With;
    }
  }
}

/// `Kind` or `shop.Kind`, from the fourth child on. Gives the index behind it.
template <typename Decl>
size_t build_kind_name(Build& b, Node* node, Decl& decl) {
  decl.kind = build_name(b, node->children[3]);
  if (kind_of(node->children[4]) != Dot) return 4;
  decl.kind_module = decl.kind;
  decl.kind = build_name(b, node->children[5]);
  return 6;
}

}  // namespace

ResourceDecl build_resource(Build& b, Node* node) {
  ResourceDecl decl{};
  decl.name = build_name(b, node->children[1]);
  build_kind_name(b, node, decl);
  build_body(b, node, decl, decl.inputs);
  return decl;
}

ExistingDecl build_existing(Build& b, Node* node) {
  ExistingDecl decl{};
  decl.name = build_name(b, node->children[1]);
  decl.is_optional = kind_of(node->children[build_kind_name(b, node, decl)]) == Question;
  build_body(b, node, decl, decl.inputs);
  return decl;
}

ModuleDecl build_module(Build& b, Node* node) {
  ModuleDecl decl{};
  decl.name = build_name(b, node->children[1]);
  decl.module = build_name(b, node->children[3]);
  build_body(b, node, decl, decl.arguments);
  return decl;
}

}  // namespace infra::syntax
