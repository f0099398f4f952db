#include "compiler/sema/check/policies.h"

#include <algorithm>

#include "compiler/base/json.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/names.h"
#include "compiler/sema/check/resources.h"
#include "compiler/sema/check/types.h"
#include "compiler/value/scalars.h"

namespace infra::sema {
namespace {

using types::TypeKind;

constexpr int64_t kMaxWaiverDays = 180;

NodeId check_condition(BodyScope& b, syntax::ExprId condition) {
  NodeId node = infer_expr(b, condition, scalar(TypeKind::Bool));
  return convert(b, node, tainted(b, scalar(TypeKind::Bool), is_secret(b, type_of(b, node))));
}

/// What the items of a list, set or map are, or an invalid id after a report.
types::TypeId item_type(BodyScope& b, NodeId source) {
  types::TypeId type = plain_type(b, type_of(b, source));
  const types::Type& shape = b.types()[type];
  if (shape.kind == TypeKind::Error) return {};
  bool has_items = shape.element.valid() && shape.kind != TypeKind::Optional && shape.kind != TypeKind::Secret;
  if (has_items) return shape.element;
  auto builder = b.sink().emit(diag::NotIterable, span_of(b, source), type_text(b, type));
  builder.label("a policy goes over lists, sets and maps");
  if (shape.kind == TypeKind::Optional) builder.help("say what stands for `none`: `… ?? []`");
  return {};
}

PolicyBinding check_binding(BodyScope& b, const syntax::PolicyBinding& binding, bool is_first) {
  PolicyBinding out;
  out.span = binding.span;
  types::TypeId type = error_type();
  if (binding.source.valid()) {
    if (is_first) {
      b.sink()
          .emit(diag::PolicyWithoutKind, binding.span)
          .label("this goes over items, and no resource has been named yet")
          .help("write `on name: Kind, …` first");
    }
    out.source = infer_expr(b, binding.source);
    if (types::TypeId item = item_type(b, out.source); item.valid()) type = item;
    if (is_error(b, out.source)) out.source = NodeId();
  } else if (KindId kind = resolve_kind(b.context, b.module, binding.kind_module, binding.kind); kind.valid()) {
    out.kind = kind;
    type = b.context.program.kinds[kind].type;
  }
  out.slot = b.bind(binding.name.name, type);
  return out;
}

void check_policy(CheckContext& c, ModuleId id, uint32_t index) {
  const PolicyInfo& declared = c.program.modules[id].policies[index];
  const auto& decl = std::get<syntax::PolicyDecl>(c.loaded.files[id].ast.decls[declared.decl].node);
  BodyScope b{c, id, Reach::Constant, false, {}, 0, 0, true};
  std::vector<PolicyBinding> bindings;
  for (const syntax::PolicyBinding& binding : decl.bindings) {
    bindings.push_back(check_binding(b, binding, bindings.empty()));
  }
  Statements body = check_statements(b, decl.body);
  PolicyInfo& policy = c.program.modules[id].policies[index];
  policy.bindings = std::move(bindings);
  policy.body = std::move(body);
  for (const syntax::ControlRef& control : decl.controls) policy.controls.emplace_back(control.text);
}

/// `app`, `cell["tyo"].app[0]`, as addresses are written; nothing for another expression.
std::optional<std::string> address_of(CheckContext& c, const syntax::Ast& ast, syntax::ExprId id, int depth = 0) {
  if (!id.valid() || depth > 64) return std::nullopt;
  const syntax::ExprNode& node = ast.exprs[id].node;
  if (auto* name = std::get_if<syntax::NameExpr>(&node)) {
    if (!name->name.name.valid()) return std::nullopt;
    return std::string(c.text(name->name.name));
  }
  if (auto* field = std::get_if<syntax::FieldExpr>(&node)) {
    auto object = address_of(c, ast, field->object, depth + 1);
    if (!object || !field->field.name.valid()) return std::nullopt;
    return fmt::format("{}.{}", *object, c.text(field->field.name));
  }
  if (auto* index = std::get_if<syntax::IndexExpr>(&node)) {
    auto object = address_of(c, ast, index->object, depth + 1);
    if (!object || !index->index.valid()) return std::nullopt;
    const syntax::ExprNode& key = ast.exprs[index->index].node;
    if (auto* number = std::get_if<syntax::IntLiteral>(&key)) return fmt::format("{}[{}]", *object, number->value);
    std::string text;
    if (auto* string = std::get_if<syntax::StringLiteral>(&key)) {
      text = string->value;
    } else if (auto* member = std::get_if<syntax::MemberExpr>(&key); member && member->member.name.valid()) {
      text = c.text(member->member.name);
    } else {
      return std::nullopt;
    }
    std::string out = *object + "[";
    append_json_string(out, text);
    return out + "]";
  }
  return std::nullopt;
}

void check_waiver(CheckContext& c, ModuleId id, syntax::DeclId decl_id, const syntax::WaiveDecl& decl) {
  const syntax::Ast& ast = c.loaded.files[id].ast;
  WaiverInfo waiver;
  waiver.span = ast.decls[decl_id].span;
  waiver.policies = resolve_policies(c, id, decl_id, decl.policy);
  waiver.by = decl.by;
  waiver.because = decl.because;
  waiver.from = decl.from;
  waiver.until = decl.until;
  bool ok = !waiver.policies.empty();
  auto refuse = [&](Span span, std::string_view what, std::string label) {
    c.sink.emit(diag::WaiverMisfit, span, what).label(std::move(label));
    ok = false;
  };
  if (decl.resource.valid()) {
    waiver.address_span = ast.exprs[decl.resource].span;
    if (auto address = address_of(c, ast, decl.resource)) {
      waiver.address = std::move(*address);
    } else {
      refuse(waiver.address_span, "names no address", "an address is `app`, `app[0]` or `cell[\"tyo\"].app`");
    }
  } else {
    ok = false;
  }
  if (decl.by_span.valid() && decl.by.empty()) refuse(decl.by_span, "says not who answers for it", "nobody");
  if (decl.because_span.valid() && decl.because.empty()) refuse(decl.because_span, "says not why", "no reason");
  auto is_date = [&](std::string_view text, Span span) {
    if (text.empty()) return ok = false;
    if (value::days_between(text, text)) return true;
    refuse(span, fmt::format("has a date `{}` that no calendar has", text), "a date is `2027-01-31`: year, month, day");
    return false;
  };
  bool dates = is_date(decl.from, decl.from_span);
  dates = is_date(decl.until, decl.until_span) && dates;
  if (dates) {
    int64_t days = *value::days_between(decl.from, decl.until);
    if (days < 0) refuse(decl.until_span, "ends before it begins", fmt::format("before {}", decl.from));
    if (days > kMaxWaiverDays) {
      refuse(decl.until_span, fmt::format("lasts {} days, and {} is the most", days, kMaxWaiverDays),
             "give it an earlier end, and look at it again then");
    }
  }
  if (ok) c.program.modules[id].waivers.push_back(std::move(waiver));
}

void check_limit(CheckContext& c, ModuleId id, const syntax::LimitDecl& decl, Span span) {
  BodyScope b{c, id, Reach::Instance, false, {}, 0, 0};
  for (const syntax::Entry& entry : decl.limits) {
    if (entry.form != syntax::KeyForm::Name || !entry.name.name.valid()) {
      c.sink.emit(diag::UnknownEntry, entry.span, "a `limit`", "other than names").help("it has `removals`");
      continue;
    }
    if (c.text(entry.name.name) != "removals") {
      c.sink.emit(diag::UnknownEntry, entry.name.span, "a `limit`", c.text(entry.name.name)).help("it has `removals`");
      glance(b, entry.value);
      continue;
    }
    if (c.program.modules[id].removal_limit.valid()) {
      c.sink.emit(diag::DuplicateEntry, entry.name.span, "removals")
          .label("given again here")
          .also(c.program.nodes[c.program.modules[id].removal_limit.root].span, "first given here");
      continue;
    }
    NodeId node = check_expr(b, entry.value, scalar(TypeKind::Int));
    c.program.modules[id].removal_limit = b.finish(node);
  }
  (void)span;
}

std::vector<PolicyRef> refs_of(const Symbol& symbol) { return {{symbol.module, symbol.index}}; }

}  // namespace

std::vector<PolicyRef> public_policies(const LoadedSources& loaded, const Declarations& declarations, GroupId group) {
  std::vector<PolicyRef> found;
  for (ModuleId file : loaded.groups[group].files) {
    for (const auto& [name, symbol] : declarations.scopes[file]) {
      bool own = symbol.module == file && symbol.kind == SymbolKind::Policy && symbol.is_public;
      if (own) found.push_back({file, symbol.index});
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<PolicyRef> resolve_policies(CheckContext& c, ModuleId module, syntax::DeclId decl,
                                        syntax::List<syntax::Ident> path) {
  if (path.empty() || !path.begin()->name.valid()) return {};
  Span whole = path.begin()->span.to((path.end() - 1)->span);
  auto not_one = [&](const Symbol& symbol, const syntax::Ident& ident) {
    c.sink.emit(diag::WrongSymbol, ident.span, c.text(ident.name), describe(symbol.kind), "a policy")
        .also(symbol.span, "declared here");
    return std::vector<PolicyRef>();
  };
  auto all_of = [&](GroupId group) {
    std::vector<PolicyRef> found = public_policies(c.loaded, c.declarations, group);
    if (found.empty()) {
      c.sink.emit(diag::NoPolicies, whole, c.loaded.groups[group].name).help("it has no `pub policy`");
    }
    return found;
  };
  // A path into the stdlib was loaded with the file.
  for (const NamedFolder& named : c.loaded.files[module].named) {
    if (named.decl != decl) continue;
    if (!named.target.valid()) return {};
    if (!named.last.name.valid()) return all_of(named.target);
    const Scope& exports = c.declarations.exports[named.target];
    auto found = exports.find(named.last.name);
    if (found == exports.end()) {
      c.sink.emit(diag::UnknownImport, named.last.span, c.loaded.groups[named.target].name, c.text(named.last.name));
      return {};
    }
    return found->second.kind == SymbolKind::Policy ? refs_of(found->second) : not_one(found->second, named.last);
  }
  std::optional<Symbol> symbol = find_symbol(c, module, *path.begin(), "name");
  if (!symbol || symbol->kind == SymbolKind::Failed) return {};
  if (path.size() == 1) {
    if (symbol->kind == SymbolKind::Policy) return refs_of(*symbol);
    if (symbol->kind == SymbolKind::File) return all_of(c.loaded.files[symbol->module].group);
    return not_one(*symbol, *path.begin());
  }
  const syntax::Ident& last = *(path.begin() + 1);
  if (symbol->kind != SymbolKind::File || path.size() > 2) return not_one(*symbol, *path.begin());
  std::optional<Symbol> inside = find_exported(c, symbol->module, last);
  if (!inside) return {};
  return inside->kind == SymbolKind::Policy ? refs_of(*inside) : not_one(*inside, last);
}

Statements check_statements(BodyScope& b, syntax::List<syntax::Statement> body) {
  Statements out;
  for (const syntax::Statement& statement : body) {
    Statement made;
    made.kind = statement.kind;
    made.span = statement.span;
    if (statement.kind == syntax::StatementKind::Let) {
      types::TypeId written = statement.type.valid() ? resolve_type(b.context, b.module, statement.type,
                                                                    std::string(b.context.text(statement.name.name)))
                                                     : types::TypeId();
      made.value = check_expr(b, statement.value, written);
      made.slot = b.bind(statement.name.name, written.valid() ? written : type_of(b, made.value));
    } else {
      made.value = check_condition(b, statement.value);
      if (statement.message.valid()) made.message = check_expr(b, statement.message, scalar(TypeKind::String));
    }
    if (is_error(b, made.value) && statement.kind != syntax::StatementKind::Let) continue;
    out.list.push_back(std::move(made));
  }
  out.slots = b.slots;
  return out;
}

void check_policies(CheckContext& c, ModuleId id) {
  for (uint32_t i = 0; i < c.program.modules[id].policies.size(); ++i) check_policy(c, id, i);
  const syntax::Ast& ast = c.loaded.files[id].ast;
  for (uint32_t i = 0; i < ast.decls.size(); ++i) {
    syntax::DeclId decl_id(i);
    const syntax::DeclNode& node = ast.decls[decl_id].node;
    if (auto* check = std::get_if<syntax::CheckDecl>(&node)) {
      BodyScope b{c, id, Reach::Instance, false, {}, 0, 0, true};
      Statements body = check_statements(b, check->body);
      c.program.modules[id].checks.push_back({std::string(check->title), check->title_span, std::move(body)});
    } else if (auto* enforce = std::get_if<syntax::EnforceDecl>(&node)) {
      for (const PolicyRef& ref : resolve_policies(c, id, decl_id, enforce->path)) {
        c.program.modules[id].enforced.push_back(ref);
      }
    } else if (auto* waive = std::get_if<syntax::WaiveDecl>(&node)) {
      check_waiver(c, id, decl_id, *waive);
    } else if (auto* limit = std::get_if<syntax::LimitDecl>(&node)) {
      check_limit(c, id, *limit, ast.decls[decl_id].span);
    }
  }
}

}  // namespace infra::sema
