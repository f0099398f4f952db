// Equality, order and membership.
#include <algorithm>
#include <compare>
#include <optional>

#include "compiler/value/fold/groups.h"
#include "compiler/value/scalars/version.h"

namespace infra::value::folding {
namespace {

/// Exact, also where an Int has no equal double.
std::partial_ordering compare(int64_t a, double b) {
  if (b >= 9223372036854775808.0) return std::partial_ordering::less;
  if (b < -9223372036854775808.0) return std::partial_ordering::greater;
  auto whole = static_cast<int64_t>(b);
  if (a != whole) return a < whole ? std::partial_ordering::less : std::partial_ordering::greater;
  return 0.0 <=> (b - static_cast<double>(whole));
}

std::partial_ordering reversed(std::partial_ordering order) {
  return order < 0 ? std::partial_ordering::greater : order > 0 ? std::partial_ordering::less : order;
}

/// The order of two constants, unordered when there is none.
std::partial_ordering compare(const ValueStore& values, ValueId a, ValueId b) {
  ValueKind x = values.kind(a), y = values.kind(b);
  if (x == ValueKind::Int && y == ValueKind::Int) return values.as_int(a) <=> values.as_int(b);
  if (x == ValueKind::Float && y == ValueKind::Float) return values.as_float(a) <=> values.as_float(b);
  if (x == ValueKind::Int && y == ValueKind::Float) return compare(values.as_int(a), values.as_float(b));
  if (x == ValueKind::Float && y == ValueKind::Int) return reversed(compare(values.as_int(b), values.as_float(a)));
  if (x == ValueKind::String && y == ValueKind::String) return values.as_text(a) <=> values.as_text(b);
  return std::partial_ordering::unordered;
}

/// Whether two values are equal, as far as it is known: a list of one deferred item never equals one of two.
std::optional<bool> equal(const ValueStore& values, ValueId a, ValueId b) {
  if (values.is_deferred_itself(a) || values.is_deferred_itself(b)) return std::nullopt;
  if (!values.is_deferred(a) && a == b) return true;
  std::partial_ordering order = compare(values, a, b);
  if (order != std::partial_ordering::unordered) return order == 0;
  if (values.kind(a) != values.kind(b)) return false;
  switch (values.kind(a)) {
    case ValueKind::Record:
      // Absent optionals may be left out, so a missing field is `none`.
      break;
    case ValueKind::Variant:
      if (values.as_text(a) != values.as_text(b)) return false;
      break;
    case ValueKind::List:
    case ValueKind::Set:
    case ValueKind::Map: break;
    default: return false;  // interned: equal ones have equal ids
  }
  std::optional<bool> all = true;
  auto both = [&](ValueId left, ValueId right) {
    std::optional<bool> one = equal(values, left, right);
    if (one == false) all = false;
    if (!one && all == true) all = std::nullopt;
    return all != false;
  };
  auto left = values.children(a), right = values.children(b);
  if (values.kind(a) == ValueKind::Record) {
    size_t i = 0, j = 0;
    while (i < left.size() || j < right.size()) {
      std::string_view name = i < left.size() ? values.field_name(a, i) : std::string_view();
      std::string_view other = j < right.size() ? values.field_name(b, j) : std::string_view();
      bool take_left = j == right.size() || (i < left.size() && name <= other);
      bool take_right = i == left.size() || (j < right.size() && other <= name);
      if (!both(take_left ? left[i] : values.none(), take_right ? right[j] : values.none())) return false;
      i += take_left;
      j += take_right;
    }
    return all;
  }
  if (left.size() != right.size()) return false;
  for (size_t i = 0; i < left.size(); ++i) {
    if (!both(left[i], right[i])) return false;
  }
  return all;
}

Result<ValueId> fold_in(ValueStore& values, Operands operands) {
  ValueId item = operands[0], container = operands[1];
  if (values.is_deferred_itself(container)) return keep(values, Op::In, operands);
  ValueKind kind = values.kind(container);
  if (kind == ValueKind::List) {
    INFRA_TRY(spend(values, values.weight(container)));
    bool undecided = false;
    for (ValueId other : values.children(container)) {
      std::optional<bool> same = equal(values, item, other);
      if (same == true) return values.boolean(true);
      undecided |= !same;
    }
    return undecided ? keep(values, Op::In, operands) : Result<ValueId>(values.boolean(false));
  }
  if (values.is_deferred(item)) return keep(values, Op::In, operands);
  if (kind == ValueKind::Map) return values.boolean(values.find(container, item).valid());
  if (kind == ValueKind::Set) {
    auto items = values.children(container);
    auto before = [&](ValueId a, ValueId b) { return values.order(a, b) < 0; };
    return values.boolean(std::binary_search(items.begin(), items.end(), item, before));
  }
  if (kind == ValueKind::Range && values.kind(item) == ValueKind::Int) {
    auto [begin, end] = values.as_range(container);
    return values.boolean(begin <= values.as_int(item) && values.as_int(item) < end);
  }
  if (kind == ValueKind::String && values.kind(item) == ValueKind::String) {
    return values.boolean(values.as_text(container).find(values.as_text(item)) != std::string_view::npos);
  }
  return fail(wrong_operands(values, Op::In, operands));
}

Result<ValueId> fold_less_version(ValueStore& values, Operands operands) {
  std::optional<Version> parsed[2];
  for (int i = 0; i < 2; ++i) {
    if (values.kind(operands[i]) == ValueKind::String) parsed[i] = parse_version(values.as_text(operands[i]));
    if (!parsed[i]) return fail(wrong_operands(values, Op::LessVersion, operands));
  }
  return values.boolean(precedes(*parsed[0], *parsed[1]));
}

}  // namespace

Result<ValueId> fold_comparison(ValueStore& values, Op op, Operands operands) {
  ValueId left = operands[0], right = operands[1];
  if (op == Op::In) return fold_in(values, operands);
  if (op == Op::Equal || op == Op::NotEqual) {
    INFRA_TRY(spend(values, std::min(values.weight(left), values.weight(right))));
    std::optional<bool> same = equal(values, left, right);
    return same ? Result<ValueId>(values.boolean(*same == (op == Op::Equal))) : keep(values, op, operands);
  }
  if (values.is_deferred_itself(left) || values.is_deferred_itself(right)) return keep(values, op, operands);
  if (op == Op::LessVersion) return fold_less_version(values, operands);
  std::partial_ordering order = compare(values, left, right);
  if (order == std::partial_ordering::unordered) return fail(wrong_operands(values, op, operands));
  return values.boolean(op == Op::Less ? order < 0 : order <= 0);
}

}  // namespace infra::value::folding
