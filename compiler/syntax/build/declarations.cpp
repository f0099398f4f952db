#include "InfraParser.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

ImportDecl build_import(Build& b, Node* node) {
  ImportDecl decl{};
  const std::vector<Node*>& children = node->children;
  if (kind_of(children[1]) == String) {
    const Token& file = token_of(children[1]);
    decl.file = build_string(b, file);
    decl.file_span = b.span(file);
    decl.alias = build_name(b, children[3]);
    return decl;
  }
  llvm::SmallVector<Ident, 4> path;
  llvm::SmallVector<Ident, 8> names;
  bool in_braces = false;
  for (Node* child : children) {
    if (is_token(child)) {
      in_braces |= token_of(child).kind == LeftBrace;
    } else {
      (in_braces ? static_cast<llvm::SmallVectorImpl<Ident>&>(names) : path).push_back(build_name(b, child));
    }
  }
  decl.path = b.keep(path);
  decl.names = b.keep(names);
  return decl;
}

ParamDecl build_param(Build& b, Node* node) {
  ParamDecl decl{};
  decl.name = build_name(b, node->children[1]);
  decl.type = build_type(b, node->children[3]);
  llvm::SmallVector<syntax::Where, 2> wheres;
  for (Node* child : node->children) {
    const size_t rule = rule_of(child);
    if (rule == InfraParser::RuleExpr) decl.default_value = build_expr(b, child);
    if (rule == InfraParser::RuleWhere) wheres.push_back(build_where(b, child));
  }
  decl.wheres = b.keep(wheres);
  return decl;
}

LetDecl build_let(Build& b, Node* node) {
  LetDecl decl{};
  decl.name = build_name(b, node->children[1]);
  if (rule_of(node->children[3]) == InfraParser::RuleType) decl.type = build_type(b, node->children[3]);
  decl.value = build_expr(b, node->children.back());
  return decl;
}

FieldDecl build_payload(Build& b, Node* node) {
  FieldDecl field{};
  field.span = span_of(b, node);
  if (node->children.size() > 1) field.name = build_name(b, node->children[0]);
  field.type = build_type(b, node->children.back());
  return field;
}

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
      if (rule_of(part) == InfraParser::RulePayload) payload.push_back(build_payload(b, part));
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

ResourceDecl build_resource(Build& b, Node* node) {
  const std::vector<Node*>& children = node->children;
  ResourceDecl decl{};
  decl.name = build_name(b, children[1]);
  decl.kind = build_name(b, children[3]);
  if (kind_of(children[4]) == Dot) {
    decl.kind_module = decl.kind;
    decl.kind = build_name(b, children[5]);
  }
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

OutputDecl build_output(Build& b, Node* node) {
  OutputDecl decl{};
  decl.name = build_name(b, node->children[1]);
  decl.type = build_type(b, node->children[3]);
  decl.value = build_expr(b, node->children[5]);
  return decl;
}

DeclNode build_node(Build& b, Node* node) {
  switch (rule_of(node)) {
    case InfraParser::RuleImportDecl: return build_import(b, node);
    case InfraParser::RuleParamDecl: return build_param(b, node);
    case InfraParser::RuleLetDecl: return build_let(b, node);
    case InfraParser::RuleTypeDecl: return TypeDecl{build_name(b, node->children[1]), build_type(b, node->children[3])};
    case InfraParser::RuleEnumDecl: return build_enum(b, node);
    case InfraParser::RuleKindDecl: return build_kind(b, node);
    case InfraParser::RuleResourceDecl: return build_resource(b, node);
    case InfraParser::RuleModuleDecl: return build_module(b, node);
    case InfraParser::RuleOutputDecl: return build_output(b, node);
    default: return ErrorDecl{};
  }
}

/// Why `pub` says nothing on this declaration; empty where it may stand.
struct PubMeaning {
  std::string_view what;
  std::string_view why;
};
PubMeaning misplaced_pub(const DeclNode& node) {
  if (std::holds_alternative<ImportDecl>(node)) return {"an import", "what is imported is not exported again"};
  if (std::holds_alternative<ParamDecl>(node)) return {"a param", "params are always visible: they are the inputs"};
  if (std::holds_alternative<OutputDecl>(node))
    return {"an output", "outputs are always visible: they are the results"};
  if (std::holds_alternative<ResourceDecl>(node))
    return {"a resource", "write an `output` for what others may see of it"};
  if (std::holds_alternative<ModuleDecl>(node))
    return {"a module use", "write an `output` for what others may see of it"};
  return {};
}

}  // namespace

DeclId build_declaration(Build& b, Node* node) {
  Decl decl{};
  b.said_too_high = false;
  decl.span = span_of(b, node);
  if (rule_of(node->children.back()) != InfraParser::RuleImportDecl) decl.doc = doc_before(b, decl.span.begin);
  decl.is_public = kind_of(node->children[0]) == Pub;
  decl.node = build_node(b, node->children.back());
  if (decl.is_public) {
    const Span pub = b.span(token_of(node->children[0]));
    if (const PubMeaning meaning = misplaced_pub(decl.node); !meaning.what.empty()) {
      decl.is_public = false;
      b.problems.emit(diag::PubNotHere, pub, meaning.what)
          .help(std::string(meaning.why))
          .fix(pub, "", "take `pub` away");
    }
  }
  return b.ast.decls.add(decl);
}

}  // namespace infra::syntax
