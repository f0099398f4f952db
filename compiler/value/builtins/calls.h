// What the builtins that take functions share.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

/// What `function` gives for each item, asked in their order; nothing as soon as an answer is not known as a whole.
Result<std::optional<std::vector<ValueId>>> answers_of(ValueStore& values, ValueId list, ValueId function,
                                                       FunctionCaller& caller);

/// The places of `keys` in ascending order of the keys; equal ones as they stand.
std::vector<size_t> places_by(const ValueStore& values, const std::vector<ValueId>& keys);

/// The first item of `list` whose key is the largest or smallest, or `none`.
ValueId extreme_by(const ValueStore& values, ValueId list, const std::vector<ValueId>& keys, bool largest);

/// Key and value number `index` of a map.
std::array<ValueId, 2> map_item(const ValueStore& values, ValueId map, size_t index);

/// As `decide`, of the items of a map, each given as key and value.
Result<ValueId> decide_items(ValueStore& values, Op op, std::span<const ValueId> arguments, FunctionCaller& caller);

}  // namespace infra::value::builtin
