// Programs that are too big: the diagnostics of limits.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/limits.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
