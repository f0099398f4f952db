// Lists, sets, maps and ranges put together.
#include <algorithm>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/fold/groups.h"
#include "compiler/value/keys.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::value::folding {
namespace {

bool is_sequence(const ValueStore& values, ValueId value) {
  return values.kind(value) == ValueKind::List || values.kind(value) == ValueKind::Set;
}

/// Of sets too, in their order: a spread. What it gives is a list.
Result<ValueId> concat(ValueStore& values, Operands operands) {
  ValueId left = operands[0], right = operands[1];
  bool known = true;
  for (ValueId operand : operands) {
    if (values.is_deferred_itself(operand)) {
      known = false;
    } else if (values.kind(operand) != ValueKind::String && !is_sequence(values, operand)) {
      return fail(wrong_operands(values, Op::Concat, operands));
    }
  }
  if (!known) return keep(values, Op::Concat, operands);
  if (is_sequence(values, left) != is_sequence(values, right)) {
    return fail(wrong_operands(values, Op::Concat, operands));
  }
  if (values.kind(left) == ValueKind::String) {
    std::string_view a = values.as_text(left), b = values.as_text(right);
    INFRA_TRY(make_text_room(values, a.size() + b.size()));
    INFRA_TRY(spend(values, (a.size() + b.size()) / kBytesOfAStep));
    return values.string(std::string(a).append(b));
  }
  size_t size = values.size(left) + values.size(right);
  INFRA_TRY(spend(values, size));
  INFRA_TRY(make_room(values, size * sizeof(ValueId)));
  llvm::SmallVector<ValueId, 16> items;
  for (ValueId operand : operands) {
    auto part = values.children(operand);
    items.append(part.begin(), part.end());
  }
  return bounded(values, values.list({items.data(), items.size()}));
}

Result<ValueId> make_range(ValueStore& values, Op op, Operands operands) {
  bool known = true;
  for (ValueId operand : operands) {
    if (values.is_deferred_itself(operand)) {
      known = false;
    } else if (values.kind(operand) != ValueKind::Int) {
      return fail(wrong_operands(values, op, operands));
    }
  }
  if (!known) return keep(values, op, operands);
  int64_t begin = values.as_int(operands[0]), end = values.as_int(operands[1]);
  if (op == Op::MakeRangeInclusive) {
    if (end == std::numeric_limits<int64_t>::max()) {
      return fail(diag::error(diag::IntOverflow, fmt::format("{}..={}", begin, end)));
    }
    ++end;
  }
  return values.range(begin, end);
}

/// Which items there are hangs on each of them, so all must be known.
Result<ValueId> make_set(ValueStore& values, Operands operands) {
  ValueId list = operands[0];
  bool is_list = values.kind(list) == ValueKind::List || values.kind(list) == ValueKind::Set;
  if (!is_list && !values.is_deferred_itself(list)) return fail(wrong_operands(values, Op::MakeSet, operands));
  if (values.is_deferred(list)) return keep(values, Op::MakeSet, operands);
  INFRA_TRY(spend(values, values.weight(list)));
  INFRA_TRY(make_room(values, values.size(list) * sizeof(ValueId)));
  ValueId set = values.set(values.children(list));
  auto items = values.children(set);
  for (size_t i = 1; i < items.size(); ++i) {
    if (values.order(items[i - 1], items[i]) == 0)
      return fail(diag::error(diag::DuplicateItem, describe(values, items[i])));
  }
  return set;
}

/// The key without the quotes of code, which the message has.
std::string key_text(const ValueStore& values, ValueId key) {
  std::string text = describe(values, key);
  bool quoted = text.size() > 2 && text.front() == '`' && text.back() == '`';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// The keys must be known, the values need not be.
Result<ValueId> make_map(ValueStore& values, Operands operands) {
  ValueId list = operands[0];
  if (values.is_deferred_itself(list)) return keep(values, Op::MakeMap, operands);
  if (values.kind(list) != ValueKind::List) return fail(wrong_operands(values, Op::MakeMap, operands));
  INFRA_TRY(spend(values, values.size(list)));
  INFRA_TRY(make_room(values, 2 * values.size(list) * sizeof(ValueId)));
  std::vector<MapItem> entries;
  for (ValueId item : values.children(list)) {
    if (values.is_deferred_itself(item)) return keep(values, Op::MakeMap, operands);
    if (values.kind(item) != ValueKind::Record) return fail(wrong_operands(values, Op::MakeMap, operands));
    ValueId key = values.field(item, "key"), value = values.field(item, "value");
    if (!key.valid()) return fail(wrong_operands(values, Op::MakeMap, operands));
    if (values.is_deferred(key)) return keep(values, Op::MakeMap, operands);
    INFRA_TRY(normal_key(values, key));
    entries.push_back({key, value.valid() ? value : values.none()});
  }
  ValueId map = values.map(entries);
  auto items = values.children(map);
  for (size_t i = 2; i < items.size(); i += 2) {
    if (values.equal(items[i - 2], items[i])) return fail(diag::error(diag::DuplicateKey, key_text(values, items[i])));
  }
  return bounded(values, map);
}

/// The items of a map, which are in the order of their keys: key, value, key, value, ….
struct Items {
  std::span<const ValueId> parts;

  size_t size() const { return parts.size() / 2; }
  ValueId key(size_t index) const { return parts[2 * index]; }
  /// Those of `[begin, end)` behind `out`.
  void copy(size_t begin, size_t end, std::vector<ValueId>& out) const {
    out.insert(out.end(), parts.begin() + static_cast<ptrdiff_t>(2 * begin),
               parts.begin() + static_cast<ptrdiff_t>(2 * end));
  }
};

/// The first item from `from` on whose key is not less than `key`. Steps that double: what is near is found at once, and
/// of two maps whose keys do not mix hardly a key is looked at.
size_t seek(const ValueStore& values, const Items& items, size_t from, ValueId key) {
  size_t step = 1, low = from;
  while (low + step <= items.size() && values.less(items.key(low + step - 1), key)) {
    low += step;
    step *= 2;
  }
  size_t high = std::min(low + step, items.size());
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (values.less(items.key(middle), key)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/// Both in one, in the order of their keys; of equal keys the item of `over`.
std::vector<ValueId> merged(const ValueStore& values, const Items& base, const Items& over) {
  std::vector<ValueId> parts;
  parts.reserve(2 * (base.size() + over.size()));
  size_t at = 0, next = 0;
  while (at < base.size() && next < over.size()) {
    const size_t end = seek(values, base, at, over.key(next));
    base.copy(at, end, parts);
    at = end;
    if (at == base.size()) break;
    if (!values.less(over.key(next), base.key(at))) ++at;
    over.copy(next, next + 1, parts);
    ++next;
    if (at == base.size() || next == over.size()) break;
    const size_t until = seek(values, over, next, base.key(at));
    over.copy(next, until, parts);
    next = until;
  }
  base.copy(at, base.size(), parts);
  over.copy(next, over.size(), parts);
  return parts;
}

Result<ValueId> merge(ValueStore& values, Operands operands) {
  bool known = true;
  for (ValueId operand : operands) {
    if (values.is_deferred_itself(operand)) {
      known = false;
    } else if (values.kind(operand) != ValueKind::Map) {
      return fail(wrong_operands(values, Op::Merge, operands));
    }
  }
  if (!known) return keep(values, Op::Merge, operands);
  size_t size = values.size(operands[0]) + values.size(operands[1]);
  INFRA_TRY(spend(values, size));
  INFRA_TRY(make_room(values, 2 * size * sizeof(ValueId)));
  const std::vector<ValueId> parts = merged(values, {values.children(operands[0])}, {values.children(operands[1])});
  return bounded(values, values.map_in_order(parts));
}

}  // namespace

Result<ValueId> fold_collection(ValueStore& values, Op op, Operands operands) {
  switch (op) {
    case Op::Concat: return concat(values, operands);
    case Op::MakeSet: return make_set(values, operands);
    case Op::MakeMap: return make_map(values, operands);
    case Op::Merge: return merge(values, operands);
    default: return make_range(values, op, operands);
  }
}

}  // namespace infra::value::folding
