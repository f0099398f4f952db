// Applying: the diagnostics of runtime.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/runtime.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
