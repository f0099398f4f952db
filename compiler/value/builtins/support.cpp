#include "compiler/value/builtins/support.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

Signature signature(std::vector<types::TypeId> parameters, types::TypeId result, size_t optional) {
  size_t required = parameters.size() - optional;
  return {result, std::move(parameters), required};
}

std::optional<Signature> method(const types::TypeStore& types, types::TypeId self, TypeKind kind,
                                std::vector<types::TypeId> parameters, types::TypeId result, size_t optional) {
  if (types.kind(self) != kind) return std::nullopt;
  return signature(std::move(parameters), result, optional);
}

types::TypeId list_element(const types::TypeStore& types, types::TypeId self) {
  return types.kind(self) == TypeKind::List ? types[self].element : types::TypeId();
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

Result<ValueId> decide(ValueStore& values, Op op, std::span<const ValueId> arguments, FunctionCaller& caller) {
  ValueId decisive = values.boolean(op == Op::Or);
  ValueId answer = values.boolean(op == Op::And);
  for (size_t i = 0; i < values.size(arguments[0]) && answer != decisive; ++i) {
    ValueId item = values.children(arguments[0])[i];  // anew each time: calling moves the store
    Result<ValueId> one = caller.call(values, arguments[1], {&item, 1});
    if (!one && values.is_deferred(answer) && !ends_all(one.error())) return ValueId();
    INFRA_TRY(one);
    const std::array<ValueId, 2> operands = {answer, *one};
    INFRA_ASSIGN(answer, value::fold(values, op, operands));
  }
  return answer;
}

bool ends_all(const Error& error) { return error.code == diag::BudgetSpent.code; }

Result<int64_t> int_between(std::string_view builtin, const ValueStore& values, ValueId value,
                            std::string_view parameter, int64_t low, int64_t high) {
  int64_t given = values.as_int(value);
  if (given >= low && given <= high) return given;
  return out_of_range(builtin, values, value, parameter, fmt::format("it must be {} to {}", low, high));
}

double number(const ValueStore& values, ValueId value) {
  return values.kind(value) == ValueKind::Int ? static_cast<double>(values.as_int(value)) : values.as_float(value);
}

Result<ValueId> new_text(ValueStore& values, std::string_view text) {
  INFRA_TRY(folding::make_text_room(values, text.size()));
  return values.string(text);
}

Result<ValueId> text_list(ValueStore& values, std::span<const std::string_view> parts) {
  INFRA_TRY(folding::spend(values, parts.size()));
  std::vector<ValueId> items;
  items.reserve(parts.size());
  for (std::string_view part : parts) {
    INFRA_TRY(folding::make_room(values, part.size() + sizeof(ValueId)));
    items.push_back(values.string(part));
  }
  return values.list(items);
}

std::vector<ValueId> parts_of(const ValueStore& values, ValueId value) {
  auto parts = values.children(value);
  return {parts.begin(), parts.end()};
}

size_t code_point_offset(std::string_view text, uint64_t index) {
  size_t i = 0;
  for (; i < text.size(); ++i) {
    bool starts = (static_cast<uint8_t>(text[i]) & 0xC0) != 0x80;
    if (starts && index-- == 0) break;
  }
  return i;
}

}  // namespace infra::value::builtin

namespace infra::value {

bool is_ordered(const types::TypeStore& types, types::TypeId id) {
  const types::Type& type = types[id];
  if (type.kind == types::TypeKind::Enum) {
    return std::all_of(type.members.begin(), type.members.end(), [](const auto& m) { return m.payload.empty(); });
  }
  return builtin::is_amount(types, id) || type.kind == types::TypeKind::String || type.kind == types::TypeKind::Date;
}

}  // namespace infra::value
