// Resources and module uses: heads and inputs.
#include "compiler/sema/check/resources.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/sema/check/check.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/foreign.h"
#include "compiler/sema/check/heads.h"
#include "compiler/sema/check/meant.h"
#include "compiler/sema/check/names.h"
#include "compiler/sema/check/settings.h"
#include "compiler/sema/check/types.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// The module that a use names, or an invalid id after a report.
ModuleId resolve_module(CheckContext& c, ModuleId module, const syntax::Ident& name) {
  if (!name.name.valid()) return {};
  std::optional<Symbol> symbol = find_symbol(c, module, name, "name");
  if (!symbol || symbol->kind == SymbolKind::Failed) return {};
  if (symbol->kind == SymbolKind::File) return symbol->module;
  c.sink.emit(diag::WrongSymbol, name.span, c.text(name.name), describe(symbol->kind), "an imported file")
      .label("a module is an imported file")
      .also(symbol->span, "declared here")
      .help("write `import \"./file.infra\" as file` first");
  return {};
}

}  // namespace

KindId resolve_kind(CheckContext& c, ModuleId module, const syntax::Ident& kind_module, const syntax::Ident& name) {
  if (!name.name.valid()) return {};
  std::optional<Symbol> symbol =
      kind_module.name.valid() ? find_in_file(c, module, kind_module, name) : find_symbol(c, module, name, "type");
  if (!symbol || symbol->kind == SymbolKind::Failed) return {};
  types::TypeId type;
  if (symbol->kind == SymbolKind::Kind || symbol->kind == SymbolKind::Type)
    type = resolve_declared(c, *symbol, name.span);
  auto kind = c.program.kind_of_type.find(type);
  if (!type.valid() || kind == c.program.kind_of_type.end()) {
    c.sink.emit(diag::WrongSymbol, name.span, c.text(name.name), describe(symbol->kind), "a kind")
        .label("a resource is of a kind")
        .also(symbol->span, "declared here");
    return {};
  }
  return kind->second;
}

namespace {

/// `...defaults` among the inputs: each field of a record is one of them.
void spread_inputs(BodyScope b, const syntax::Entry& entry, const std::vector<EntrySlot>& slots, std::string_view owner,
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
    auto slot = std::find_if(slots.begin(), slots.end(), [&](const EntrySlot& s) { return s.name == field.name; });
    if (slot == slots.end()) {
      b.sink().emit(diag::UnknownEntry, span, owner, field.name).label(fmt::format("`{}` has it", type_text(b, type)));
      continue;
    }
    if (slot->refusal == Refusal::Derived) {
      b.sink().emit(diag::FixedUnique, span, field.name, owner).also(slot->span, "marked `unique` here");
      continue;
    }
    if (slot->refusal == Refusal::NotFound) {
      b.sink().emit(diag::NotFoundBy, span, owner, field.name).also(slot->span, "not marked `find`");
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

}  // namespace

std::vector<Input> check_entries(const BodyScope& scope, syntax::List<syntax::Entry> entries,
                                 const std::vector<EntrySlot>& slots, std::string_view owner, Span place,
                                 bool is_module) {
  std::vector<Input> inputs;
  std::vector<Span> given(slots.size());
  std::vector<bool> excused(slots.size());
  for (const syntax::Entry& entry : entries) {
    BodyScope b = scope;
    bool has_key = entry.form == syntax::KeyForm::Text || entry.form == syntax::KeyForm::Computed;
    Span name_span = has_key && entry.key.valid() ? b.ast().exprs[entry.key].span : entry.name.span;
    if (entry.form == syntax::KeyForm::Spread) {
      spread_inputs(b, entry, slots, owner, is_module, given, inputs, excused);
      continue;
    }
    std::optional<std::string_view> fixed = fixed_name(b, entry);
    if (!fixed) {
      if (has_key && entry.key.valid()) {
        b.sink().emit(diag::ComputedField, name_span, owner).label("a computed key belongs to a map");
      }
      glance(b, entry.value);
      continue;
    }
    std::string_view name = *fixed;
    auto found = std::find_if(slots.begin(), slots.end(), [&](const EntrySlot& slot) { return slot.name == name; });
    if (found == slots.end()) {
      std::vector<std::string_view> free, all;
      for (size_t i = 0; i < slots.size(); ++i) {
        all.push_back(slots[i].name);
        if (!given[i].valid()) free.push_back(slots[i].name);
      }
      auto builder = is_module ? b.sink().emit(diag::UnknownParam, name_span, owner, name)
                               : b.sink().emit(diag::UnknownEntry, name_span, owner, name);
      if (auto foreign = foreign_entry(name, is_module)) {
        builder.help(foreign->help);
      } else if (auto best = nearest(name, free)) {
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
    if (found->refusal == Refusal::NotFound) {
      std::vector<std::string_view> by;
      for (const EntrySlot& slot : slots) {
        if (slot.refusal == Refusal::None) by.push_back(slot.name);
      }
      auto builder = b.sink().emit(diag::NotFoundBy, name_span, owner, name);
      builder.also(found->span, "not marked `find`");
      builder.help(by.empty() ? "no field of this kind is marked `find`: nothing that exists can be looked up"
                              : "it is found by " + list_names(by));
      glance(b, entry.value);
      continue;
    }
    if (found->refusal == Refusal::Derived) {
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
        .help(fmt::format("add `{} = …`, {}", slots[i].name, a_type(scope.context.program, slots[i].type)));
  }
  return inputs;
}

void check_resource_head(CheckContext& c, ModuleId id, uint32_t index) {
  const ResourceSyntax decl = resource_syntax(c.loaded.files[id].ast, c.program.modules[id].resources[index].decl);
  KindId kind = resolve_kind(c, id, decl.kind_module, decl.kind);
  types::TypeId element = kind.valid() ? c.program.kinds[kind].type : error_type();
  if (decl.is_optional && kind.valid()) element = c.types().optional(element);
  CheckedHead checked = check_head(c, id, decl.has_for, decl.head, decl.condition, element);
  Resource& resource = c.program.modules[id].resources[index];
  resource.kind = kind;
  resource.head = checked.head;
  resource.type = checked.type;
}

void check_use_head(CheckContext& c, ModuleId id, uint32_t index) {
  const UseSyntax decl = use_syntax(c.loaded.files[id].ast, c.program.modules[id].uses[index].decl);
  ModuleId target = resolve_module(c, id, decl.module);
  if (decl.is_provider && target.valid()) target = check_provider_file(c, decl.module, target);
  types::TypeId element = target.valid() ? c.program.modules[target].use_type : error_type();
  CheckedHead checked = check_head(c, id, decl.has_for, decl.head, decl.condition, element);
  Use& use = c.program.modules[id].uses[index];
  use.module = target;
  use.head = checked.head;
  use.type = checked.type;
}

void check_resource_body(CheckContext& c, ModuleId id, uint32_t index) {
  const Resource& resource = c.program.modules[id].resources[index];
  const ResourceSyntax decl = resource_syntax(c.loaded.files[id].ast, resource.decl);
  BodyScope scope = head_scope(c, id, resource.head, decl.has_for, decl.head);
  if (!resource.kind.valid()) {  // what its entries say is checked as far as it goes
    for (const syntax::Entry& entry : decl.inputs) {
      BodyScope b = scope;
      glance(b, entry.value);
    }
    return;
  }
  const KindInfo& kind = c.program.kinds[resource.kind];
  std::vector<EntrySlot> slots;
  for (const FieldInfo& field : kind.fields) {
    EntrySlot slot{field.text, field.type, field.span};
    bool derived = field.is_unique && kind.lifecycle == Lifecycle::Immutable;
    if (decl.is_existing) {
      if (!field.is_find) slot.refusal = Refusal::NotFound;
    } else {
      slot.required = !field.has_default && !field.is_optional(c.types()) && !derived;
      if (derived) slot.refusal = Refusal::Derived;
    }
    slots.push_back(std::move(slot));
  }
  std::string owner = fmt::format("`{}`", type_text(c.program, kind.type));
  size_t errors = c.sink.error_count();
  std::vector<Input> inputs = check_entries(scope, decl.inputs, slots, owner, resource.span, false);
  if (decl.is_existing && inputs.empty() && c.sink.error_count() == errors) {
    std::vector<std::string_view> by;
    for (const EntrySlot& slot : slots) {
      if (slot.refusal == Refusal::None) by.push_back(slot.name);
    }
    auto builder = c.sink.emit(diag::NothingToFind, resource.span, owner);
    builder.label("nothing says which one is meant");
    builder.help(by.empty() ? "no field of this kind is marked `find`: nothing that exists can be looked up"
                            : "it is found by " + list_names(by));
  }
  c.program.modules[id].resources[index].inputs = std::move(inputs);
  With with = check_resource_with(c, id, index, decl, scope);
  c.program.modules[id].resources[index].with = std::move(with);
}

void check_use_body(CheckContext& c, ModuleId id, uint32_t index) {
  const Use& use = c.program.modules[id].uses[index];
  const UseSyntax decl = use_syntax(c.loaded.files[id].ast, use.decl);
  BodyScope scope = head_scope(c, id, use.head, decl.has_for, decl.head);
  if (!use.module.valid()) {
    for (const syntax::Entry& entry : decl.arguments) {
      BodyScope b = scope;
      glance(b, entry.value);
    }
    return;
  }
  const Module& target = c.program.modules[use.module];
  std::vector<EntrySlot> slots;
  for (const Param& param : target.params) {
    bool optional = c.types().kind(param.type) == TypeKind::Optional;
    slots.push_back({std::string(c.text(param.name)), param.type, param.span, !param.default_value.valid() && !optional,
                     Refusal::None});
  }
  std::string owner = fmt::format("`{}`", target.path);
  std::vector<Input> arguments = check_entries(scope, decl.arguments, slots, owner, use.span, true);
  With with = check_use_with(c, decl.with, scope);
  Use& result = c.program.modules[id].uses[index];
  result.arguments = std::move(arguments);
  result.with = std::move(with);
}

}  // namespace infra::sema
