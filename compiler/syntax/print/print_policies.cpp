#include <fmt/format.h>

#include "compiler/syntax/print/printer.h"

namespace infra::syntax {

void Printer::statements(List<Statement> statements) {
  for (const Statement& statement : statements) {
    std::string text;
    switch (statement.kind) {
      case StatementKind::Let: text = "let " + name(statement.name); break;
      case StatementKind::Require: text = "require"; break;
      case StatementKind::Expect: text = "expect"; break;
    }
    if (statement.type.valid()) text += ": " + type(statement.type);
    if (statement.fails.name.valid()) text += " fails " + name(statement.fails);
    auto below = line(text, statement.span);
    type_fields(statement.type);
    expr(statement.value);
    labelled("else ", statement.message);
  }
}

void Printer::node(const PolicyDecl& decl, Span span) {
  auto below = line("policy " + name(decl.name), span);
  for (const PolicyBinding& binding : decl.bindings) {
    std::string text = "on " + name(binding.name);
    if (!binding.source.valid()) {
      const std::string module = binding.kind_module.name.valid() ? name(binding.kind_module) + "." : "";
      text += ": " + module + name(binding.kind);
    }
    auto on = line(text, binding.span);
    labelled("in ", binding.source);
  }
  for (const ControlRef& control : decl.controls) (void)line("control " + quoted(control.text), control.span);
  statements(decl.body);
}

void Printer::node(const EnforceDecl& decl, Span span) { (void)line("enforce " + path(decl.path), span); }

void Printer::node(const WaiveDecl& decl, Span span) {
  auto below = line("waive " + path(decl.policy), span);
  labelled("on ", decl.resource);
  (void)line("by " + quoted(decl.by), decl.by_span);
  (void)line(fmt::format("from {}", decl.from), decl.from_span);
  (void)line(fmt::format("until {}", decl.until), decl.until_span);
  (void)line("because " + quoted(decl.because), decl.because_span);
}

void Printer::node(const CheckDecl& decl, Span span) {
  auto below = line("check " + quoted(decl.title), span);
  statements(decl.body);
}

void Printer::node(const TestDecl& decl, Span span) {
  auto below = line("test " + quoted(decl.title), span);
  statements(decl.body);
}

void Printer::node(const LimitDecl& decl, Span span) {
  auto below = line("limit", span);
  for (const Entry& limit : decl.limits) entry(limit);
}

void Printer::node(const RenamedDecl& decl, Span span) {
  (void)line(fmt::format("renamed {} to {}", path(decl.from), path(decl.to)), span);
}

}  // namespace infra::syntax
