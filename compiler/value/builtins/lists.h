// What the builtins of lists and maps share.
#pragma once

#include <vector>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

/// The items from number `from` to before number `to`, within the list.
Result<ValueId> items_between(ValueStore& values, ValueId list, uint64_t from, uint64_t to);
/// `take` and `drop`: the first `count` items, or what follows them.
Result<ValueId> items_beside(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments,
                             bool first);
/// The item at one end, or `none` of an empty list.
ValueId end_item(const ValueStore& values, ValueId list, bool last);
/// The largest or smallest item, or `none` of an empty list.
ValueId extreme_item(const ValueStore& values, ValueId list, bool largest);

/// Every item once, at its first place.
std::vector<ValueId> distinct(const ValueStore& values, std::span<const ValueId> items);
/// Whether `items`, sorted by `order`, hold `item`.
bool holds(const ValueStore& values, const std::vector<ValueId>& sorted, ValueId item);
std::vector<ValueId> sorted(const ValueStore& values, std::span<const ValueId> items);

/// The items of a set that are in the set `others`, or are not.
std::vector<ValueId> items_among(const ValueStore& values, ValueId set, ValueId others, bool among);

/// The keys of a map (`place` 0) or its values (1), as a list.
ValueId column(ValueStore& values, ValueId map, size_t place);
/// The items of a map whose key is among `keys`, or is not.
Result<ValueId> items_with_keys(ValueStore& values, ValueId map, ValueId keys, bool among);
/// Adds the items of `map`; one with the same key is replaced.
void put_all(const ValueStore& values, std::vector<MapItem>& items, ValueId map);

/// A record of two fields, the smaller name first.
ValueId pair(ValueStore& values, std::string_view first_name, ValueId first, std::string_view second_name,
             ValueId second);

}  // namespace infra::value::builtin
