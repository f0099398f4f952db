// Resources and module uses: heads, inputs, `with`.
#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/sema/check/check.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/heads.h"
#include "compiler/sema/check/names.h"
#include "compiler/sema/check/types.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// The kind that a resource names, or an invalid id after a report.
KindId resolve_kind(CheckContext& c, ModuleId module, const syntax::ResourceDecl& decl) {
  if (!decl.kind.name.valid()) return {};
  std::optional<Symbol> symbol = decl.kind_module.name.valid() ? find_in_file(c, module, decl.kind_module, decl.kind)
                                                               : find_symbol(c, module, decl.kind, "type");
  if (!symbol || symbol->kind == SymbolKind::Failed) return {};
  types::TypeId type;
  if (symbol->kind == SymbolKind::Kind || symbol->kind == SymbolKind::Type)
    type = resolve_declared(c, *symbol, decl.kind.span);
  auto kind = c.program.kind_of_type.find(type);
  if (!type.valid() || kind == c.program.kind_of_type.end()) {
    c.sink.emit(diag::WrongSymbol, decl.kind.span, c.text(decl.kind.name), describe(symbol->kind), "a kind")
        .label("a resource is of a kind")
        .also(symbol->span, "declared here");
    return {};
  }
  return kind->second;
}

/// The module that a use names, or an invalid id after a report.
ModuleId resolve_module(CheckContext& c, ModuleId module, const syntax::ModuleDecl& decl) {
  if (!decl.module.name.valid()) return {};
  std::optional<Symbol> symbol = find_symbol(c, module, decl.module, "name");
  if (!symbol || symbol->kind == SymbolKind::Failed) return {};
  if (symbol->kind == SymbolKind::File) return symbol->module;
  c.sink.emit(diag::WrongSymbol, decl.module.span, c.text(decl.module.name), describe(symbol->kind), "an imported file")
      .label("a module is an imported file")
      .also(symbol->span, "declared here")
      .help("write `import \"./file.infra\" as file` first");
  return {};
}

/// `after` takes references alone or in lists, of several kinds beside each other.
void check_after(BodyScope scope, syntax::ExprId value, With& with) {
  auto add = [&](syntax::ExprId item) {
    BodyScope b = scope;
    NodeId node = infer_expr(b, item);
    if (is_error(b, node)) return;
    types::TypeId type = type_of(b, node);
    for (int i = 0; i < 4; ++i) {
      TypeKind kind = b.types().kind(type);
      if (kind != TypeKind::Optional && kind != TypeKind::List && kind != TypeKind::Map) break;
      type = b.types()[type].element;
    }
    TypeKind kind = b.types().kind(type);
    if (kind != TypeKind::Kind && kind != TypeKind::Module) {
      b.sink()
          .emit(diag::TypeMismatch, span_of(b, node), "a resource or module", type_text(b, type_of(b, node)))
          .label("`after` takes resources and module uses of this file");
      return;
    }
    with.after.push_back(b.finish(node));
  };
  auto* list = std::get_if<syntax::ListExpr>(&scope.ast().exprs[value].node);
  if (!list) return add(value);
  for (syntax::ExprId item : list->items) add(item);
}

With check_with(const BodyScope& scope, syntax::List<syntax::Entry> entries, bool is_module) {
  With with;
  std::vector<std::pair<std::string_view, Span>> seen;
  for (const syntax::Entry& entry : entries) {
    if (entry.form == syntax::KeyForm::Spread) {
      scope.context.sink.emit(diag::MisplacedExpression, entry.span, "a spread").label("write the settings one by one");
    }
    if (entry.form != syntax::KeyForm::Name || !entry.name.name.valid() || !entry.value.valid()) continue;
    std::string_view name = scope.context.text(entry.name.name);
    for (const auto& [other, span] : seen) {
      if (other == name) {
        scope.context.sink.emit(diag::DuplicateEntry, entry.name.span, name)
            .label("given again here")
            .also(span, "first given here");
      }
    }
    seen.push_back({name, entry.name.span});
    BodyScope b = scope;
    auto setting = [&](TypeKind kind) {
      NodeId node = check_expr(b, entry.value, scalar(kind));
      return b.finish(node);
    };
    if (name == "after") {
      check_after(scope, entry.value, with);
    } else if (name == "protect" && !is_module) {
      with.protect = setting(TypeKind::Bool);
    } else if (name == "timeout" && !is_module) {
      with.timeout = setting(TypeKind::Duration);
    } else {
      constexpr std::array<std::string_view, 3> known = {"after", "protect", "timeout"};
      auto builder =
          scope.context.sink.emit(diag::UnknownSetting, entry.name.span, is_module ? "a module" : "a resource", name);
      if (auto best = nearest(name, known); best && !is_module)
        builder.help(fmt::format("did you mean `{}`?", *best));
      else
        builder.help(is_module ? "a module takes `after`" : "it takes `after`, `protect` and `timeout`");
      glance(b, entry.value);
    }
  }
  return with;
}

/// What entries are given to: the fields of a kind or the params of a module.
struct Slot {
  std::string_view name;
  types::TypeId type;
  Span span;
  bool required;
  bool refused;  ///< A `unique` field of an immutable kind.
};

/// `...defaults` among the inputs: each field of a record is one of them.
void spread_inputs(BodyScope b, const syntax::Entry& entry, const std::vector<Slot>& slots, std::string_view owner,
                   bool is_module, std::vector<Span>& given, std::vector<Input>& inputs, std::vector<bool>& excused) {
  NodeId value = infer_expr(b, entry.value);
  types::TypeId type = types::base_of(b.types(), type_of(b, value));
  const types::Type record = b.types()[type];
  if (record.kind != TypeKind::Record) {
    if (record.kind != TypeKind::Error) {
      b.sink()
          .emit(diag::CannotSpread, span_of(b, value), type_text(b, type), "a record")
          .label("has no fields to put in");
    }
    std::fill(excused.begin(), excused.end(), true);
    return;
  }
  Span span = span_of(b, value);
  b.accepts_plain_for_secret = !is_module;
  for (const types::Field& field : record.fields) {
    auto slot = std::find_if(slots.begin(), slots.end(), [&](const Slot& s) { return s.name == field.name; });
    if (slot == slots.end()) {
      b.sink().emit(diag::UnknownEntry, span, owner, field.name).label(fmt::format("`{}` has it", type_text(b, type)));
      continue;
    }
    if (slot->refused) {
      b.sink().emit(diag::FixedUnique, span, field.name, owner).also(slot->span, "marked `unique` here");
      continue;
    }
    auto index = static_cast<size_t>(slot - slots.begin());
    if (given[index].valid()) {
      b.sink()
          .emit(diag::DuplicateEntry, entry.span, field.name)
          .label("gives it again")
          .also(given[index], "first given here")
          .help("what is spread comes first, and the entries after it win");
    }
    given[index] = entry.span;
    NodeId part = convert(b, add_node(b, span, field.type, FieldNode{value, field.name}), slot->type);
    inputs.push_back({static_cast<uint32_t>(index), b.finish(part), entry.span, span, true});
  }
}

std::vector<Input> check_entries(BodyScope scope, syntax::List<syntax::Entry> entries, const std::vector<Slot>& slots,
                                 std::string_view owner, Span place, bool is_module) {
  std::vector<Input> inputs;
  std::vector<Span> given(slots.size());
  std::vector<bool> excused(slots.size());
  for (const syntax::Entry& entry : entries) {
    BodyScope b = scope;
    std::string_view name;
    Span name_span = entry.name.span;
    if (entry.form == syntax::KeyForm::Name && entry.name.name.valid()) {
      name = b.context.text(entry.name.name);
    } else if (entry.form == syntax::KeyForm::Text && entry.key.valid()) {
      name_span = b.ast().exprs[entry.key].span;
      if (auto* text = std::get_if<syntax::StringLiteral>(&b.ast().exprs[entry.key].node)) name = text->value;
    }
    if (entry.form == syntax::KeyForm::Spread) {
      spread_inputs(b, entry, slots, owner, is_module, given, inputs, excused);
      continue;
    }
    if (name.empty()) {
      if (entry.form == syntax::KeyForm::Computed && entry.key.valid()) {
        b.sink()
            .emit(diag::ComputedField, b.ast().exprs[entry.key].span, owner)
            .label("a computed key belongs to a map");
      }
      glance(b, entry.value);
      continue;
    }
    auto found = std::find_if(slots.begin(), slots.end(), [&](const Slot& slot) { return slot.name == name; });
    if (found == slots.end()) {
      std::vector<std::string_view> free, all;
      for (size_t i = 0; i < slots.size(); ++i) {
        all.push_back(slots[i].name);
        if (!given[i].valid()) free.push_back(slots[i].name);
      }
      auto builder = is_module ? b.sink().emit(diag::UnknownParam, name_span, owner, name)
                               : b.sink().emit(diag::UnknownEntry, name_span, owner, name);
      if (auto best = nearest(name, free)) {
        builder.help(fmt::format("did you mean `{}`?", *best)).fix(name_span, *best, fmt::format("write `{}`", *best));
        auto meant = std::find(all.begin(), all.end(), std::string_view(*best)) - all.begin();
        excused[static_cast<size_t>(meant)] = true;
      } else if (!all.empty()) {
        builder.help("it has " + list_names(all));
      }
      glance(b, entry.value);
      continue;
    }
    auto index = static_cast<size_t>(found - slots.begin());
    auto spread = std::find_if(inputs.begin(), inputs.end(),
                               [&](const Input& input) { return input.field == index && input.is_spread; });
    if (spread != inputs.end()) {  // what is written wins over what is spread before it
      inputs.erase(spread);
    } else if (given[index].valid()) {
      b.sink()
          .emit(diag::DuplicateEntry, name_span, name)
          .label("given again here")
          .also(given[index], "first given here");
    }
    given[index] = name_span;
    if (found->refused) {
      b.sink()
          .emit(diag::FixedUnique, name_span, name, owner)
          .label("two instances stand beside each other during an update, and cannot share it")
          .also(found->span, "marked `unique` here")
          .help(fmt::format("leave it out: each instance gets one of its own; read it as a result (`.{}`)", name));
      glance(b, entry.value);
      continue;
    }
    b.accepts_plain_for_secret = !is_module;
    NodeId value = check_expr(b, entry.value, found->type);
    Span value_span = entry.value.valid() ? b.ast().exprs[entry.value].span : entry.span;
    inputs.push_back({static_cast<uint32_t>(index), b.finish(value), name_span, value_span});
  }
  for (size_t i = 0; i < slots.size(); ++i) {
    if (given[i].valid() || excused[i] || !slots[i].required) continue;
    auto& sink = scope.context.sink;
    auto builder = is_module ? sink.emit(diag::MissingParam, place, owner, slots[i].name)
                             : sink.emit(diag::MissingEntry, place, owner, slots[i].name);
    builder.label(fmt::format("`{}` is missing", slots[i].name))
        .also(slots[i].span, "has no default")
        .help(fmt::format("add `{} = …`, a `{}`", slots[i].name, type_text(scope.context.program, slots[i].type)));
  }
  return inputs;
}

}  // namespace

void check_resource_head(CheckContext& c, ModuleId id, uint32_t index) {
  const auto& decl =
      std::get<syntax::ResourceDecl>(c.loaded.files[id].ast.decls[c.program.modules[id].resources[index].decl].node);
  KindId kind = resolve_kind(c, id, decl);
  types::TypeId element = kind.valid() ? c.program.kinds[kind].type : error_type();
  CheckedHead checked = check_head(c, id, decl.has_for, decl.head, decl.condition, element);
  Resource& resource = c.program.modules[id].resources[index];
  resource.kind = kind;
  resource.head = checked.head;
  resource.type = checked.type;
}

void check_use_head(CheckContext& c, ModuleId id, uint32_t index) {
  const auto& decl =
      std::get<syntax::ModuleDecl>(c.loaded.files[id].ast.decls[c.program.modules[id].uses[index].decl].node);
  ModuleId target = resolve_module(c, id, decl);
  types::TypeId element = target.valid() ? c.program.modules[target].use_type : error_type();
  CheckedHead checked = check_head(c, id, decl.has_for, decl.head, decl.condition, element);
  Use& use = c.program.modules[id].uses[index];
  use.module = target;
  use.head = checked.head;
  use.type = checked.type;
}

void check_resource_body(CheckContext& c, ModuleId id, uint32_t index) {
  const Resource& resource = c.program.modules[id].resources[index];
  const auto& decl = std::get<syntax::ResourceDecl>(c.loaded.files[id].ast.decls[resource.decl].node);
  BodyScope scope = head_scope(c, id, resource.head, decl.has_for, decl.head);
  if (!resource.kind.valid()) {  // what its entries say is checked as far as it goes
    for (const syntax::Entry& entry : decl.inputs) {
      BodyScope b = scope;
      glance(b, entry.value);
    }
    return;
  }
  const KindInfo& kind = c.program.kinds[resource.kind];
  std::vector<Slot> slots;
  for (const FieldInfo& field : kind.fields) {
    bool derived = field.is_unique && kind.lifecycle == Lifecycle::Immutable;
    slots.push_back(
        {field.text, field.type, field.span, !field.has_default && !field.is_optional(c.types()) && !derived, derived});
  }
  std::string owner = fmt::format("`{}`", type_text(c.program, kind.type));
  std::vector<Input> inputs = check_entries(scope, decl.inputs, slots, owner, resource.span, false);
  With with = check_with(scope, decl.with, false);
  Resource& result = c.program.modules[id].resources[index];
  result.inputs = std::move(inputs);
  result.with = std::move(with);
}

void check_use_body(CheckContext& c, ModuleId id, uint32_t index) {
  const Use& use = c.program.modules[id].uses[index];
  const auto& decl = std::get<syntax::ModuleDecl>(c.loaded.files[id].ast.decls[use.decl].node);
  BodyScope scope = head_scope(c, id, use.head, decl.has_for, decl.head);
  if (!use.module.valid()) {
    for (const syntax::Entry& entry : decl.arguments) {
      BodyScope b = scope;
      glance(b, entry.value);
    }
    return;
  }
  const Module& target = c.program.modules[use.module];
  std::vector<Slot> slots;
  for (const Param& param : target.params) {
    bool optional = c.types().kind(param.type) == TypeKind::Optional;
    slots.push_back({c.text(param.name), param.type, param.span, !param.default_value.valid() && !optional, false});
  }
  std::string owner = fmt::format("`{}`", target.path);
  std::vector<Input> arguments = check_entries(scope, decl.arguments, slots, owner, use.span, true);
  With with = check_with(scope, decl.with, true);
  Use& result = c.program.modules[id].uses[index];
  result.arguments = std::move(arguments);
  result.with = std::move(with);
}

}  // namespace infra::sema
