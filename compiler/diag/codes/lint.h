// Lint: the diagnostics of lint.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/lint.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
