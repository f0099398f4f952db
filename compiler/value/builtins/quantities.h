// Sizes and durations in a unit that is asked for.
#pragma once

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

/// `1536MiB`: argument 0 in the unit that argument 1 names; E0327 when there is no such unit, or it does not divide.
Result<ValueId> in_unit(std::string_view builtin, ValueStore& values, std::span<const ValueId> arguments, bool is_size);

}  // namespace infra::value::builtin
