// Enums and kinds.
#include "InfraParser.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {

using grammar::InfraParser;
using enum TokenKind;

EnumDecl build_enum(Build& b, Node* node) {
  EnumDecl decl{};
  decl.name = build_name(b, node->children[1]);
  llvm::SmallVector<EnumMember, 16> members;
  for (Node* child : node->children) {
    if (rule_of(child) != InfraParser::RuleEnumMember || kind_of(child->children[0]) == Hole) continue;
    EnumMember member{};
    member.span = span_of(b, child);
    member.doc = doc_before(b, member.span.begin);
    member.name = build_name(b, child->children[0]);
    member.has_payload = child->children.size() > 1;
    llvm::SmallVector<FieldDecl, 4> payload;
    for (Node* part : child->children) {
      if (rule_of(part) == InfraParser::RulePayload) payload.push_back(build_field(b, part, FieldPlace::Record));
    }
    member.payload = b.keep(payload);
    members.push_back(member);
  }
  decl.members = b.keep(members);
  return decl;
}

KindDecl build_kind(Build& b, Node* node) {
  const std::vector<Node*>& children = node->children;
  KindDecl decl{};
  decl.name = build_name(b, children[1]);
  decl.lifecycle = build_name(b, children[3]);
  const Token& provider = token_of(children[5]);
  decl.provider = build_string(b, provider);
  decl.provider_span = b.span(provider);
  const Token& version = token_of(children[7]);
  decl.version_span = b.span(version);
  const ExprNode number = build_number(b, version, false);
  if (const auto* literal = std::get_if<IntLiteral>(&number)) decl.version = literal->value;
  decl.fields = build_fields(b, children[8], FieldPlace::KindInput);
  if (children.size() > 10) decl.results = build_fields(b, children[10], FieldPlace::KindResult);
  return decl;
}

}  // namespace infra::syntax
