#include "compiler/plan/difference/values.h"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/plan/json/json_writer.h"
#include "compiler/types/relations.h"
#include "compiler/value/print.h"

namespace infra::plan {
namespace {

using types::TypeId;
using types::TypeKind;
using value::ValueId;
using value::ValueKind;

constexpr std::string_view kSecret = "<secret>";

bool is_word(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

std::string json_text(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

/// The type without `?`; whether a Secret was around it.
struct Bare {
  TypeId type;
  bool is_secret = false;
};
Bare bare(const Typed& typed) {
  Bare bare{typed.type};
  while (bare.type.valid()) {
    const types::Type& type = (*typed.plan->types)[bare.type];
    if (type.kind != TypeKind::Optional && type.kind != TypeKind::Secret && type.kind != TypeKind::Refined) break;
    bare.is_secret |= type.kind == TypeKind::Secret;
    bare.type = type.element;
  }
  return bare;
}

bool holds_secret(const Typed& typed) {
  return typed.type.valid() && types::contains_secret(*typed.plan->types, typed.type);
}

/// A part of a value: an entry, a field or an item.
struct Part {
  std::string step;  ///< Behind the path of the whole: `.PORT`, `[0]`.
  std::string head;  ///< Before its text within the whole: `PORT = `.
  Typed typed;
};

std::string key_text(const Typed& key) {
  const value::ValueStore& values = *key.plan->values;
  bool is_plain = values.kind(key.value) == ValueKind::String || values.kind(key.value) == ValueKind::Variant;
  if (is_plain && is_word(values.as_text(key.value))) return "." + std::string(values.as_text(key.value));
  return "[" + text_of(key) + "]";
}

/// The fields of a record, or of what a member carries.
std::vector<Part> fields_of(const Typed& record, const std::vector<types::Field>& fields) {
  const value::ValueStore& values = *record.plan->values;
  std::vector<Part> parts;
  for (size_t i = 0; i < values.size(record.value); ++i) {
    std::string name(values.field_name(record.value, i));
    TypeId type;
    for (size_t f = 0; f < fields.size(); ++f) {
      if ((fields[f].name.empty() ? std::to_string(f) : fields[f].name) == name) type = fields[f].type;
    }
    std::string shown = is_word(name) ? name : json_text(name);
    parts.push_back({"." + shown, shown + " = ", {record.plan, type, values.children(record.value)[i]}});
  }
  return parts;
}

std::vector<Part> parts_of(const Typed& typed) {
  const value::ValueStore& values = *typed.plan->values;
  TypeId type = bare(typed).type;
  const types::Type* known = type.valid() ? &(*typed.plan->types)[type] : nullptr;
  TypeId element = known ? known->element : TypeId();
  auto children = values.children(typed.value);
  std::vector<Part> parts;
  switch (values.kind(typed.value)) {
    case ValueKind::Record: return fields_of(typed, known ? known->fields : std::vector<types::Field>());
    case ValueKind::Map:
      for (size_t i = 0; i + 1 < children.size(); i += 2) {
        Typed key{typed.plan, known ? known->key : TypeId(), children[i]};
        parts.push_back({key_text(key), text_of(key) + " = ", {typed.plan, element, children[i + 1]}});
      }
      return parts;
    case ValueKind::List:
    case ValueKind::Set:
      for (size_t i = 0; i < children.size(); ++i) {
        parts.push_back({fmt::format("[{}]", i), "", {typed.plan, element, children[i]}});
      }
      return parts;
    case ValueKind::Variant: {
      if (children.empty()) return parts;
      const types::Member* member = known ? known->member(values.as_text(typed.value)) : nullptr;
      return fields_of({typed.plan, {}, children[0]}, member ? member->payload : std::vector<types::Field>());
    }
    default: return parts;
  }
}

/// What holds secrets somewhere inside, laid out without them.
std::string redacted(const Typed& typed) {
  if (bare(typed).is_secret) return std::string(kSecret);
  if (!holds_secret(typed)) return text_of(typed);
  const value::ValueStore& values = *typed.plan->values;
  ValueKind kind = values.kind(typed.value);
  std::string inside;
  for (const Part& part : parts_of(typed)) {
    inside += (inside.empty() ? "" : ", ") + part.head + redacted(part.typed);
  }
  switch (kind) {
    case ValueKind::Record:
    case ValueKind::Map: return inside.empty() ? "{}" : "{ " + inside + " }";
    case ValueKind::List:
    case ValueKind::Set: return "[" + inside + "]";
    case ValueKind::Variant:
      return fmt::format(".{}{}", values.as_text(typed.value), inside.empty() ? "" : "(" + inside + ")");
    // What is not there, refers to a resource or is computed has no text of a secret in it: that is deferred.
    case ValueKind::None: return "none";
    case ValueKind::Reference: return std::string(values.as_text(typed.value));
    default: return std::string(kSecret);
  }
}

bool is_secret(const Typed& typed) {
  if (!typed.value.valid()) return false;
  return bare(typed).is_secret || typed.plan->values->kind(typed.value) == ValueKind::Secret;
}

/// Where a secret comes from, as it is given to a param: that is no secret.
std::string source_of(const Typed& typed) {
  if (!typed.value.valid()) return "";
  const value::ValueStore& values = *typed.plan->values;
  if (values.kind(typed.value) != ValueKind::Secret) return text_of(typed);
  return fmt::format("{}:{}", values.secret_source(typed.value), values.as_text(typed.value));
}

/// Whether to look inside: the same kind of thing on both sides, with parts that correspond.
bool corresponds(const Typed& before, const Typed& after) {
  const value::ValueStore &b = *before.plan->values, &a = *after.plan->values;
  ValueKind kind = b.kind(before.value);
  if (kind != a.kind(after.value)) return false;
  switch (kind) {
    case ValueKind::Record:
    case ValueKind::Map: return true;
    case ValueKind::List: return b.size(before.value) == a.size(after.value);
    case ValueKind::Variant:
      return b.as_text(before.value) == a.as_text(after.value) && !b.children(before.value).empty() &&
             !a.children(after.value).empty();
    default: return false;
  }
}

}  // namespace

std::string bytes_of(const Plan& plan, ValueId value) {
  std::string bytes;
  if (value.valid()) write_value(bytes, *plan.values, value);
  return bytes;
}

std::string text_of(const Typed& typed) {
  if (!typed.value.valid()) return "";
  if (holds_secret(typed)) return redacted(typed);
  return value::print_line(*typed.plan->types, *typed.plan->values, typed.type, typed.value);
}

void compare_values(const std::string& path, const Typed& before, const Typed& after,
                    std::vector<FieldChange>& changes) {
  if (!before.value.valid() && !after.value.valid()) return;
  bool both = before.value.valid() && after.value.valid();
  if (both && bytes_of(*before.plan, before.value) == bytes_of(*after.plan, after.value)) {
    // The same number may be of another type: bytes become seconds.
    std::string was = text_of(before), is = text_of(after);
    if (was != is) changes.push_back({path, was, is});
    return;
  }
  if (is_secret(before) || is_secret(after)) {
    changes.push_back({path, source_of(before), source_of(after), true});
    return;
  }
  if (!both || !corresponds(before, after)) {
    changes.push_back({path, text_of(before), text_of(after)});
    return;
  }
  std::map<std::string, Part> later;
  for (Part& part : parts_of(after)) later.emplace(part.step, part);
  for (const Part& part : parts_of(before)) {
    auto found = later.find(part.step);
    Typed none{after.plan, {}, {}};
    compare_values(path + part.step, part.typed, found == later.end() ? none : found->second.typed, changes);
    if (found != later.end()) later.erase(found);
  }
  for (const auto& [step, part] : later) compare_values(path + step, {before.plan, {}, {}}, part.typed, changes);
}

}  // namespace infra::plan
