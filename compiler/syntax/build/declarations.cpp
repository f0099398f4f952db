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
  decl.path = build_path(b, children[1]);
  if (kind_of(children[2]) == As) {
    decl.alias = build_name(b, children[3]);
    return decl;
  }
  llvm::SmallVector<Ident, 8> names;
  for (Node* child : children) {
    if (rule_of(child) == InfraParser::RuleName) names.push_back(build_name(b, child));
  }
  decl.names = b.keep(names);
  return decl;
}

ParamDecl build_param(Build& b, Node* node) {
  ParamDecl decl{};
  decl.name = build_name(b, node->children[1]);
  decl.type = build_type(b, node->children[3]);
  for (Node* child : node->children) {
    if (is_expr(child)) decl.default_value = build_expr(b, child);
  }
  decl.wheres = build_wheres(b, node);
  return decl;
}

LetDecl build_let(Build& b, Node* node) {
  LetDecl decl{};
  decl.name = build_name(b, node->children[1]);
  if (rule_of(node->children[3]) == InfraParser::RuleType) decl.type = build_type(b, node->children[3]);
  decl.value = build_expr(b, node->children.back());
  return decl;
}

/// `<T, U>`, where a node has it.
List<Ident> build_type_parameters(Build& b, Node* node) {
  llvm::SmallVector<Ident, 4> names;
  for (Node* child : node->children) {
    if (rule_of(child) != InfraParser::RuleTypeParameters) continue;
    for (Node* part : child->children) {
      if (!is_token(part)) names.push_back(build_name(b, part));
    }
  }
  return b.keep(names);
}

Parameter build_parameter(Build& b, Node* node) {
  Parameter parameter{};
  parameter.span = span_of(b, node);
  parameter.name = build_name(b, node->children[0]);
  parameter.type = build_type(b, node->children[2]);
  if (node->children.size() > 3) parameter.default_value = build_expr(b, node->children[4]);
  return parameter;
}

FnDecl build_fn(Build& b, Node* node) {
  FnDecl decl{};
  decl.name = build_name(b, node->children[1]);
  decl.type_parameters = build_type_parameters(b, node);
  llvm::SmallVector<Parameter, 8> parameters;
  for (Node* child : node->children) {
    const size_t rule = rule_of(child);
    if (rule == InfraParser::RuleParameter && child->children.size() > 1)
      parameters.push_back(build_parameter(b, child));
    if (rule == InfraParser::RuleType) decl.result = build_type(b, child);
  }
  decl.parameters = b.keep(parameters);
  decl.body = build_expr(b, node->children.back());
  return decl;
}

TypeDecl build_type_decl(Build& b, Node* node) {
  TypeDecl decl{};
  decl.name = build_name(b, node->children[1]);
  decl.type_parameters = build_type_parameters(b, node);
  for (Node* child : node->children) {
    if (rule_of(child) == InfraParser::RuleType) decl.type = build_type(b, child);
  }
  if (const List<syntax::Where> wheres = build_wheres(b, node); !wheres.empty()) {
    const Span span = b.ast.types[decl.type].span.to(wheres.back().span);
    decl.type = b.ast.types.add({span, RefinedType{decl.type, wheres}});
  }
  return decl;
}

ProviderDecl build_provider(Build& b, Node* node) {
  ProviderDecl decl{};
  decl.name = build_name(b, node->children[1]);
  decl.provider = build_name(b, node->children[3]);
  decl.settings = build_entries(b, node->children[4]);
  return decl;
}

/// `check "…" { … }` and `test "…" { … }`.
template <typename Decl>
Decl build_titled(Build& b, Node* node) {
  Decl decl{};
  const Token& title = token_of(node->children[1]);
  decl.title = build_string(b, title);
  decl.title_span = b.span(title);
  decl.body = build_statements(b, node->children[2]);
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
    case InfraParser::RuleFnDecl: return build_fn(b, node);
    case InfraParser::RuleTypeDecl: return build_type_decl(b, node);
    case InfraParser::RuleEnumDecl: return build_enum(b, node);
    case InfraParser::RuleKindDecl: return build_kind(b, node);
    case InfraParser::RuleResourceDecl: return build_resource(b, node);
    case InfraParser::RuleExistingDecl: return build_existing(b, node);
    case InfraParser::RuleModuleDecl: return build_module(b, node);
    case InfraParser::RuleProviderDecl: return build_provider(b, node);
    case InfraParser::RuleOutputDecl: return build_output(b, node);
    case InfraParser::RulePolicyDecl: return build_policy(b, node);
    case InfraParser::RuleEnforceDecl: return EnforceDecl{build_path(b, node->children[1])};
    case InfraParser::RuleWaiveDecl: return build_waive(b, node);
    case InfraParser::RuleCheckDecl: return build_titled<CheckDecl>(b, node);
    case InfraParser::RuleTestDecl: return build_titled<TestDecl>(b, node);
    case InfraParser::RuleLimitDecl: return LimitDecl{build_entries(b, node->children[1])};
    case InfraParser::RuleRenamedDecl:
      return RenamedDecl{build_path(b, node->children[1]), build_path(b, node->children[3])};
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
  if (std::holds_alternative<ExistingDecl>(node))
    return {"an existing resource", "write an `output` for what others may see of it"};
  if (std::holds_alternative<ModuleDecl>(node))
    return {"a module use", "write an `output` for what others may see of it"};
  if (std::holds_alternative<ProviderDecl>(node)) return {"a provider", "a module says which provider it uses"};
  const bool states = std::holds_alternative<EnforceDecl>(node) || std::holds_alternative<WaiveDecl>(node) ||
                      std::holds_alternative<CheckDecl>(node) || std::holds_alternative<TestDecl>(node) ||
                      std::holds_alternative<LimitDecl>(node) || std::holds_alternative<RenamedDecl>(node);
  if (states) return {"this declaration", "it names nothing that others could use"};
  return {};
}

}  // namespace

List<Ident> build_path(Build& b, Node* node) {
  llvm::SmallVector<Ident, 4> path;
  for (Node* child : node->children) {
    if (!is_token(child)) path.push_back(build_name(b, child));
  }
  return b.keep(path);
}

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
