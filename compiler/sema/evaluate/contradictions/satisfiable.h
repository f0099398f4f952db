// Whether conditions over values that are not given yet can hold together. It proves contradictions and nothing else:
// what it does not understand, or what takes too long, may hold.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "compiler/types/type.h"
#include "compiler/value/value.h"
#include "llvm/ADT/ArrayRef.h"

namespace infra::sema {

/// What stands for any value of a type.
using OpenValue = std::pair<value::ValueId, types::TypeId>;

/// True when no values in the places of `open` make all of `conditions` true. Read are `&&`, `||`, `!`, `if`, comparisons
/// of terms with constants and with each other, sums, differences and products of whole numbers, sizes and durations, `in`
/// a range, a list or a set, and the members of an enum without payloads. `values` gets the constants of the types. What the
/// search takes is counted down from `steps`.
bool contradict(const types::TypeStore& types, value::ValueStore& values, llvm::ArrayRef<OpenValue> open,
                llvm::ArrayRef<value::ValueId> conditions, uint64_t& steps);

}  // namespace infra::sema
