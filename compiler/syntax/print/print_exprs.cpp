#include <fmt/format.h>

#include "compiler/syntax/print/printer.h"
#include "llvm/ADT/STLExtras.h"

namespace infra::syntax {
namespace {

constexpr std::string_view kBinary[] = {"*",  "/", "%",  "+",  "-",  "++", "..", "..=", "<",
                                        "<=", ">", ">=", "in", "==", "!=", "&&", "||",  "??"};

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

void Printer::labelled(std::string_view label, ExprId id) {
  if (!id.valid()) return;
  prefix_ = label;
  expr(id);
}

void Printer::expr(ExprId id) {
  const Expr& expr = ast_.exprs[id];
  auto below = line(head_of(expr), expr.span);
  parts_of(expr);
}

std::string Printer::head_of(const Expr& expr) const {
  return std::visit(
      Overloaded{
          [](const ErrorExpr&) -> std::string { return "error"; },
          [](const NoneLiteral&) -> std::string { return "none"; },
          [](const BoolLiteral& literal) -> std::string { return literal.value ? "true" : "false"; },
          [](const IntLiteral& literal) { return fmt::format("int {}", literal.value); },
          [](const FloatLiteral& literal) { return fmt::format("float {}", literal.value); },
          [](const SizeLiteral& literal) { return fmt::format("size {}", literal.bytes); },
          [](const DurationLiteral& literal) { return fmt::format("duration {}ms", literal.milliseconds); },
          [](const DateLiteral& literal) { return fmt::format("date {}", literal.text); },
          [](const StringLiteral& literal) { return "string " + quoted(literal.value); },
          [](const Interpolation&) -> std::string { return "interpolation"; },
          [&](const NameExpr& node) { return "name " + name(node.name); },
          [&](const MemberExpr& node) { return "member ." + name(node.member) + (node.has_arguments ? "(…)" : ""); },
          [&](const FieldExpr& node) { return "field ." + name(node.field); },
          [&](const SafeFieldExpr& node) { return "field ?." + name(node.field); },
          [](const IndexExpr&) -> std::string { return "index"; },
          [](const CallExpr&) -> std::string { return "call"; },
          [](const UnaryExpr& node) -> std::string { return node.op == UnaryOp::Negate ? "unary -" : "unary !"; },
          [](const BinaryExpr& node) { return fmt::format("binary {}", kBinary[static_cast<size_t>(node.op)]); },
          [](const ParenExpr&) -> std::string { return "paren"; },
          [](const IfExpr&) -> std::string { return "if"; },
          [](const IfLetExpr&) -> std::string { return "if let"; },
          [&](const LambdaExpr& node) {
            std::string text = "lambda";
            for (const Ident& parameter : node.parameters) text += " " + name(parameter);
            return text;
          },
          [&](const LetExpr& node) { return "let " + name(node.name); },
          [](const MatchExpr&) -> std::string { return "match"; },
          [](const ListExpr&) -> std::string { return "list"; },
          [](const SpreadItem&) -> std::string { return "spread"; },
          [](const ListComprehension&) -> std::string { return "comprehension"; },
          [](const BraceExpr&) -> std::string { return "braces"; },
          [](const MapComprehension&) -> std::string { return "map comprehension"; },
          [](const PlanExpr&) -> std::string { return "plan"; },
      },
      expr.node);
}

void Printer::parts_of(const Expr& expr) {
  std::visit(Overloaded{
                 [&](const Interpolation& node) {
                   for (const StringPart& part : node.parts) {
                     if (part.expr.valid()) {
                       this->expr(part.expr);
                     } else {
                       (void)line("text " + quoted(part.text), part.span);
                     }
                   }
                 },
                 [&](const MemberExpr& node) { arguments(node.arguments); },
                 [&](const FieldExpr& node) { this->expr(node.object); },
                 [&](const SafeFieldExpr& node) { this->expr(node.object); },
                 [&](const IndexExpr& node) {
                   this->expr(node.object);
                   this->expr(node.index);
                 },
                 [&](const CallExpr& node) {
                   this->expr(node.callee);
                   arguments(node.arguments);
                 },
                 [&](const UnaryExpr& node) { this->expr(node.operand); },
                 [&](const BinaryExpr& node) {
                   this->expr(node.left);
                   this->expr(node.right);
                 },
                 [&](const ParenExpr& node) { this->expr(node.inner); },
                 [&](const IfExpr& node) {
                   this->expr(node.condition);
                   labelled("then ", node.then_value);
                   labelled("else ", node.else_value);
                 },
                 [&](const IfLetExpr& node) {
                   this->pattern(node.pattern);
                   labelled("value ", node.value);
                   labelled("then ", node.then_value);
                   labelled("else ", node.else_value);
                 },
                 [&](const LambdaExpr& node) { this->expr(node.body); },
                 [&](const LetExpr& node) {
                   this->expr(node.value);
                   labelled("body ", node.body);
                 },
                 [&](const MatchExpr& node) {
                   this->expr(node.subject);
                   for (const MatchArm& arm : node.arms) {
                     auto below = line("arm", arm.span);
                     pattern(arm.pattern);
                     this->expr(arm.value);
                   }
                 },
                 [&](const ListExpr& node) {
                   for (ExprId item : node.items) this->expr(item);
                 },
                 [&](const SpreadItem& node) { this->expr(node.value); },
                 [&](const ListComprehension& node) {
                   for_head(node.head);
                   labelled("value ", node.value);
                 },
                 [&](const BraceExpr& node) {
                   for (const Entry& each : node.entries) entry(each);
                 },
                 [&](const MapComprehension& node) {
                   for_head(node.head);
                   labelled("computed key ", node.key);
                   labelled("value ", node.value);
                 },
                 [&](const PlanExpr& node) {
                   for (const Entry& each : node.arguments) entry(each);
                 },
                 [](const auto&) {},  // literals and names have no parts
             },
             expr.node);
}

void Printer::arguments(List<Argument> arguments) {
  for (const Argument& argument : arguments) {
    const std::string label = argument.label.name.valid() ? name(argument.label) + ": " : "";
    labelled(label, argument.value);
  }
}

void Printer::pattern(PatternId id) {
  const Pattern& pattern = ast_.patterns[id];
  std::visit(Overloaded{
                 [&](const ErrorPattern&) { (void)line("pattern error", pattern.span); },
                 [&](const WildcardPattern&) { (void)line("pattern _", pattern.span); },
                 [&](const BindPattern& node) { (void)line("pattern " + name(node.name), pattern.span); },
                 [&](const LiteralPattern& node) { labelled("pattern ", node.value); },
                 [&](const MemberPattern& node) {
                   auto below = line("pattern ." + name(node.member) + (node.has_arguments ? "(…)" : ""), pattern.span);
                   for (const PatternArgument& argument : node.arguments) {
                     const std::string label = argument.label.name.valid() ? name(argument.label) + ": " : "";
                     prefix_ = label;
                     this->pattern(argument.pattern);
                   }
                 },
                 [&](const SomePattern& node) {
                   auto below = line("pattern some", pattern.span);
                   this->pattern(node.inner);
                 },
                 [&](const NonePattern&) { (void)line("pattern none", pattern.span); },
             },
             pattern.node);
}

}  // namespace infra::syntax
