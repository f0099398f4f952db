// What may be `none`, where it is known to be there.
#pragma once

#include "compiler/value/value.h"

namespace infra::value {

/// `optional` without the branches of choices that are `none`: the same value wherever it is there.
ValueId without_none(ValueStore& values, ValueId optional);

}  // namespace infra::value
