#include "compiler/sema/declare/free_names.h"

#include <algorithm>

namespace infra::sema {

void FreeNames::visit(syntax::ExprId expr) {
  if (!expr.valid() || depth_ >= kMaxExpressionDepth) return;
  ++depth_;
  descend(expr);
  --depth_;
}

void FreeNames::visit_head(const syntax::ForHead& head) {
  visit(head.source);
  for (const syntax::Ident& name : head.names) bound_.push_back(name.name);
  visit(head.condition);
  visit(head.key);
}

void FreeNames::unbind_head(const syntax::ForHead& head) { bound_.resize(bound_.size() - head.names.size()); }

void FreeNames::visit_pattern(syntax::PatternId id) {
  if (!id.valid()) return;
  const syntax::PatternNode& node = ast_.patterns[id].node;
  if (auto* bind = std::get_if<syntax::BindPattern>(&node)) bound_.push_back(bind->name.name);
  if (auto* some = std::get_if<syntax::SomePattern>(&node)) visit_pattern(some->inner);
  if (auto* member = std::get_if<syntax::MemberPattern>(&node)) {
    for (const syntax::PatternArgument& argument : member->arguments) visit_pattern(argument.pattern);
  }
}

void FreeNames::descend(syntax::ExprId id) {
  const syntax::ExprNode& node = ast_.exprs[id].node;
  auto visit_arguments = [&](syntax::List<syntax::Argument> arguments) {
    for (const syntax::Argument& argument : arguments) visit(argument.value);
  };
  if (auto* name = std::get_if<syntax::NameExpr>(&node)) {
    bool is_bound = std::find(bound_.begin(), bound_.end(), name->name.name) != bound_.end();
    if (name->name.name.valid() && !is_bound) found_.push_back({name->name.name, name->name.span});
  } else if (auto* text = std::get_if<syntax::Interpolation>(&node)) {
    for (const syntax::StringPart& part : text->parts) visit(part.expr);
  } else if (auto* member = std::get_if<syntax::MemberExpr>(&node)) {
    visit_arguments(member->arguments);
  } else if (auto* field = std::get_if<syntax::FieldExpr>(&node)) {
    visit(field->object);
  } else if (auto* safe = std::get_if<syntax::SafeFieldExpr>(&node)) {
    visit(safe->object);
  } else if (auto* index = std::get_if<syntax::IndexExpr>(&node)) {
    visit(index->object);
    visit(index->index);
  } else if (auto* call = std::get_if<syntax::CallExpr>(&node)) {
    visit(call->callee);
    visit_arguments(call->arguments);
  } else if (auto* unary = std::get_if<syntax::UnaryExpr>(&node)) {
    visit(unary->operand);
  } else if (auto* binary = std::get_if<syntax::BinaryExpr>(&node)) {
    visit(binary->left);
    visit(binary->right);
  } else if (auto* paren = std::get_if<syntax::ParenExpr>(&node)) {
    visit(paren->inner);
  } else if (auto* choice = std::get_if<syntax::IfExpr>(&node)) {
    visit(choice->condition);
    visit(choice->then_value);
    visit(choice->else_value);
  } else if (auto* choice_let = std::get_if<syntax::IfLetExpr>(&node)) {
    visit(choice_let->value);
    size_t before = bound_.size();
    visit_pattern(choice_let->pattern);
    visit(choice_let->then_value);
    bound_.resize(before);
    visit(choice_let->else_value);
  } else if (auto* lambda = std::get_if<syntax::LambdaExpr>(&node)) {
    for (const syntax::Ident& parameter : lambda->parameters) bound_.push_back(parameter.name);
    visit(lambda->body);
    bound_.resize(bound_.size() - lambda->parameters.size());
  } else if (auto* let = std::get_if<syntax::LetExpr>(&node)) {
    visit(let->value);
    bound_.push_back(let->name.name);
    visit(let->body);
    bound_.pop_back();
  } else if (auto* match = std::get_if<syntax::MatchExpr>(&node)) {
    visit(match->subject);
    for (const syntax::MatchArm& arm : match->arms) {
      size_t before = bound_.size();
      visit_pattern(arm.pattern);
      visit(arm.value);
      bound_.resize(before);
    }
  } else if (auto* list = std::get_if<syntax::ListExpr>(&node)) {
    for (syntax::ExprId item : list->items) visit(item);
  } else if (auto* comprehension = std::get_if<syntax::ListComprehension>(&node)) {
    visit_head(comprehension->head);
    visit(comprehension->value);
    unbind_head(comprehension->head);
  } else if (auto* spread = std::get_if<syntax::SpreadItem>(&node)) {
    visit(spread->value);
  } else if (auto* map = std::get_if<syntax::MapComprehension>(&node)) {
    visit_head(map->head);
    visit(map->key);
    visit(map->value);
    unbind_head(map->head);
  } else if (auto* plan = std::get_if<syntax::PlanExpr>(&node)) {
    for (const syntax::Entry& entry : plan->arguments) {
      visit(entry.key);
      visit(entry.value);
    }
  } else if (auto* brace = std::get_if<syntax::BraceExpr>(&node)) {
    for (const syntax::Entry& entry : brace->entries) {
      if (entry.form != syntax::KeyForm::Name) visit(entry.key);
      visit(entry.value);
    }
  }
}

}  // namespace infra::sema
