// `{ … }`: a record, or a map where one is expected; `...x` puts the fields or entries of another one in.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/diag/codes/limits.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/generics.h"
#include "compiler/sema/check/meant.h"
#include "compiler/sema/check/types.h"
#include "compiler/sema/declare/free_names.h"

namespace infra::sema {
namespace {

using types::TypeKind;

Span key_span(BodyScope& b, const syntax::Entry& entry) {
  if (entry.form == syntax::KeyForm::Name) return entry.name.span;
  return entry.key.valid() ? b.ast().exprs[entry.key].span : entry.span;
}

NodeId check_map(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId map) {
  const types::TypeId key_type = b.types()[map].key, element_type = b.types()[map].element;
  MapNode node;
  NodeId whole;  // what stands before, once something was spread
  bool failed = false, secret = false;
  std::unordered_map<std::string_view, Span> seen;
  auto append = [&](NodeId part) {
    types::TypeId merged = tainted(b, map, secret);
    whole = whole.valid() ? add_node(b, span, merged, OperationNode{value::Op::Merge, {whole, part}}) : part;
  };
  for (const syntax::Entry& entry : brace.entries) {
    if (entry.form == syntax::KeyForm::Spread) {
      NodeId spread = infer_expr(b, entry.value, map);
      bool secret_spread = is_secret(b, type_of(b, spread));
      secret |= secret_spread;
      spread = convert(b, spread, tainted(b, map, secret_spread));
      failed |= is_error(b, spread);
      if (!node.entries.empty()) append(add_node(b, span, map, std::exchange(node, {})));
      append(spread);
      continue;
    }
    NodeId key;
    Span place = key_span(b, entry);
    if (entry.form == syntax::KeyForm::Computed || entry.form == syntax::KeyForm::Text) {
      key = check_entry(b, entry.key, key_type);
    } else if (auto name = fixed_name(b, entry)) {
      if (b.types().kind(key_type) == TypeKind::Enum) {
        key = check_member(b, entry.name, {}, false, place, key_type);
      } else {
        key = convert(b, constant_node(b, place, scalar(TypeKind::String), b.values().string(*name)), key_type);
      }
    } else {
      key = error_node(b, place);
    }
    if (auto name = fixed_name(b, entry)) {
      auto [first, is_new] = seen.try_emplace(*name, place);
      if (!is_new) {
        b.sink()
            .emit(diag::DuplicateEntry, place, *name)
            .label("given again here")
            .also(first->second, "first given here");
        failed = true;
      }
    }
    NodeId value = check_entry(b, entry.value, element_type);
    failed |= is_error(b, key) || is_error(b, value);
    node.entries.push_back({key, value, place});
  }
  if (failed) return error_node(b, span);
  if (!whole.valid()) return add_node(b, span, map, std::move(node));
  if (!node.entries.empty()) append(add_node(b, span, map, std::move(node)));
  return whole;
}

/// What is spread into a record, evaluated once: a local name for it, until the record stands.
struct Spread {
  uint32_t slot;
  NodeId value, local;
  types::Type shape;
  Span span;
};

NodeId infer_record(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId whole);

/// What gives some fields of `whole`, which is no hint for what gives all: braces, or a choice between some.
NodeId infer_part(BodyScope& b, syntax::ExprId id, types::TypeId whole) {
  if (!id.valid() || !whole.valid() || b.depth >= kMaxExpressionDepth) return infer_expr(b, id, whole);
  const syntax::Expr& expr = b.ast().exprs[id];
  auto part = [&](syntax::ExprId inner) {
    ++b.depth;
    NodeId node = infer_part(b, inner, whole);
    --b.depth;
    return node;
  };
  if (auto* paren = std::get_if<syntax::ParenExpr>(&expr.node)) return part(paren->inner);
  if (auto* choice = std::get_if<syntax::IfExpr>(&expr.node)) return check_choice(b, *choice, expr.span, part);
  auto* brace = std::get_if<syntax::BraceExpr>(&expr.node);
  return brace ? infer_record(b, *brace, expr.span, whole) : infer_expr(b, id, whole);
}

/// `whole`: the record that takes the fields, where it is known. Nothing after a report.
std::optional<Spread> check_spread(BodyScope& b, const syntax::Entry& entry, types::TypeId whole) {
  NodeId value = infer_part(b, entry.value, whole);
  types::TypeId type = types::base_of(b.types(), type_of(b, value));
  TypeKind kind = b.types().kind(type);
  if (kind == TypeKind::Error) return std::nullopt;
  if (kind != TypeKind::Record) {
    b.sink()
        .emit(diag::CannotSpread, span_of(b, value), type_text(b, type), "a record")
        .label(kind == TypeKind::Map ? "a map has no fixed names" : "has no fields to put in");
    return std::nullopt;
  }
  uint32_t slot = b.bind(Name(), type);
  b.bindings.pop_back();
  return Spread{slot, value, add_node(b, span_of(b, value), type, LocalNode{slot}), b.types()[type], entry.span};
}

/// `node` with the values of its spreads in their slots.
NodeId around(BodyScope& b, Span span, NodeId node, const std::vector<Spread>& spreads) {
  for (auto spread = spreads.rbegin(); spread != spreads.rend(); ++spread) {
    node = add_node(b, span, type_of(b, node), LetNode{spread->slot, spread->value, node});
  }
  return node;
}

NodeId field_of(BodyScope& b, const Spread& spread, const types::Field& field) {
  return add_node(b, span_of(b, spread.value), field.type, FieldNode{spread.local, field.name});
}

/// A field that was written before what is spread over it would be lost without a word.
void complain_overwritten(BodyScope& b, const Spread& spread, std::string_view name, Span before) {
  b.sink()
      .emit(diag::DuplicateEntry, spread.span, name)
      .label("gives it again")
      .also(before, "first given here")
      .help("what is spread comes first, and the entries after it win");
}

void missing_field(BodyScope& b, Span span, types::TypeId record, const types::Field& field) {
  auto builder = b.sink().emit(diag::MissingEntry, span, fmt::format("`{}`", type_text(b, record)), field.name);
  builder.label(fmt::format("`{}` is missing", field.name));
  if (auto info = b.context.program.records.find(record); info != b.context.program.records.end()) {
    for (const FieldInfo& declared : info->second.fields) {
      if (declared.text == field.name) builder.also(declared.span, "declared without a default here");
    }
  }
  builder.help(fmt::format("add `{} = …`, {}", field.name, a_type(b, field.type)));
}

/// The fields of a spread as those of `record`; false after a report.
bool take_fields(BodyScope& b, const Spread& spread, types::TypeId record, RecordNode& node,
                 const std::vector<Span>& given) {
  const types::Type type = b.types()[record];
  bool ok = true;
  for (const types::Field& field : spread.shape.fields) {
    const types::Field* found = type.field(field.name);
    if (!found) {
      b.sink()
          .emit(diag::UnknownEntry, span_of(b, spread.value), fmt::format("`{}`", type_text(b, record)), field.name)
          .label(fmt::format("`{}` has it", type_text(b, type_of(b, spread.value))));
      ok = false;
      continue;
    }
    auto index = static_cast<size_t>(found - type.fields.data());
    if (given[index].valid()) {
      complain_overwritten(b, spread, field.name, given[index]);
      ok = false;
    }
    node.values[index] = convert(b, field_of(b, spread, field), type.fields[index].type);
    ok &= !is_error(b, node.values[index]);
  }
  return ok;
}

NodeId check_record(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId record) {
  // Asked anew each time: what is checked on the way may move the types.
  auto fields = [&]() -> const std::vector<types::Field>& { return b.types()[record].fields; };
  RecordNode node;
  node.values.resize(fields().size());
  bool failed = false;
  std::vector<Span> given(fields().size());
  std::vector<bool> excused(fields().size());
  std::vector<Spread> spreads;
  for (const syntax::Entry& entry : brace.entries) {
    if (entry.form == syntax::KeyForm::Spread) {
      std::optional<Spread> spread = check_spread(b, entry, record);
      if (spread) spreads.push_back(*spread);
      bool taken = spread && take_fields(b, *spread, record, node, given);
      failed |= !taken;
      if (!taken) std::fill(excused.begin(), excused.end(), true);
      continue;
    }
    Span place = key_span(b, entry);
    std::optional<std::string_view> name = fixed_name(b, entry);
    if (!name) {
      if (entry.form != syntax::KeyForm::Name) {
        b.sink()
            .emit(diag::ComputedField, place, type_text(b, record))
            .label("a computed key belongs to a map")
            .help("the fields of a record are fixed by its type");
      }
      infer_expr(b, entry.value);
      failed = true;
      continue;
    }
    const types::Field* found = b.types()[record].field(*name);
    if (!found) {
      std::vector<std::string_view> all, free;
      for (size_t i = 0; i < fields().size(); ++i) {
        all.push_back(fields()[i].name);
        if (!given[i].valid()) free.push_back(fields()[i].name);
      }
      auto builder = b.sink().emit(diag::UnknownEntry, place, fmt::format("`{}`", type_text(b, record)), *name);
      if (auto best = nearest(*name, free)) {
        builder.help(fmt::format("did you mean `{}`?", *best)).fix(place, *best, fmt::format("write `{}`", *best));
        // One slip is one error: the field that was meant is not missing too.
        excused[static_cast<size_t>(b.types()[record].field(*best) - fields().data())] = true;
      } else if (!all.empty()) {
        builder.help("it has " + list_names(all));
      }
      glance(b, entry.value);
      failed = true;
      continue;
    }
    auto index = static_cast<size_t>(found - fields().data());
    if (given[index].valid()) {
      b.sink()
          .emit(diag::DuplicateEntry, place, *name)
          .label("given again here")
          .also(given[index], "first given here");
      failed = true;
    }
    given[index] = place;
    node.values[index] = check_entry(b, entry.value, fields()[index].type);
    failed |= is_error(b, node.values[index]);
  }
  for (uint32_t i = 0; i < fields().size(); ++i) {
    if (node.values[i].valid()) continue;
    const types::Field& field = fields()[i];
    if (field.has_default) {
      node.values[i] = add_node(b, span, field.type, DefaultNode{record, 0, i});
    } else if (b.types().kind(field.type) == TypeKind::Optional) {
      node.values[i] = constant_node(b, span, field.type, b.values().none());
    } else {
      failed = true;
      if (!excused[i]) missing_field(b, span, record, field);
    }
  }
  return failed ? error_node(b, span) : around(b, span, add_node(b, span, record, std::move(node)), spreads);
}

/// The type of an expression, without a word about what is wrong in it.
types::TypeId quiet_type(BodyScope& b, syntax::ExprId expr) {
  diag::Sink own;
  CheckContext context{b.context.loaded, b.context.declarations, b.context.program, own};
  context.generic_records = b.context.generic_records;
  BodyScope trial{context, b.module, b.reach, b.accepts_plain_for_secret, b.bindings, b.slots, b.depth, b.asks_network};
  NodeId node = infer_expr(trial, expr);
  return own.has_errors() ? types::TypeId() : plain_type(trial, type_of(trial, node));
}

/// Of the fields that `whole` has, where it is known, each is what it says.
NodeId infer_record(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId whole) {
  std::vector<types::Field> fields;
  RecordNode node;
  bool failed = false;
  std::unordered_map<std::string_view, Span> seen;
  std::unordered_map<std::string, size_t> places;
  std::vector<Spread> spreads;
  auto put = [&](const types::Field& field, NodeId value) {
    auto [known, is_new] = places.try_emplace(field.name, fields.size());
    size_t index = known->second;
    if (is_new) {
      fields.emplace_back();
      node.values.emplace_back();
    }
    fields[index] = {field.name, field.type, false};
    node.values[index] = value;
  };
  for (const syntax::Entry& entry : brace.entries) {
    if (entry.form == syntax::KeyForm::Spread) {
      std::optional<Spread> spread = check_spread(b, entry, whole);
      failed |= !spread;
      if (!spread) continue;
      spreads.push_back(*spread);
      for (const types::Field& field : spread->shape.fields) {
        if (auto before = seen.find(field.name); before != seen.end()) {
          complain_overwritten(b, *spread, field.name, before->second);
          failed = true;
        }
        put(field, field_of(b, *spread, field));
      }
      continue;
    }
    Span place = key_span(b, entry);
    std::optional<std::string_view> name = fixed_name(b, entry);
    if (!name) {
      if (entry.form != syntax::KeyForm::Name) {
        b.sink()
            .emit(diag::MapTypeNeeded, place)
            .label("a record has fixed names")
            .help("say that it is a map: `let name: Map<String, …> = { … }`");
      }
      infer_expr(b, entry.value);
      failed = true;
      continue;
    }
    auto [first, is_new] = seen.try_emplace(*name, place);
    if (!is_new) {
      b.sink()
          .emit(diag::DuplicateEntry, place, *name)
          .label("given again here")
          .also(first->second, "first given here");
      failed = true;
    }
    const types::Field* wanted = whole.valid() ? b.types()[whole].field(*name) : nullptr;
    NodeId value = check_entry(b, entry.value, wanted ? wanted->type : types::TypeId());
    if (is_error(b, value)) {
      failed = true;
      continue;
    }
    put({std::string(*name), type_of(b, value), false}, value);
  }
  if (failed) return error_node(b, span);
  if (fields.size() > kMaxMembers) {
    b.sink()
        .emit(diag::TooManyMembers, span, "this record", count_noun(fields.size(), "field"), kMaxMembers)
        .help("say that it is a map: `let name: Map<String, …> = { … }`");
    return error_node(b, span);
  }
  types::TypeId type = bounded_type(b.context, span, b.types().record("", std::move(fields)));
  if (b.types().kind(type) == TypeKind::Error) return error_node(b, span);
  return around(b, span, add_node(b, span, type, std::move(node)), spreads);
}

/// What is spread first, through braces that begin with a spread of their own; an invalid id when nothing is.
syntax::ExprId spread_first(BodyScope& b, const syntax::BraceExpr& brace) {
  const syntax::BraceExpr* inner = &brace;
  while (true) {
    if (inner->entries.empty() || inner->entries.front().form != syntax::KeyForm::Spread) return {};
    syntax::ExprId value = inner->entries.front().value;
    while (value.valid()) {
      auto* paren = std::get_if<syntax::ParenExpr>(&b.ast().exprs[value].node);
      if (!paren) break;
      value = paren->inner;
    }
    if (!value.valid()) return {};
    inner = std::get_if<syntax::BraceExpr>(&b.ast().exprs[value].node);
    if (!inner) return value;
  }
}

}  // namespace

std::optional<std::string_view> fixed_name(BodyScope& b, const syntax::Entry& entry) {
  if (entry.form == syntax::KeyForm::Name) {
    if (!entry.name.name.valid()) return std::nullopt;
    return b.context.text(entry.name.name);
  }
  if (entry.form != syntax::KeyForm::Text || !entry.key.valid()) return std::nullopt;
  auto* text = std::get_if<syntax::StringLiteral>(&b.ast().exprs[entry.key].node);
  return text ? std::optional(text->value) : std::nullopt;
}

NodeId check_brace(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId hint) {
  types::TypeId plain = plain_type(b, hint, true);
  TypeKind kind = plain.valid() ? b.types().kind(plain) : TypeKind::Error;
  bool open = plain.valid() && is_undecided(b.types(), plain);
  if (kind == TypeKind::Map && !open) return check_map(b, brace, span, plain);
  if (kind == TypeKind::Record && !open) return check_record(b, brace, span, plain);
  // What is spread first may say that this is a map.
  if (syntax::ExprId spread = spread_first(b, brace); spread.valid()) {
    types::TypeId first = quiet_type(b, spread);
    if (first.valid() && b.types().kind(first) == TypeKind::Map) return check_map(b, brace, span, first);
  }
  return infer_record(b, brace, span, {});
}

}  // namespace infra::sema
