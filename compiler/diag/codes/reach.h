// Reachability: the diagnostics of reach.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/reach.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
