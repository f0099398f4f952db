// Tools that look at programs: the diagnostics of tool.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/tool.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
