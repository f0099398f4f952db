// `--params file.json`: JSON values by type. Sizes, durations and everything that is written as text are strings; a
// secret is {"env": "NAME"} or {"file": "path"}; an enum member with a payload is {"http": {"port": 80}}.
#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/sema/params/reader.h"
#include "compiler/sema/show.h"
#include "compiler/value/scalars.h"

namespace infra::sema {
namespace {

using types::TypeKind;
using value::ValueId;

std::string describe(const Json& json) {
  if (json.is_object()) return "an object";
  if (json.is_array()) return "an array";
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() > 60 ? "a long string" : fmt::format("`{}`", text);
}

ParamPlace inside(const ParamPlace& place, const std::string& step) {
  return {place.param, fmt::format("{}.{}", place.path, step), place.source};
}

ValueId read_list(ParamReader& r, const ParamPlace& place, types::TypeId type, const Json& json) {
  types::TypeId element = (*r.program.types)[type].element;
  if (!json.is_array()) return unreadable(r, place, type, describe(json));
  std::vector<ValueId> items;
  bool ok = true;
  for (size_t i = 0; i < json.size(); ++i) {
    ParamPlace at{place.param, fmt::format("{}[{}]", place.path, i), place.source};
    items.push_back(read_json(r, at, element, json[i]));
    ok &= items.back().valid();
  }
  return ok ? r.program.values->list(items) : ValueId();
}

ValueId read_set(ParamReader& r, const ParamPlace& place, types::TypeId type, const Json& json) {
  ValueId list = read_list(r, place, type, json);
  if (!list.valid()) return list;
  ValueId set = r.program.values->set(r.program.values->children(list));
  auto items = r.program.values->children(set);
  for (size_t i = 1; i < items.size(); ++i) {
    if (r.program.values->order(items[i - 1], items[i]) != 0) continue;
    types::TypeId element = (*r.program.types)[type].element;
    return unreadable(r, place, type, fmt::format("`{}` twice", show_value(r.program, element, items[i])));
  }
  return set;
}

/// The one member that takes it.
ValueId read_union(ParamReader& r, const ParamPlace& place, types::TypeId type, const Json& json) {
  const std::vector<types::TypeId> members = (*r.program.types)[type].parts;
  ValueId found;
  size_t count = 0;
  for (types::TypeId member : members) {
    diag::Sink own;
    ParamReader quiet{r.loaded, r.program, r.sources, r.package, own, r.contents};
    ValueId value = read_json(quiet, place, member, json);
    if (!value.valid() || own.has_errors()) continue;
    found = value;
    ++count;
  }
  if (count == 1) return found;
  return unreadable(r, place, type, describe(json), count == 0 ? "" : "it fits more than one of them");
}

ValueId read_map(ParamReader& r, const ParamPlace& place, types::TypeId type, const Json& json) {
  const types::Type shape = (*r.program.types)[type];
  if (!json.is_object()) return unreadable(r, place, type, describe(json));
  std::vector<value::MapItem> items;
  bool ok = true;
  for (const auto& [name, item] : json.items()) {
    ParamPlace at = inside(place, name);
    ValueId key = value::is_nfc(name) ? read_text(r, at, shape.key, name)
                                      : unreadable(r, at, shape.key, "a key that is not in Unicode's normal form C");
    ValueId value = read_json(r, at, shape.element, item);
    ok &= key.valid() && value.valid();
    for (const value::MapItem& other : items) {  // two spellings of one key
      if (!ok || !r.program.values->equal(other.key, key)) continue;
      return unreadable(r, at, shape.key, fmt::format("the key `{}` again", name));
    }
    if (ok) items.push_back({key, value});
  }
  return ok ? r.program.values->map(items) : ValueId();
}

struct Fields {
  std::vector<std::string_view> names;
  std::vector<ValueId> values;
};

/// The fields of a record or of a payload. A default of the type is not taken here: what comes from outside says all.
bool read_fields(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::vector<types::Field>& fields,
                 const RecordInfo* info, const Json& json, Fields& out) {
  std::vector<std::string_view> known;
  for (const types::Field& field : fields) known.push_back(field.name);
  bool ok = true;
  for (const auto& [name, item] : json.items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    auto best = nearest(name, known);
    unreadable(r, inside(place, name), type, "a field that the type does not have",
               best ? fmt::format("did you mean `{}`?", *best) : "it has " + list_names(known));
    ok = false;
  }
  for (size_t i = 0; i < fields.size(); ++i) {
    const types::Field& field = fields[i];
    ValueId value;
    if (auto item = json.find(field.name); item != json.end()) {
      value = read_json(r, inside(place, field.name), field.type, *item);
    } else if (field.has_default && info) {
      EvaluationRequest request{r.program, r.sources, r.loaded, {}, false};
      value = evaluate_alone(request, info->module, info->fields[i].default_value, r.contents, r.sink);
    } else if (r.program.types->kind(field.type) == TypeKind::Optional) {
      continue;
    } else {
      unreadable(r, inside(place, field.name), field.type, "nothing for it",
                 fmt::format("add the field `{}`", field.name));
    }
    ok &= value.valid();
    if (value.valid() && value != r.program.values->none()) {
      out.names.push_back(known[i]);
      out.values.push_back(value);
    }
  }
  return ok;
}

ValueId read_record(ParamReader& r, const ParamPlace& place, types::TypeId type, const Json& json) {
  const types::Type shape = (*r.program.types)[type];
  if (!json.is_object()) return unreadable(r, place, type, describe(json));
  auto info = r.program.records.find(type);
  Fields fields;
  if (!read_fields(r, place, type, shape.fields, info == r.program.records.end() ? nullptr : &info->second, json,
                   fields)) {
    return {};
  }
  return r.program.values->record(fields.names, fields.values);
}

ValueId read_enum(ParamReader& r, const ParamPlace& place, types::TypeId type, const Json& json) {
  if (json.is_string()) return read_text(r, place, type, json.get<std::string>());
  const types::Type shape = (*r.program.types)[type];
  if (!json.is_object() || json.size() != 1 || !json.begin().value().is_object()) {
    return unreadable(r, place, type, describe(json), "write the member's name, or {\"member\": {…}} with its payload");
  }
  std::string name = json.begin().key();
  int ordinal = shape.member_index(name);
  if (ordinal < 0) return unreadable(r, place, type, fmt::format("`{}`", name));
  std::vector<types::Field> payload = shape.members[ordinal].payload;
  for (size_t i = 0; i < payload.size(); ++i) {
    if (payload[i].name.empty()) payload[i].name = std::to_string(i);
  }
  auto info = r.program.enums.find(type);
  const RecordInfo* fields_info = info == r.program.enums.end() ? nullptr : &info->second.payloads[ordinal];
  Fields fields;
  if (!read_fields(r, inside(place, name), type, payload, fields_info, json.begin().value(), fields)) return {};
  return r.program.values->variant(name, static_cast<uint32_t>(ordinal),
                                   r.program.values->record(fields.names, fields.values));
}

ValueId read_secret(ParamReader& r, const ParamPlace& place, const Json& json) {
  if (json.is_object() && json.size() == 1 && json.begin().value().is_string()) {
    return read_secret_source(r, place, json.begin().key() + ":" + json.begin().value().get<std::string>());
  }
  return read_secret_source(r, place, "");
}

}  // namespace

ValueId read_json(ParamReader& r, const ParamPlace& place, types::TypeId type, const Json& json) {
  value::ValueStore& values = *r.program.values;
  TypeKind kind = r.program.types->kind(type);
  switch (kind) {
    case TypeKind::Error: return {};
    case TypeKind::Optional:
      return json.is_null() ? values.none() : read_json(r, place, (*r.program.types)[type].element, json);
    case TypeKind::Secret: return read_secret(r, place, json);
    case TypeKind::Bool:
      return json.is_boolean() ? values.boolean(json.get<bool>()) : unreadable(r, place, type, describe(json));
    case TypeKind::Int:
    case TypeKind::Port: {
      bool fits = json.is_number_integer() &&
                  !(json.is_number_unsigned() && json.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX));
      if (!fits) return unreadable(r, place, type, describe(json));
      int64_t number = json.get<int64_t>();
      if (kind == TypeKind::Port && (number < 1 || number > 65535)) {
        return unreadable(r, place, type, describe(json), "ports are 1 to 65535");
      }
      return values.integer(number);
    }
    case TypeKind::Float:
      return json.is_number() ? values.real(json.get<double>()) : unreadable(r, place, type, describe(json));
    case TypeKind::List: return read_list(r, place, type, json);
    case TypeKind::Set: return read_set(r, place, type, json);
    case TypeKind::Refined: return read_json(r, place, (*r.program.types)[type].element, json);
    case TypeKind::Union: return read_union(r, place, type, json);
    case TypeKind::Map: return read_map(r, place, type, json);
    case TypeKind::Record: return read_record(r, place, type, json);
    case TypeKind::Enum: return read_enum(r, place, type, json);
    case TypeKind::Kind:
    case TypeKind::Module:
      return unreadable(r, place, type, describe(json), "a reference to a resource cannot come from outside");
    default: break;
  }
  if (!json.is_string()) return unreadable(r, place, type, describe(json), "write it as a string");
  return read_text(r, place, type, json.get<std::string>());
}

}  // namespace infra::sema
