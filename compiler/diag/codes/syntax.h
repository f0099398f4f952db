// Syntax: the diagnostics of syntax.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/syntax.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
