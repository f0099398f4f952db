// `{ … }`: a record, or a map where one is expected.
#include <algorithm>
#include <unordered_map>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// The name of an entry that stands for itself, or nothing: `name =` and `"name" =`.
std::optional<std::string_view> fixed_name(BodyScope& b, const syntax::Entry& entry) {
  if (entry.form == syntax::KeyForm::Name) {
    if (!entry.name.name.valid()) return std::nullopt;
    return b.context.text(entry.name.name);
  }
  if (entry.form != syntax::KeyForm::Text || !entry.key.valid()) return std::nullopt;
  auto* text = std::get_if<syntax::StringLiteral>(&b.ast().exprs[entry.key].node);
  return text ? std::optional(text->value) : std::nullopt;
}

Span key_span(BodyScope& b, const syntax::Entry& entry) {
  if (entry.form == syntax::KeyForm::Name) return entry.name.span;
  return entry.key.valid() ? b.ast().exprs[entry.key].span : entry.span;
}

NodeId check_map(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId map) {
  const types::Type type = b.types()[map];
  MapNode node;
  bool failed = false;
  std::unordered_map<std::string_view, Span> seen;
  for (const syntax::Entry& entry : brace.entries) {
    NodeId key;
    Span place = key_span(b, entry);
    if (entry.form == syntax::KeyForm::Computed || entry.form == syntax::KeyForm::Text) {
      key = check_expr(b, entry.key, type.key);
    } else if (auto name = fixed_name(b, entry)) {
      if (b.types().kind(type.key) == TypeKind::Enum) {
        key = check_member(b, entry.name, {}, false, place, type.key);
      } else {
        key = convert(b, constant_node(b, place, scalar(TypeKind::String), b.values().string(*name)), type.key);
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
    NodeId value = check_expr(b, entry.value, type.element);
    failed |= is_error(b, key) || is_error(b, value);
    node.entries.push_back({key, value, place});
  }
  return failed ? error_node(b, span) : add_node(b, span, map, std::move(node));
}

void missing_field(BodyScope& b, Span span, types::TypeId record, const types::Field& field) {
  auto builder = b.sink().emit(diag::MissingEntry, span, fmt::format("`{}`", type_text(b, record)), field.name);
  builder.label(fmt::format("`{}` is missing", field.name));
  if (auto info = b.context.program.records.find(record); info != b.context.program.records.end()) {
    for (const FieldInfo& declared : info->second.fields) {
      if (declared.text == field.name) builder.also(declared.span, "declared without a default here");
    }
  }
  builder.help(fmt::format("add `{} = …`, a `{}`", field.name, type_text(b, field.type)));
}

NodeId check_record(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId record) {
  const types::Type type = b.types()[record];
  RecordNode node;
  node.values.resize(type.fields.size());
  for (const types::Field& field : type.fields) node.names.push_back(field.name);
  bool failed = false;
  std::vector<Span> given(type.fields.size());
  std::vector<bool> excused(type.fields.size());
  for (const syntax::Entry& entry : brace.entries) {
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
    auto found = std::find(node.names.begin(), node.names.end(), *name);
    if (found == node.names.end()) {
      std::vector<std::string_view> free;
      for (size_t i = 0; i < node.names.size(); ++i) {
        if (!given[i].valid()) free.push_back(node.names[i]);
      }
      auto builder = b.sink().emit(diag::UnknownEntry, place, fmt::format("`{}`", type_text(b, record)), *name);
      if (auto best = nearest(*name, free)) {
        builder.help(fmt::format("did you mean `{}`?", *best)).fix(place, *best, fmt::format("write `{}`", *best));
        // One slip is one error: the field that was meant is not missing too.
        auto meant = std::find(node.names.begin(), node.names.end(), *best) - node.names.begin();
        excused[static_cast<size_t>(meant)] = true;
      } else if (!node.names.empty()) {
        std::vector<std::string_view> all(node.names.begin(), node.names.end());
        builder.help("it has " + list_names(all));
      }
      glance(b, entry.value);
      failed = true;
      continue;
    }
    auto index = static_cast<size_t>(found - node.names.begin());
    if (given[index].valid()) {
      b.sink()
          .emit(diag::DuplicateEntry, place, *name)
          .label("given again here")
          .also(given[index], "first given here");
      failed = true;
    }
    given[index] = place;
    node.values[index] = check_expr(b, entry.value, type.fields[index].type);
    failed |= is_error(b, node.values[index]);
  }
  for (uint32_t i = 0; i < type.fields.size(); ++i) {
    if (node.values[i].valid()) continue;
    const types::Field& field = type.fields[i];
    if (field.has_default) {
      node.values[i] = add_node(b, span, field.type, DefaultNode{record, 0, i});
    } else if (b.types().kind(field.type) == TypeKind::Optional) {
      node.values[i] = constant_node(b, span, field.type, b.values().none());
    } else {
      failed = true;
      if (!excused[i]) missing_field(b, span, record, field);
    }
  }
  return failed ? error_node(b, span) : add_node(b, span, record, std::move(node));
}

NodeId infer_record(BodyScope& b, const syntax::BraceExpr& brace, Span span) {
  std::vector<types::Field> fields;
  RecordNode node;
  bool failed = false;
  std::unordered_map<std::string_view, Span> seen;
  for (const syntax::Entry& entry : brace.entries) {
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
    NodeId value = infer_expr(b, entry.value);
    if (is_error(b, value)) {
      failed = true;
      continue;
    }
    fields.push_back({std::string(*name), type_of(b, value), false});
    node.names.push_back(std::string(*name));
    node.values.push_back(value);
  }
  if (failed) return error_node(b, span);
  types::TypeId type = bounded_type(b.context, span, b.types().record("", std::move(fields)));
  return add_node(b, span, type, std::move(node));
}

}  // namespace

NodeId check_brace(BodyScope& b, const syntax::BraceExpr& brace, Span span, types::TypeId hint) {
  for (const syntax::Entry& entry : brace.entries) {
    if (entry.form != syntax::KeyForm::Spread) continue;
    b.sink().emit(diag::NotCheckedYet, entry.span, "a spread");
    return error_node(b, span);
  }
  types::TypeId plain = plain_type(b, hint, true);
  if (!plain.valid()) return infer_record(b, brace, span);
  switch (b.types().kind(plain)) {
    case TypeKind::Map: return check_map(b, brace, span, plain);
    case TypeKind::Record: return check_record(b, brace, span, plain);
    default: return infer_record(b, brace, span);
  }
}

}  // namespace infra::sema
