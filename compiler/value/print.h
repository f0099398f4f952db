// A value as its author would write it.
#pragma once

#include <string>

#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::value {

/// In the language itself, over several lines where one would be wider than 100 columns. What is known only when it is
/// deployed stands as what it is computed from: `front.url`, `concat("http://", front.ip)`; a secret as `<secret>`.
/// A value larger than ValueStore::kMaxDepth or kMaxWeight is said to be so. A type that is not known is invalid.
std::string print(const types::TypeStore& types, const ValueStore& values, types::TypeId type, ValueId value);
/// The same on one line, however long.
std::string print_line(const types::TypeStore& types, const ValueStore& values, types::TypeId type, ValueId value);

}  // namespace infra::value
