#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/print/printer.h"

namespace infra::syntax {

Printer::Below Printer::line(std::string_view text, Span span) {
  const LineColumn begin = source_.locate(span.begin);
  const LineColumn end = source_.locate(span.end);
  fmt::format_to(std::back_inserter(out_), "{:{}}{}{} {}:{}-{}:{}\n", "", depth_ * 2, prefix_, text, begin.line,
                 begin.column, end.line, end.column);
  prefix_ = {};
  return Below(depth_);
}

Printer::Below Printer::line(std::string_view text) {
  fmt::format_to(std::back_inserter(out_), "{:{}}{}{}\n", "", depth_ * 2, prefix_, text);
  prefix_ = {};
  return Below(depth_);
}

std::string Printer::name(Ident ident) const {
  return ident.name.valid() ? std::string(names_.text(ident.name)) : "<missing>";
}

std::string Printer::quoted(std::string_view text) { return "\"" + sanitize_line(text) + "\""; }

void Printer::doc(std::string_view text) {
  if (!text.empty()) (void)line("doc " + quoted(text));
}

void Printer::wheres(List<Where> wheres) {
  for (const Where& where : wheres) {
    auto below = line("where", where.span);
    expr(where.condition);
    labelled("else ", where.message);
  }
}

void Printer::field(const FieldDecl& field) {
  static constexpr std::string_view kMarks[] = {"", "contains ", "points ", "reaches ", "permits ", "spans "};
  std::string text = "field ";
  if (field.is_unique) text += "unique ";
  if (field.is_exclusive) text += "exclusive ";
  if (field.is_find) text += "find ";
  text += kMarks[static_cast<size_t>(field.edge)];
  if (field.name.name.valid()) text += name(field.name) + ": ";
  auto below = line(text + type(field.type), field.span);
  doc(field.doc);
  type_fields(field.type);
  labelled("default ", field.default_value);
  wheres(field.wheres);
}

void Printer::fields(std::string_view title, List<FieldDecl> fields) {
  if (fields.empty()) return;
  auto below = line(title);
  for (const FieldDecl& member : fields) field(member);
}

void Printer::for_head(const ForHead& head) {
  std::string text = "for";
  for (const Ident& variable : head.names) text += " " + name(variable);
  auto below = line(text, head.span);
  labelled("in ", head.source);
  labelled("if ", head.condition);
  labelled("key ", head.key);
}

void Printer::head(bool has_for, const ForHead& head, ExprId condition) {
  if (has_for) for_head(head);
  labelled("if ", condition);
}

void Printer::entry(const Entry& entry) {
  std::string text = entry.form == KeyForm::Spread ? "spread" : "entry";
  if (entry.form == KeyForm::Name) text += " " + name(entry.name);
  auto below = line(text, entry.span);
  labelled(entry.form == KeyForm::Computed ? "computed key " : "key ", entry.key);
  expr(entry.value);
}

void Printer::entries(std::string_view title, List<Entry> entries) {
  if (entries.empty()) return;
  auto below = line(title);
  for (const Entry& each : entries) entry(each);
}

void Printer::body(const List<Entry>& inputs, const List<Entry>& with) {
  for (const Entry& input : inputs) entry(input);
  entries("with", with);
}

void Printer::node(const ErrorDecl&, Span span) { (void)line("error", span); }

std::string Printer::path(List<Ident> path) const {
  std::string text;
  for (const Ident& part : path) text += (text.empty() ? "" : ".") + name(part);
  return text;
}

void Printer::node(const ImportDecl& decl, Span span) {
  if (!decl.file.empty()) {
    (void)line(fmt::format("import {} as {}", quoted(decl.file), name(decl.alias)), span);
    return;
  }
  std::string text = "import " + path(decl.path);
  if (decl.alias.name.valid()) {
    (void)line(text + " as " + name(decl.alias), span);
    return;
  }
  for (size_t i = 0; i < decl.names.size(); ++i) text += (i == 0 ? " { " : ", ") + name(decl.names[i]);
  (void)line(text + " }", span);
}

void Printer::node(const ParamDecl& decl, Span span) {
  auto below = line(fmt::format("param {}: {}", name(decl.name), type(decl.type)), span);
  type_fields(decl.type);
  labelled("default ", decl.default_value);
  wheres(decl.wheres);
}

void Printer::node(const LetDecl& decl, Span span) {
  auto below = line("let " + name(decl.name) + (decl.type.valid() ? ": " + type(decl.type) : ""), span);
  type_fields(decl.type);
  expr(decl.value);
}

void Printer::node(const FnDecl& decl, Span span) {
  auto below = line(
      fmt::format("fn {}{} -> {}", name(decl.name), type_parameters(decl.type_parameters), type(decl.result)), span);
  for (const Parameter& each : decl.parameters) {
    auto parameter = line(fmt::format("parameter {}: {}", name(each.name), type(each.type)), each.span);
    type_fields(each.type);
    labelled("default ", each.default_value);
  }
  type_fields(decl.result);
  expr(decl.body);
}

void Printer::node(const TypeDecl& decl, Span span) {
  auto below = line(
      fmt::format("type {}{} = {}", name(decl.name), type_parameters(decl.type_parameters), type(decl.type)), span);
  type_fields(decl.type);
}

void Printer::node(const EnumDecl& decl, Span span) {
  auto below = line("enum " + name(decl.name), span);
  for (const EnumMember& member : decl.members) {
    auto payload = line("member " + name(member.name) + (member.has_payload ? "(…)" : ""), member.span);
    doc(member.doc);
    for (const FieldDecl& part : member.payload) field(part);
  }
}

void Printer::node(const KindDecl& decl, Span span) {
  auto below = line(fmt::format("kind {}: {} via {} version {}", name(decl.name), name(decl.lifecycle),
                                quoted(decl.provider), decl.version),
                    span);
  fields("inputs", decl.fields);
  fields("results", decl.results);
}

void Printer::node(const ResourceDecl& decl, Span span) {
  const std::string module = decl.kind_module.name.valid() ? name(decl.kind_module) + "." : "";
  auto below = line(fmt::format("resource {}: {}{}", name(decl.name), module, name(decl.kind)), span);
  head(decl.has_for, decl.head, decl.condition);
  body(decl.inputs, decl.with);
}

void Printer::node(const ExistingDecl& decl, Span span) {
  const std::string module = decl.kind_module.name.valid() ? name(decl.kind_module) + "." : "";
  const char* optional = decl.is_optional ? "?" : "";
  auto below = line(fmt::format("existing {}: {}{}{}", name(decl.name), module, name(decl.kind), optional), span);
  head(decl.has_for, decl.head, decl.condition);
  body(decl.inputs, decl.with);
}

void Printer::node(const ModuleDecl& decl, Span span) {
  auto below = line(fmt::format("module {}: {}", name(decl.name), name(decl.module)), span);
  head(decl.has_for, decl.head, decl.condition);
  body(decl.arguments, decl.with);
}

void Printer::node(const ProviderDecl& decl, Span span) {
  auto below = line(fmt::format("provider {}: {}", name(decl.name), name(decl.provider)), span);
  for (const Entry& setting : decl.settings) entry(setting);
}

void Printer::node(const OutputDecl& decl, Span span) {
  auto below = line(fmt::format("output {}: {}", name(decl.name), type(decl.type)), span);
  type_fields(decl.type);
  expr(decl.value);
}

void Printer::decl(const Decl& decl) {
  doc(decl.doc);
  if (decl.is_public) prefix_ = "pub ";
  std::visit([&](const auto& kind) { node(kind, decl.span); }, decl.node);
}

std::string print_ast(const Ast& ast, const SourceMap& sources, const Interner& names) {
  Printer printer(ast, sources, names);
  printer.doc(ast.doc);
  for (const Decl& decl : ast.decls) printer.decl(decl);
  return printer.take();
}

}  // namespace infra::syntax
