// Policies, waivers, and the statements in the bodies of policies, checks and tests.
#include "InfraParser.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;
using enum TokenKind;

PolicyBinding build_binding(Build& b, Node* node) {
  PolicyBinding binding{};
  const std::vector<Node*>& children = node->children;
  binding.span = span_of(b, node);
  binding.name = build_name(b, children[0]);
  if (kind_of(children[1]) == In) {
    binding.source = build_expr(b, children[2]);
    return binding;
  }
  binding.kind = build_name(b, children[2]);
  if (children.size() > 3) {
    binding.kind_module = binding.kind;
    binding.kind = build_name(b, children[4]);
  }
  return binding;
}

List<ControlRef> build_controls(Build& b, Node* node) {
  llvm::SmallVector<ControlRef, 4> controls;
  for (Node* child : node->children) {
    if (kind_of(child) == String) controls.push_back({build_string(b, token_of(child)), span_of(b, child)});
  }
  return b.keep(controls);
}

ExprId build_plan(Build& b, Node* node) {
  const List<Entry> arguments = build_entries(b, node->children[1]);
  return add_expr(b, span_of(b, node), PlanExpr{arguments}, tallest(b, arguments));
}

Statement build_statement(Build& b, Node* node) {
  Statement statement{};
  statement.span = span_of(b, node);
  TokenKind before = kind_of(node->children[0]);
  statement.kind = before == Let       ? StatementKind::Let
                   : before == Require ? StatementKind::Require
                                       : StatementKind::Expect;
  for (Node* child : node->children) {
    if (is_token(child)) {
      if (before == Fails) statement.fails = build_name(b, child);
      before = kind_of(child);
    } else if (rule_of(child) == InfraParser::RuleName) {
      statement.name = build_name(b, child);
    } else if (rule_of(child) == InfraParser::RuleType) {
      statement.type = build_type(b, child);
    } else if (rule_of(child) == InfraParser::RulePlanExpr) {
      statement.value = build_plan(b, child);
    } else if (before == Else) {
      statement.message = build_expr(b, child);
    } else {
      statement.value = build_expr(b, child);
    }
  }
  return statement;
}

/// What a waiver says in a token: its text, and its place.
std::string_view build_saying(Build& b, Node* node, Span& span) {
  const Token& token = token_of(node);
  span = b.span(token);
  return token.kind == Date ? b.keep(b.text_of(token)) : build_string(b, token);
}

}  // namespace

PolicyDecl build_policy(Build& b, Node* node) {
  PolicyDecl decl{};
  decl.name = build_name(b, node->children[1]);
  llvm::SmallVector<PolicyBinding, 4> bindings;
  for (Node* child : node->children) {
    const size_t rule = rule_of(child);
    if (rule == InfraParser::RuleBinding && child->children.size() > 1) bindings.push_back(build_binding(b, child));
    if (rule == InfraParser::RuleControls) decl.controls = build_controls(b, child);
  }
  decl.bindings = b.keep(bindings);
  decl.body = build_statements(b, node->children.back());
  return decl;
}

WaiveDecl build_waive(Build& b, Node* node) {
  const std::vector<Node*>& children = node->children;
  WaiveDecl decl{};
  decl.policy = build_path(b, children[1]);
  decl.resource = build_expr(b, children[3]);
  decl.by = build_saying(b, children[5], decl.by_span);
  decl.from = build_saying(b, children[7], decl.from_span);
  decl.until = build_saying(b, children[9], decl.until_span);
  decl.because = build_saying(b, children[11], decl.because_span);
  return decl;
}

List<Statement> build_statements(Build& b, Node* node) {
  llvm::SmallVector<Statement, 8> statements;
  for (Node* child : node->children) {
    if (!is_token(child) && child->children.size() > 1) statements.push_back(build_statement(b, child));  // 1: a hole
  }
  return b.keep(statements);
}

}  // namespace infra::syntax
