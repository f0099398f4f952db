#include "runtime/change/units.h"

#include "compiler/value/scalars.h"

namespace infra::runtime {

namespace {

using types::TypeId;
using types::TypeKind;

/// Types are not recursive, so their nesting bounds this.
void show(const types::TypeStore& types, TypeId type, Json& value);

void show_fields(const types::TypeStore& types, const std::vector<types::Field>& fields, Json& record) {
  for (size_t i = 0; i < fields.size(); ++i) {
    const auto member = record.find(fields[i].name.empty() ? std::to_string(i) : fields[i].name);
    if (member != record.end()) show(types, fields[i].type, *member);
  }
}

void show(const types::TypeStore& types, TypeId type, Json& value) {
  const types::Type& t = types[type];
  switch (t.kind) {
    case TypeKind::Optional:
    case TypeKind::Refined:
    case TypeKind::Secret: return show(types, t.element, value);
    case TypeKind::Size:
      if (value.is_number_integer()) value = value::print_size(value.get<int64_t>());
      return;
    case TypeKind::Duration:
      if (value.is_number_integer()) value = value::print_duration(value.get<int64_t>());
      return;
    case TypeKind::List:
    case TypeKind::Set:
    case TypeKind::Map:
      if (value.is_structured())
        for (Json& part : value) show(types, t.element, part);
      return;
    case TypeKind::Record:
      if (value.is_object()) show_fields(types, t.fields, value);
      return;
    case TypeKind::Enum:
      if (value.is_object() && value.size() == 1 && value.begin()->is_object())
        if (const types::Member* member = t.member(value.begin().key()))
          show_fields(types, member->payload, *value.begin());
      return;
    default: return;
  }
}

}  // namespace

Json with_units(const types::TypeStore& types, const plan::Kind& kind, Json inputs) {
  if (!inputs.is_object()) return inputs;
  for (const plan::KindField& field : kind.fields) {
    const auto member = inputs.find(field.name);
    if (member != inputs.end()) show(types, field.type, *member);
  }
  return inputs;
}

}  // namespace infra::runtime
