// Keys of maps: two that look the same are the same.
#pragma once

#include "compiler/base/result.h"
#include "compiler/value/value.h"

namespace infra::value {

/// E0335 when a key is text that is not in Unicode's normal form C.
Result<void> normal_key(const ValueStore& values, ValueId key);

}  // namespace infra::value
