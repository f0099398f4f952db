// ValueStore: looking at values.
#include <algorithm>
#include <bit>
#include <cassert>

#include "compiler/value/fold.h"
#include "compiler/value/value.h"

namespace infra::value {

ValueKind ValueStore::kind(ValueId id) const { return cell(id).kind; }
bool ValueStore::is_deferred(ValueId id) const { return (cell(id).flags & kDeferred) != 0; }
bool ValueStore::has_secret(ValueId id) const { return (cell(id).flags & kHasSecret) != 0; }
bool ValueStore::has_var(ValueId id) const { return (cell(id).flags & kHasVar) != 0; }

bool ValueStore::has_closure(ValueId id) const { return (cell(id).flags & kHasClosure) != 0; }

bool ValueStore::is_deferred_itself(ValueId id) const {
  switch (kind(id)) {
    case ValueKind::Secret:
    case ValueKind::Result:
    case ValueKind::Apply:
    case ValueKind::Var: return true;
    default: return false;
  }
}

bool ValueStore::as_bool(ValueId id) const {
  assert(kind(id) == ValueKind::Bool);
  return cell(id).bits != 0;
}

int64_t ValueStore::as_int(ValueId id) const {
  assert(kind(id) == ValueKind::Int);
  return static_cast<int64_t>(cell(id).bits);
}

double ValueStore::as_float(ValueId id) const {
  assert(kind(id) == ValueKind::Float);
  return std::bit_cast<double>(cell(id).bits);
}

std::string_view ValueStore::as_text(ValueId id) const {
  const Cell& c = cell(id);
  switch (c.kind) {
    case ValueKind::String:
    case ValueKind::Reference: return names_.text(Name(c.first));
    case ValueKind::Variant: return names_.text(members_[c.extra()].name);
    case ValueKind::Secret:
    case ValueKind::Result: return names_.text(Name(c.extra()));
    default: assert(false && "a value without text"); return {};
  }
}

std::pair<int64_t, int64_t> ValueStore::as_range(ValueId id) const {
  assert(kind(id) == ValueKind::Range);
  return ranges_[cell(id).first];
}

std::span<const ValueId> ValueStore::children(ValueId id) const {
  const Cell& c = cell(id);
  switch (c.kind) {
    case ValueKind::List:
    case ValueKind::Map:
    case ValueKind::Set:
    case ValueKind::Record:
    case ValueKind::Variant:
    case ValueKind::Result:
    case ValueKind::Lambda:
    case ValueKind::Apply: return {elements_.data() + c.first, c.count()};
    default: return {};
  }
}

size_t ValueStore::size(ValueId id) const {
  const Cell& c = cell(id);
  switch (c.kind) {
    case ValueKind::List:
    case ValueKind::Set:
    case ValueKind::Record: return c.count();
    case ValueKind::Map: return c.count() / 2;
    case ValueKind::Range: {
      auto [begin, end] = as_range(id);
      return begin < end ? static_cast<uint64_t>(end) - static_cast<uint64_t>(begin) : 0;
    }
    default: assert(false && "a value without size"); return 0;
  }
}

std::span<const Name> ValueStore::shape_names(const Cell& c) const {
  const Shape& shape = shapes_[c.extra()];
  return {shape_names_.data() + shape.first, shape.count};
}

std::string_view ValueStore::field_name(ValueId record, size_t index) const {
  assert(kind(record) == ValueKind::Record);
  return names_.text(shape_names(cell(record))[index]);
}

ValueId ValueStore::field(ValueId record, std::string_view name) const {
  assert(kind(record) == ValueKind::Record);
  auto names = shape_names(cell(record));
  auto found = std::lower_bound(names.begin(), names.end(), name,
                                [&](Name n, std::string_view wanted) { return names_.text(n) < wanted; });
  if (found == names.end() || names_.text(*found) != name) return ValueId();
  return children(record)[static_cast<size_t>(found - names.begin())];
}

ValueId ValueStore::find(ValueId map, ValueId key) const {
  assert(kind(map) == ValueKind::Map);
  auto items = children(map);
  size_t low = 0, high = items.size() / 2;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (less(items[2 * middle], key)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return 2 * low < items.size() && equal(items[2 * low], key) ? items[2 * low + 1] : ValueId();
}

uint32_t ValueStore::ordinal(ValueId variant) const {
  assert(kind(variant) == ValueKind::Variant);
  return members_[cell(variant).extra()].ordinal;
}

Digest ValueStore::content_digest(ValueId id) const {
  assert(kind(id) == ValueKind::Artifact || kind(id) == ValueKind::Dir);
  return contents_[cell(id).first].digest;
}

uint64_t ValueStore::content_size(ValueId id) const {
  assert(kind(id) == ValueKind::Artifact || kind(id) == ValueKind::Dir);
  return contents_[cell(id).first].size;
}

std::string_view ValueStore::secret_source(ValueId secret) const {
  assert(kind(secret) == ValueKind::Secret);
  return names_.text(Name(cell(secret).first));
}

Op ValueStore::op(ValueId apply) const {
  assert(kind(apply) == ValueKind::Apply);
  return cell(apply).op;
}

uint32_t ValueStore::var_depth(ValueId var) const {
  assert(kind(var) == ValueKind::Var);
  return cell(var).first;
}

uint32_t ValueStore::lambda_parameters(ValueId lambda) const {
  assert(kind(lambda) == ValueKind::Lambda);
  return cell(lambda).extra();
}

uint32_t ValueStore::closure_number(ValueId closure) const {
  assert(kind(closure) == ValueKind::Closure);
  return cell(closure).first;
}

uint32_t ValueStore::depth(ValueId id) const { return cell(id).depth; }

uint32_t ValueStore::weight(ValueId id) const {
  const Cell& c = cell(id);
  switch (c.kind) {
    case ValueKind::List:
    case ValueKind::Map:
    case ValueKind::Set:
    case ValueKind::Record:
    case ValueKind::Variant:
    case ValueKind::Result:
    case ValueKind::Lambda:
    case ValueKind::Apply: return elements_[c.first - 1].index;
    default: return 1;
  }
}

bool ValueStore::equal(ValueId a, ValueId b) const {
  if (a == b) return true;
  const Cell& x = cell(a);
  const Cell& y = cell(b);
  if (x.kind != y.kind) return false;
  switch (x.kind) {
    case ValueKind::Apply:
      if (x.op != y.op) return false;
      break;
    case ValueKind::Record:
    case ValueKind::Variant:
    case ValueKind::Lambda:
    case ValueKind::Result:
      if (x.extra() != y.extra()) return false;
      break;
    case ValueKind::List:
    case ValueKind::Set:
    case ValueKind::Map: break;
    default: return false;  // interned: equal ones have equal ids
  }
  auto left = children(a), right = children(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](ValueId l, ValueId r) { return equal(l, r); });
}

bool ValueStore::less(ValueId a, ValueId b) const {
  const Cell& x = cell(a);
  const Cell& y = cell(b);
  if (x.kind != y.kind) return x.kind < y.kind;
  switch (x.kind) {
    case ValueKind::Bool:
    case ValueKind::Int: return static_cast<int64_t>(x.bits) < static_cast<int64_t>(y.bits);
    case ValueKind::Float: return as_float(a) < as_float(b);
    case ValueKind::Variant: return ordinal(a) < ordinal(b);
    case ValueKind::String:
    case ValueKind::Reference: return as_text(a) < as_text(b);  // UTF-8 bytes order as code points do
    default: return false;
  }
}

int ValueStore::order(ValueId a, ValueId b) const {
  if (a == b) return 0;
  if (kind(a) != kind(b)) return kind(a) < kind(b) ? -1 : 1;
  if (less(a, b)) return -1;
  if (less(b, a)) return 1;
  auto left = children(a), right = children(b);
  bool record = kind(a) == ValueKind::Record;
  for (size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (record) {
      int names = field_name(a, i).compare(field_name(b, i));
      if (names != 0) return names;
    }
    if (int parts = order(left[i], right[i]); parts != 0) return parts;
  }
  if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
  switch (kind(a)) {
    case ValueKind::Range: return as_range(a) < as_range(b) ? -1 : 1;
    case ValueKind::Artifact:
    case ValueKind::Dir: return content_digest(a).bytes < content_digest(b).bytes ? -1 : 1;
    case ValueKind::List:
    case ValueKind::Set:
    case ValueKind::Map:
    case ValueKind::Record:
    case ValueKind::Variant: return 0;
    default: return a < b ? -1 : 1;  // interned: different ids are different values
  }
}

size_t ValueStore::cell_count() const { return cells_.size(); }

size_t ValueStore::byte_size() const {
  // What is reserved counts, of each name its entries in the interner's table and list, and the moment at which the
  // largest part grows by a quarter: then it has its old and its new place.
  constexpr size_t kNameBytes = 64;
  size_t cells = cells_.capacity() * sizeof(Cell), elements = elements_.capacity() * sizeof(ValueId);
  size_t growing = std::max(cells, elements);
  return cells + elements + growing + growing / 4 + slots_.size() * sizeof(uint32_t) + names_.size() * kNameBytes +
         text_bytes_;
}

bool ValueStore::spend(uint64_t steps) {
  steps_ += std::min(steps, kMaxSteps + 1);
  return steps_ <= kMaxSteps;
}

bool ValueStore::has_room_for(uint64_t bytes) const {
  uint64_t used = byte_size() - bytes_before_;
  return used <= kMaxValueBytes && bytes <= kMaxValueBytes - used;
}

void ValueStore::renew_budget() {
  steps_ = 0;
  bytes_before_ = byte_size();
}

}  // namespace infra::value
