// State: the diagnostics of state.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/state.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
