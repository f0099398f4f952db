// ValueStore: making values.
#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

#include "compiler/value/value.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::value {
namespace {

/// Room for `count` more. While a vector grows it takes its old and its new place: large ones grow by a quarter, so that
/// what is promised of memory holds for that moment as well.
template <typename T>
void reserve_more(std::vector<T>& vector, size_t count) {
  constexpr size_t kLarge = (16 << 20) / sizeof(T);
  size_t wanted = vector.size() + count;
  if (wanted <= vector.capacity()) return;
  vector.reserve(std::max(wanted, vector.size() < kLarge ? vector.size() * 2 : vector.size() + vector.size() / 4));
}

}  // namespace

ValueStore::ValueStore() : slots_(1024, ValueId::kNone) {
  push({});  // none() is 0
  for (bool v : {false, true}) {
    Cell cell;
    cell.kind = ValueKind::Bool;
    cell.bits = v ? 1 : 0;
    push(cell);
  }
}

ValueId ValueStore::push(const Cell& cell) {
  reserve_more(cells_, 1);
  cells_.push_back(cell);
  return ValueId(static_cast<uint32_t>(cells_.size() - 1));
}

/// Strings, which are most of what is interned, take the even places in the order of their names: those that are made one
/// after the other stand side by side, and hardly two of them want the same one. All else is scattered over the odd ones.
size_t ValueStore::hash_of(const Cell& cell) {
  if (cell.kind == ValueKind::String) return static_cast<size_t>(cell.first) * 2;
  return llvm::hash_combine(static_cast<int>(cell.kind), cell.first, cell.bits) | 1;
}

ValueId ValueStore::intern(const Cell& wanted) {
  if ((interned_ + 1) * 2 > slots_.size()) grow_slots();
  size_t mask = slots_.size() - 1;
  for (size_t i = hash_of(wanted) & mask;; i = (i + 1) & mask) {
    if (slots_[i] == ValueId::kNone) {
      ValueId id = push(wanted);
      slots_[i] = id.index;
      ++interned_;
      return id;
    }
    const Cell& found = cells_[slots_[i]];
    if (found.kind == wanted.kind && found.first == wanted.first && found.bits == wanted.bits) {
      return ValueId(slots_[i]);
    }
  }
}

void ValueStore::grow_slots() {
  std::vector<uint32_t> old(slots_.size() * 2, ValueId::kNone);
  old.swap(slots_);
  size_t mask = slots_.size() - 1;
  for (uint32_t index : old) {
    if (index == ValueId::kNone) continue;
    size_t i = hash_of(cells_[index]) & mask;
    while (slots_[i] != ValueId::kNone) i = (i + 1) & mask;
    slots_[i] = index;
  }
}

Name ValueStore::name_of(std::string_view text) {
  size_t before = names_.size();
  Name name = names_.intern(text);
  if (names_.size() != before) text_bytes_ += text.size();
  return name;
}

ValueId ValueStore::integer(int64_t v) {
  Cell cell;
  cell.kind = ValueKind::Int;
  cell.bits = static_cast<uint64_t>(v);
  return intern(cell);
}

ValueId ValueStore::real(double v) {
  Cell cell;
  cell.kind = ValueKind::Float;
  // Minus zero is zero: JSON (RFC 8785) has one zero, and equal values are equal cells.
  cell.bits = std::bit_cast<uint64_t>(v == 0 ? 0.0 : v);
  return intern(cell);
}

ValueId ValueStore::string(std::string_view text) {
  Cell cell;
  cell.kind = ValueKind::String;
  cell.first = name_of(text).index;
  return intern(cell);
}

ValueId ValueStore::range(int64_t begin, int64_t end) {
  std::pair<int64_t, int64_t> wanted(begin, end);
  size_t hash = llvm::hash_combine(begin, end);
  Cell cell;
  cell.kind = ValueKind::Range;
  cell.first = static_cast<uint32_t>(ranges_.size());
  auto [entry, last] = by_range_.equal_range(hash);
  entry = std::find_if(entry, last, [&](const auto& e) { return ranges_[e.second] == wanted; });
  if (entry != last) {
    cell.first = entry->second;
  } else {
    ranges_.push_back(wanted);
    by_range_.emplace(hash, cell.first);
  }
  return intern(cell);
}

ValueId ValueStore::artifact(const Digest& digest, uint64_t size) { return content(ValueKind::Artifact, digest, size); }
ValueId ValueStore::dir(const Digest& digest, uint64_t size) { return content(ValueKind::Dir, digest, size); }

ValueId ValueStore::content(ValueKind kind, const Digest& digest, uint64_t size) {
  size_t hash;
  std::memcpy(&hash, digest.bytes.data(), sizeof hash);
  Cell cell;
  cell.kind = kind;
  cell.first = static_cast<uint32_t>(contents_.size());
  auto [entry, last] = by_content_.equal_range(hash);
  entry = std::find_if(entry, last, [&](const auto& e) {
    return contents_[e.second].digest == digest && contents_[e.second].size == size;
  });
  if (entry != last) {
    cell.first = entry->second;
  } else {
    contents_.push_back({digest, size});
    by_content_.emplace(hash, cell.first);
  }
  return intern(cell);
}

ValueId ValueStore::reference(std::string_view address) {
  Cell cell;
  cell.kind = ValueKind::Reference;
  cell.first = name_of(address).index;
  return intern(cell);
}

ValueId ValueStore::secret(std::string_view source, std::string_view name) {
  Cell cell;
  cell.kind = ValueKind::Secret;
  cell.flags = kDeferred | kHasSecret;
  cell.first = name_of(source).index;
  cell.set_extra(name_of(name).index);
  return intern(cell);
}

ValueId ValueStore::var(uint32_t depth) {
  Cell cell;
  cell.kind = ValueKind::Var;
  cell.flags = kDeferred | kHasVar;
  cell.first = depth;
  return intern(cell);
}

ValueId ValueStore::aggregate(Cell cell, std::span<const ValueId> elements) {
  uint64_t weight = 1;
  uint32_t depth = 0;
  for (ValueId element : elements) {
    const Cell& part = cells_[element.index];
    cell.flags |= part.flags;
    depth = std::max<uint32_t>(depth, part.depth);
    weight += this->weight(element);
  }
  cell.depth = static_cast<uint8_t>(std::min<uint32_t>(depth + 1, std::numeric_limits<uint8_t>::max()));
  // The span may lie in elements_ itself (children of another value), which is about to grow.
  llvm::SmallVector<ValueId, 16> copy;
  if (elements.data() >= elements_.data() && elements.data() < elements_.data() + elements_.size()) {
    copy.assign(elements.begin(), elements.end());
    elements = {copy.data(), copy.size()};
  }
  reserve_more(elements_, elements.size() + 1);
  elements_.push_back(ValueId(static_cast<uint32_t>(std::min<uint64_t>(weight, ValueId::kNone - 1))));
  cell.first = static_cast<uint32_t>(elements_.size());
  cell.set_count(static_cast<uint32_t>(elements.size()));
  elements_.insert(elements_.end(), elements.begin(), elements.end());
  return push(cell);
}

ValueId ValueStore::list(std::span<const ValueId> items) {
  Cell cell;
  cell.kind = ValueKind::List;
  return aggregate(cell, items);
}

namespace {

/// A key that is text, looked up once and not at every comparison: `head` is what decides most of them, the first eight
/// bytes behind what all keys begin with.
struct TextKey {
  uint64_t head = 0;
  std::string_view text;
  MapItem item;

  friend bool operator<(const TextKey& a, const TextKey& b) {
    return a.head != b.head ? a.head < b.head : a.text < b.text;
  }
};

uint64_t head_of(std::string_view text) {
  uint64_t head = 0;
  for (size_t i = 0; i < sizeof head; ++i) {
    head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
  }
  return head;
}

/// By text. Every key is a String of `values`.
void sort_by_text(const ValueStore& values, std::vector<MapItem>& items) {
  std::vector<TextKey> keys;
  keys.reserve(items.size());
  const std::string_view first = values.as_text(items.front().key);
  size_t common = first.size();
  for (const MapItem& item : items) {
    const std::string_view text = values.as_text(item.key);
    common = std::min(common, text.size());
    common = static_cast<size_t>(
        std::mismatch(first.begin(), first.begin() + static_cast<ptrdiff_t>(common), text.begin()).first -
        first.begin());
    keys.push_back({0, text, item});
  }
  for (TextKey& key : keys) {
    key.text.remove_prefix(common);
    key.head = head_of(key.text);
  }
  std::sort(keys.begin(), keys.end());
  for (size_t i = 0; i < items.size(); ++i) items[i] = keys[i].item;
}

}  // namespace

ValueId ValueStore::map(std::span<const MapItem> items) {
  std::vector<MapItem> sorted(items.begin(), items.end());
  const auto by_key = [&](const MapItem& a, const MapItem& b) { return less(a.key, b.key); };
  if (!std::is_sorted(sorted.begin(), sorted.end(), by_key)) {
    const bool is_text = std::all_of(sorted.begin(), sorted.end(),
                                     [&](const MapItem& item) { return kind(item.key) == ValueKind::String; });
    if (is_text) {
      sort_by_text(*this, sorted);
    } else {
      std::sort(sorted.begin(), sorted.end(), by_key);
    }
  }
  std::vector<ValueId> elements;
  elements.reserve(sorted.size() * 2);
  for (const MapItem& item : sorted) {
    elements.push_back(item.key);
    elements.push_back(item.value);
  }
  return map_in_order(elements);
}

ValueId ValueStore::map_in_order(std::span<const ValueId> parts) {
  Cell cell;
  cell.kind = ValueKind::Map;
  return aggregate(cell, parts);
}

ValueId ValueStore::set(std::span<const ValueId> items) {
  std::vector<ValueId> sorted(items.begin(), items.end());
  std::sort(sorted.begin(), sorted.end(), [&](ValueId a, ValueId b) { return order(a, b) < 0; });
  Cell cell;
  cell.kind = ValueKind::Set;
  return aggregate(cell, sorted);
}

uint32_t ValueStore::shape_of(std::span<const Name> names) {
  size_t hash = 0;
  for (Name name : names) hash = llvm::hash_combine(hash, name.index);
  auto [entry, last] = by_shape_.equal_range(hash);
  for (; entry != last; ++entry) {
    const Shape& shape = shapes_[entry->second];
    if (shape.count == names.size() && std::equal(names.begin(), names.end(), shape_names_.begin() + shape.first)) {
      return entry->second;
    }
  }
  auto index = static_cast<uint32_t>(shapes_.size());
  shapes_.push_back({static_cast<uint32_t>(shape_names_.size()), static_cast<uint32_t>(names.size())});
  shape_names_.insert(shape_names_.end(), names.begin(), names.end());
  by_shape_.emplace(hash, index);
  return index;
}

ValueId ValueStore::record(std::span<const std::string_view> names, std::span<const ValueId> values) {
  assert(names.size() == values.size());
  llvm::SmallVector<uint32_t, 16> order(names.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  if (!std::is_sorted(names.begin(), names.end())) {
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return names[a] < names[b]; });
  }
  llvm::SmallVector<std::string_view, 16> sorted;
  llvm::SmallVector<ValueId, 16> fields;
  for (uint32_t i : order) {
    sorted.push_back(names[i]);
    fields.push_back(values[i]);
  }
  return record_of_shape(record_shape({sorted.data(), sorted.size()}), {fields.data(), fields.size()});
}

uint32_t ValueStore::record_shape(std::span<const std::string_view> names) {
  assert(std::is_sorted(names.begin(), names.end()));
  llvm::SmallVector<Name, 16> shape;
  for (std::string_view name : names) shape.push_back(name_of(name));
  return shape_of(std::span<const Name>(shape.data(), shape.size()));
}

ValueId ValueStore::record_of_shape(uint32_t shape, std::span<const ValueId> values) {
  assert(values.size() == shapes_[shape].count);
  Cell cell;
  cell.kind = ValueKind::Record;
  cell.set_extra(shape);
  return aggregate(cell, values);
}

ValueId ValueStore::variant(std::string_view member, uint32_t ordinal, ValueId payload) {
  MemberRef wanted{name_of(member), ordinal};
  size_t hash = llvm::hash_combine(wanted.name.index, ordinal);
  auto [entry, last] = by_members_.equal_range(hash);
  entry = std::find_if(entry, last, [&](const auto& e) { return members_[e.second] == wanted; });
  Cell cell;
  cell.kind = ValueKind::Variant;
  if (entry != last) {
    cell.set_extra(entry->second);
  } else {
    cell.set_extra(static_cast<uint32_t>(members_.size()));
    members_.push_back(wanted);
    by_members_.emplace(hash, cell.extra());
  }
  std::array<ValueId, 1> one = {payload};
  return aggregate(cell, payload.valid() ? std::span<const ValueId>(one) : std::span<const ValueId>());
}

ValueId ValueStore::result(ValueId reference, std::string_view field) {
  Cell cell;
  cell.kind = ValueKind::Result;
  cell.flags = kDeferred;
  cell.set_extra(name_of(field).index);
  return aggregate(cell, std::span<const ValueId>(&reference, 1));
}

ValueId ValueStore::apply(Op op, std::span<const ValueId> operands) {
  Cell cell;
  cell.kind = ValueKind::Apply;
  cell.op = op;
  cell.flags = kDeferred;
  return aggregate(cell, operands);
}

ValueId ValueStore::lambda(uint32_t parameters, ValueId body) {
  Cell cell;
  cell.kind = ValueKind::Lambda;
  cell.set_extra(parameters);
  return aggregate(cell, std::span<const ValueId>(&body, 1));
}

ValueId ValueStore::closure(uint32_t number) {
  Cell cell;
  cell.kind = ValueKind::Closure;
  cell.flags = kHasClosure;
  cell.first = number;
  return intern(cell);
}

}  // namespace infra::value
