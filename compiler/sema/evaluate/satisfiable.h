// Whether conditions over values that are not given yet can hold together. It proves contradictions and nothing else:
// what it does not understand may hold.
#pragma once

#include "compiler/types/type.h"
#include "compiler/value/value.h"
#include "llvm/ADT/ArrayRef.h"

namespace infra::sema {

/// True when no value of `type` in the place of `subject` makes all of `conditions` true. Read are `&&`, `||`, `!`, the
/// comparisons of one same term with constants (bounds are kept for whole numbers, sizes and durations), `in` a range, a
/// list or a set of constants, and the members of an enum without payloads. `values` gets the constants of `type`.
bool contradict(const types::TypeStore& types, value::ValueStore& values, types::TypeId type, value::ValueId subject,
                llvm::ArrayRef<value::ValueId> conditions);

}  // namespace infra::sema
