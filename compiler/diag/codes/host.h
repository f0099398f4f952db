// Hosts and providers: the diagnostics of host.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/host.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
