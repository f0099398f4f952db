#include "compiler/value/builtins/lists.h"

#include <algorithm>
#include <array>

namespace infra::value::builtin {

Result<ValueId> items_between(ValueStore& values, ValueId list, uint64_t from, uint64_t to) {
  std::vector<ValueId> items = parts_of(values, list);
  INFRA_TRY(folding::make_room(values, (to - from) * sizeof(ValueId)));
  return values.list(std::span(items).subspan(from, to - from));
}

Result<ValueId> items_beside(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments,
                             bool first) {
  INFRA_ASSIGN(uint64_t count, count_of(builtin, values, arguments[1], "count"));
  uint64_t size = values.size(arguments[0]);
  uint64_t cut = std::min(count, size);
  return first ? items_between(values, arguments[0], 0, cut) : items_between(values, arguments[0], cut, size);
}

ValueId end_item(const ValueStore& values, ValueId list, bool last) {
  auto items = values.children(list);
  if (items.empty()) return values.none();
  return last ? items.back() : items.front();
}

ValueId extreme_item(const ValueStore& values, ValueId list, bool largest) {
  auto items = values.children(list);
  if (items.empty()) return values.none();
  auto before = [&](ValueId a, ValueId b) { return order(values, a, b) < 0; };
  return largest ? *std::max_element(items.begin(), items.end(), before)
                 : *std::min_element(items.begin(), items.end(), before);
}

std::vector<ValueId> sorted(const ValueStore& values, std::span<const ValueId> items) {
  std::vector<ValueId> out(items.begin(), items.end());
  std::stable_sort(out.begin(), out.end(), [&](ValueId a, ValueId b) { return order(values, a, b) < 0; });
  return out;
}

bool holds(const ValueStore& values, const std::vector<ValueId>& sorted, ValueId item) {
  return std::binary_search(sorted.begin(), sorted.end(), item,
                            [&](ValueId a, ValueId b) { return order(values, a, b) < 0; });
}

std::vector<ValueId> distinct(const ValueStore& values, std::span<const ValueId> items) {
  std::vector<size_t> places(items.size());
  for (size_t i = 0; i < places.size(); ++i) places[i] = i;
  std::stable_sort(places.begin(), places.end(),
                   [&](size_t a, size_t b) { return order(values, items[a], items[b]) < 0; });
  auto same = [&](size_t a, size_t b) { return order(values, items[a], items[b]) == 0; };
  places.erase(std::unique(places.begin(), places.end(), same), places.end());
  std::sort(places.begin(), places.end());
  std::vector<ValueId> out;
  for (size_t place : places) out.push_back(items[place]);
  return out;
}

std::vector<ValueId> items_among(const ValueStore& values, ValueId set, ValueId others, bool among) {
  // The items of a set are kept sorted.
  std::vector<ValueId> wanted = parts_of(values, others), out;
  for (ValueId item : values.children(set)) {
    if (holds(values, wanted, item) == among) out.push_back(item);
  }
  return out;
}

ValueId column(ValueStore& values, ValueId map, size_t place) {
  std::vector<ValueId> parts = parts_of(values, map), out;
  for (size_t i = place; i < parts.size(); i += 2) out.push_back(parts[i]);
  return values.list(out);
}

Result<ValueId> items_with_keys(ValueStore& values, ValueId map, ValueId keys, bool among) {
  std::vector<ValueId> wanted = sorted(values, values.children(keys));
  std::vector<ValueId> parts = parts_of(values, map);
  INFRA_TRY(folding::spend(values, parts.size() + wanted.size()));
  std::vector<MapItem> items;
  for (size_t i = 0; i < parts.size(); i += 2) {
    if (holds(values, wanted, parts[i]) == among) items.push_back({parts[i], parts[i + 1]});
  }
  return values.map(items);
}

void put_all(const ValueStore& values, std::vector<MapItem>& items, ValueId map) {
  auto parts = values.children(map);
  std::vector<MapItem> out;
  size_t at = 0;
  for (size_t i = 0; i < parts.size(); i += 2) {
    while (at < items.size() && values.less(items[at].key, parts[i])) out.push_back(items[at++]);
    if (at < items.size() && values.equal(items[at].key, parts[i])) ++at;
    out.push_back({parts[i], parts[i + 1]});
  }
  out.insert(out.end(), items.begin() + static_cast<std::ptrdiff_t>(at), items.end());
  items = std::move(out);
}

ValueId pair(ValueStore& values, std::string_view first_name, ValueId first, std::string_view second_name,
             ValueId second) {
  // Absent optionals are left out of records.
  std::vector<std::string_view> names;
  std::vector<ValueId> parts;
  for (auto [name, part] : {std::pair(first_name, first), std::pair(second_name, second)}) {
    if (part == values.none()) continue;
    names.push_back(name);
    parts.push_back(part);
  }
  return values.record(names, parts);
}

}  // namespace infra::value::builtin
