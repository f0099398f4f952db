#include <algorithm>
#include <vector>

#include "compiler/base/json.h"
#include "compiler/plan/json/json_writer.h"
#include "compiler/types/print.h"

namespace infra::plan {
namespace {

using types::Field;
using types::TypeKind;

void write_field(std::string& out, const types::TypeStore& types, const Field& field) {
  out += "{\"name\":";
  append_json_string(out, field.name);
  out += ",\"type\":";
  write_type(out, types, field.type);
  out.push_back('}');
}

/// The order in which a record's fields are declared means nothing; the names and order of an enum's members and of
/// their payloads do.
void write_sorted_fields(std::string& out, const types::TypeStore& types, const std::vector<Field>& fields) {
  std::vector<const Field*> sorted;
  for (const Field& field : fields) sorted.push_back(&field);
  std::sort(sorted.begin(), sorted.end(), [](const Field* a, const Field* b) { return a->name < b->name; });
  out.push_back('[');
  for (size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0) out.push_back(',');
    write_field(out, types, *sorted[i]);
  }
  out.push_back(']');
}

void write_members(std::string& out, const types::TypeStore& types, const std::vector<types::Member>& members) {
  out.push_back('[');
  for (size_t i = 0; i < members.size(); ++i) {
    if (i > 0) out.push_back(',');
    out += "{\"name\":";
    append_json_string(out, members[i].name);
    if (!members[i].payload.empty()) {
      out += ",\"payload\":[";
      for (size_t j = 0; j < members[i].payload.size(); ++j) {
        if (j > 0) out.push_back(',');
        write_field(out, types, members[i].payload[j]);
      }
      out.push_back(']');
    }
    out.push_back('}');
  }
  out.push_back(']');
}

/// The order of the members means nothing, so they stand in that of their text.
void write_union(std::string& out, const types::TypeStore& types, const std::vector<types::TypeId>& members) {
  std::vector<std::string> texts;
  for (types::TypeId member : members) write_type(texts.emplace_back(), types, member);
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  if (texts.size() == 1) {  // they differed in rules only
    out += texts.front();
    return;
  }
  out += "{\"union\":[";
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out.push_back(',');
    out += texts[i];
  }
  out += "]}";
}

}  // namespace

void write_type(std::string& out, const types::TypeStore& types, types::TypeId id) {
  const types::Type& type = types[id];
  auto wrap = [&](std::string_view tag) {
    out += tag;
    write_type(out, types, type.element);
    out.push_back('}');
  };
  switch (type.kind) {
    case TypeKind::Optional: return wrap("{\"optional\":");
    case TypeKind::List: return wrap("{\"list\":");
    case TypeKind::Set: return wrap("{\"set\":");
    case TypeKind::Secret: return wrap("{\"secret\":");
    case TypeKind::Refined: return write_type(out, types, type.element);  // its rule has been asked, or is a check
    case TypeKind::Union: return write_union(out, types, type.parts);
    case TypeKind::Map:
      out += "{\"map\":[";
      write_type(out, types, type.key);
      out.push_back(',');
      write_type(out, types, type.element);
      out += "]}";
      return;
    case TypeKind::Record:
    case TypeKind::Module:
      out += type.kind == TypeKind::Record ? "{\"record\":" : "{\"module\":";
      write_sorted_fields(out, types, type.fields);
      out.push_back('}');
      return;
    case TypeKind::Enum:
      out += "{\"enum\":";
      write_members(out, types, type.members);
      out.push_back('}');
      return;
    case TypeKind::Kind:
      out += "{\"kind\":";
      append_json_string(out, type.name);
      out.push_back('}');
      return;
    default: append_json_string(out, types::print(types, id));
  }
}

}  // namespace infra::plan
