// Parts of values: fields, items, members and their payloads.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/fold/groups.h"

namespace infra::value::folding {
namespace {

Error missing_key(const ValueStore& values, ValueId map, ValueId key) {
  Error error = diag::error(diag::MissingKey, describe(values, key));
  std::vector<std::string_view> names;
  auto items = values.children(map);
  for (size_t i = 0; i < items.size(); i += 2) {
    if (values.kind(items[i]) == ValueKind::String) names.push_back(values.as_text(items[i]));
  }
  if (names.empty()) return error;
  if (values.kind(key) == ValueKind::String) {
    if (auto near = nearest(values.as_text(key), names)) {
      return std::move(error).way_out(fmt::format("did you mean `{}`?", *near));
    }
  }
  return std::move(error).note(fmt::format("its keys are {}", list_names(names)));
}

Result<ValueId> item_at(ValueStore& values, Operands operands) {
  ValueId container = operands[0], index = operands[1];
  if (values.is_deferred_itself(container) || values.is_deferred(index)) return keep(values, Op::GetIndex, operands);
  ValueKind kind = values.kind(container);
  if (kind == ValueKind::Map) {
    ValueId found = values.find(container, index);
    if (!found.valid()) return fail(missing_key(values, container, index));
    return found;
  }
  if ((kind != ValueKind::List && kind != ValueKind::Range) || values.kind(index) != ValueKind::Int) {
    return fail(wrong_operands(values, Op::GetIndex, operands));
  }
  int64_t at = values.as_int(index);
  uint64_t size = values.size(container);
  if (at < 0 || static_cast<uint64_t>(at) >= size) {
    Error error = diag::error(diag::IndexOutOfBounds, at, size);
    if (size == 0) return fail(std::move(error));
    return fail(std::move(error).note(fmt::format("items are counted from 0 to {}", size - 1)));
  }
  if (kind == ValueKind::List) return values.children(container)[static_cast<size_t>(at)];
  return values.integer(values.as_range(container).first + at);
}

}  // namespace

Result<ValueId> fold_access(ValueStore& values, Op op, Operands operands) {
  if (op == Op::GetIndex) return item_at(values, operands);
  ValueId whole = operands[0];
  if (values.kind(operands[1]) != ValueKind::String) return fail(wrong_operands(values, op, operands));
  if (values.is_deferred_itself(whole)) return keep(values, op, operands);
  std::string_view name = values.as_text(operands[1]);
  ValueKind kind = values.kind(whole);
  if (op == Op::GetField && kind == ValueKind::Reference) return values.result(whole, name);
  if (op == Op::GetField && kind == ValueKind::Record) {
    // Absent optionals are left out of records.
    ValueId field = values.field(whole, name);
    return field.valid() ? field : values.none();
  }
  if (op == Op::IsMember && kind == ValueKind::Variant) return values.boolean(values.as_text(whole) == name);
  if (op == Op::Payload && kind == ValueKind::Variant && !values.children(whole).empty()) {
    ValueId field = values.field(values.children(whole)[0], name);
    return field.valid() ? field : values.none();
  }
  return fail(wrong_operands(values, op, operands));
}

}  // namespace infra::value::folding
