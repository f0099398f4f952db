#include "compiler/value/builtins/support.h"

#include <algorithm>

#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"

namespace infra::value::builtin {

Signature signature(std::vector<types::TypeId> parameters, types::TypeId result) {
  size_t required = parameters.size();
  return {result, std::move(parameters), required};
}

std::optional<Signature> method(const types::TypeStore& types, types::TypeId self, TypeKind kind,
                                std::vector<types::TypeId> parameters, types::TypeId result) {
  if (types.kind(self) != kind) return std::nullopt;
  return signature(std::move(parameters), result);
}

bool is_amount(const types::TypeStore& types, types::TypeId type) {
  switch (types.kind(type)) {
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::Port:
    case TypeKind::Size:
    case TypeKind::Duration: return true;
    default: return false;
  }
}

bool is_ordered(const types::TypeStore& types, types::TypeId id) {
  const types::Type& type = types[id];
  if (type.kind == TypeKind::Enum) {
    return std::all_of(type.members.begin(), type.members.end(), [](const auto& m) { return m.payload.empty(); });
  }
  return is_amount(types, id) || type.kind == TypeKind::String || type.kind == TypeKind::Date;
}

tl::unexpected<Error> out_of_range(std::string_view builtin, const ValueStore& values, ValueId value,
                                   std::string_view parameter, std::string_view reason) {
  return fail(diag::error(diag::ArgumentOutOfRange, builtin, folding::describe(values, value), parameter, reason));
}

Result<uint64_t> count_of(std::string_view builtin, const ValueStore& values, ValueId value,
                          std::string_view parameter) {
  int64_t count = values.as_int(value);
  if (count < 0) return out_of_range(builtin, values, value, parameter, "it is below zero");
  return static_cast<uint64_t>(count);
}

double number(const ValueStore& values, ValueId value) {
  return values.kind(value) == ValueKind::Int ? static_cast<double>(values.as_int(value)) : values.as_float(value);
}

size_t code_point_offset(std::string_view text, uint64_t index) {
  size_t i = 0;
  for (; i < text.size(); ++i) {
    bool starts = (static_cast<uint8_t>(text[i]) & 0xC0) != 0x80;
    if (starts && index-- == 0) break;
  }
  return i;
}

int order(const ValueStore& values, ValueId a, ValueId b) {
  if (a == b) return 0;
  if (values.kind(a) != values.kind(b)) return values.kind(a) < values.kind(b) ? -1 : 1;
  if (values.less(a, b)) return -1;
  if (values.less(b, a)) return 1;
  auto left = values.children(a), right = values.children(b);
  bool record = values.kind(a) == ValueKind::Record;
  for (size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (record) {
      int names = values.field_name(a, i).compare(values.field_name(b, i));
      if (names != 0) return names;
    }
    if (int parts = order(values, left[i], right[i]); parts != 0) return parts;
  }
  if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
  switch (values.kind(a)) {
    case ValueKind::List:
    case ValueKind::Map:
    case ValueKind::Record:
    case ValueKind::Variant: return 0;
    default: return a < b ? -1 : 1;  // interned: different ids are different values
  }
}

}  // namespace infra::value::builtin
