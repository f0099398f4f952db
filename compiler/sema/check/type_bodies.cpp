// Defaults and rules of declared types and kinds, and what a kind says about itself.
#include <array>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/generics.h"
#include "compiler/sema/check/network_marks.h"
#include "compiler/sema/check/types.h"

namespace infra::sema {
namespace {

using types::TypeKind;

std::optional<Lifecycle> lifecycle_of(std::string_view text) {
  if (text == "immutable") return Lifecycle::Immutable;
  if (text == "persistent") return Lifecycle::Persistent;
  if (text == "pointer") return Lifecycle::Pointer;
  if (text == "attachment") return Lifecycle::Attachment;
  if (text == "singleton") return Lifecycle::Singleton;
  return std::nullopt;
}

bool holds_reference(const types::TypeStore& types, types::TypeId type, int depth = 0) {
  if (depth > 32) return false;
  const types::Type& t = types[type];
  if (t.kind == TypeKind::Kind || t.kind == TypeKind::Error) return true;
  if (t.element.valid() && holds_reference(types, t.element, depth + 1)) return true;
  for (const types::Field& field : t.fields) {
    if (holds_reference(types, field.type, depth + 1)) return true;
  }
  return false;
}

void complete_kind(CheckContext& c, const DeclaredType& declared) {
  const syntax::Ast& ast = c.loaded.files[declared.module].ast;
  const auto& decl = std::get<syntax::KindDecl>(ast.decls[declared.decl].node);
  std::string name = c.program.kinds[declared.kind].name;
  std::vector<FieldInfo> fields = resolve_fields(c, declared.module, decl.fields, name);
  std::vector<FieldInfo> results = resolve_fields(c, declared.module, decl.results, name);
  KindInfo& kind = c.program.kinds[declared.kind];
  kind.fields = std::move(fields);
  kind.results = std::move(results);
  for (const std::vector<FieldInfo>* list : {&kind.fields, &kind.results}) {
    for (const FieldInfo& field : *list) refuse_functions(c, field.span, field.type, "a field of a kind");
  }
  for (const syntax::FieldDecl& field : decl.fields) {
    kind.has_rules |= !field.wheres.empty();
  }
  kind.provider = std::string(decl.provider);
  if (kind.provider.empty() && decl.provider_span.valid()) {
    c.sink.emit(diag::UnexpectedToken, decl.provider_span, "the name of a provider", " after `via`", "empty text")
        .label("names no provider")
        .help("name the one that makes it: `via \"docker\"`");
  }
  kind.version = decl.version;
  c.pending_bodies.push_back({declared.module, decl.fields, types::TypeId(), 0, declared.kind});
  if (decl.lifecycle.name.valid()) {
    std::string_view text = c.text(decl.lifecycle.name);
    if (auto lifecycle = lifecycle_of(text)) {
      kind.lifecycle = *lifecycle;
    } else {
      constexpr std::array<std::string_view, 5> known = {"immutable", "persistent", "pointer", "attachment",
                                                         "singleton"};
      auto builder = c.sink.emit(diag::UnknownLifecycle, decl.lifecycle.span, text);
      if (auto best = nearest(text, known))
        builder.help(fmt::format("did you mean `{}`?", *best));
      else
        builder.help("a kind is `immutable`, `persistent`, `pointer`, `attachment` or `singleton`");
    }
  }
  for (const FieldInfo& field : kind.fields) {
    if (field.edge == syntax::EdgeMark::Points && kind.lifecycle != Lifecycle::Pointer) {
      c.sink.emit(diag::OnlyPointers, field.span, name, lifecycle_word(kind.lifecycle))
          .label("what is filled in a later step than the creation can only be a pointer's")
          .help("make the kind a `pointer`, or leave out `points`");
    }
    if (field.is_exclusive && !holds_reference(c.types(), field.type)) {
      c.sink.emit(diag::MarkWithoutReference, field.span, "exclusive", type_text(c.program, field.type))
          .label("holds no reference to a resource")
          .help("`exclusive` marks fields whose type is a kind, or a list or map of one");
    }
    if (field.edge != syntax::EdgeMark::Contains && field.edge != syntax::EdgeMark::Reaches) continue;
    if (holds_reference(c.types(), field.type)) continue;
    std::string_view mark = field.edge == syntax::EdgeMark::Contains ? "contains" : "reaches";
    c.sink.emit(diag::MarkWithoutReference, field.span, mark, type_text(c.program, field.type))
        .label("holds no reference to a resource")
        .help(fmt::format("`{}` marks fields whose type is a kind, or a list or map of one", mark));
  }
}

/// The fields that a pending body belongs to, found again each time: the stores may move while checking.
std::vector<FieldInfo>& fields_of(CheckContext& c, const PendingBodies& pending) {
  if (pending.kind.valid()) return c.program.kinds[pending.kind].fields;
  if (auto record = c.program.records.find(pending.owner); record != c.program.records.end()) {
    return record->second.fields;
  }
  return c.program.enums.at(pending.owner).payloads[pending.member].fields;
}

}  // namespace

void resolve_all_types(CheckContext& c) {
  for (uint32_t i = 0; i < c.declarations.types.size(); ++i) {
    const DeclaredType& declared = c.declarations.types[i];
    Symbol symbol{SymbolKind::Type,
                  declared.module,
                  i,
                  declared.decl,
                  c.loaded.files[declared.module].ast.decls[declared.decl].span,
                  false};
    resolve_declared(c, symbol, symbol.span);
  }
  for (uint32_t i = 0; i < c.declarations.types.size(); ++i) {
    DeclaredType declared = c.declarations.types[i];
    if (declared.kind.valid()) complete_kind(c, declared);
  }
  check_network_marks(c);
}

std::vector<Rule> check_rules(CheckContext& c, ModuleId module, Reach reach, syntax::List<syntax::Where> wheres,
                              types::TypeId it, std::span<const FieldInfo> siblings) {
  std::vector<Rule> rules;
  for (const syntax::Where& where : wheres) {
    auto scope = [&] {
      BodyScope b{c, module, reach, false, {}, 0, 0};
      Name it_name = c.program.names.intern("it");
      std::vector<FieldInfo> copies(siblings.begin(), siblings.end());
      b.slots = 1;
      for (const FieldInfo& field : copies) b.bind(field.name, field.type);
      // `it` is nearer than a field of that name.
      b.bindings.push_back({it_name, 0, it});
      return b;
    };
    Rule rule;
    rule.span = where.span;
    BodyScope b = scope();
    NodeId condition = infer_expr(b, where.condition, scalar(TypeKind::Bool));
    condition = convert(b, condition, tainted(b, scalar(TypeKind::Bool), is_secret(b, type_of(b, condition))));
    rule.condition = b.finish(condition);
    if (where.message.valid()) {
      BodyScope m = scope();
      NodeId message = check_expr(m, where.message, scalar(TypeKind::String));
      rule.message = m.finish(message);
    }
    if (!is_error(b, condition)) rules.push_back(rule);
  }
  return rules;
}

void check_type_bodies(CheckContext& c) {
  // Checking a body can resolve no further declared type, but the list is read by index all the same.
  for (size_t p = 0; p < c.pending_bodies.size(); ++p) {
    PendingBodies pending = c.pending_bodies[p];
    std::vector<FieldInfo> fields = fields_of(c, pending);
    for (size_t i = 0; i < pending.fields.size() && i < fields.size(); ++i) {
      const syntax::FieldDecl& decl = pending.fields[i];
      if (decl.default_value.valid()) {
        BodyScope b{c, pending.module, Reach::Constant, pending.kind.valid(), {}, 0, 0};
        NodeId value = check_expr(b, decl.default_value, fields[i].type);
        fields[i].default_value = b.finish(value);
      }
      fields[i].rules = check_rules(c, pending.module, Reach::Constant, decl.wheres, fields[i].type, fields);
    }
    fields_of(c, pending) = std::move(fields);
  }
  for (size_t p = 0; p < c.pending_refinements.size(); ++p) {
    PendingRefinement pending = c.pending_refinements[p];
    std::vector<Rule> rules = check_rules(c, pending.module, Reach::Constant, pending.wheres, pending.base, {});
    c.program.refinements[pending.name].rules = std::move(rules);
  }
  c.pending_bodies.clear();
  c.pending_refinements.clear();
  complete_instances(c);
}

}  // namespace infra::sema
