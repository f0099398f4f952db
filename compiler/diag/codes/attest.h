// Signatures: the diagnostics of attest.def.
#pragma once

#include "compiler/diag/definition.h"

namespace infra::diag {

#define INFRA_DIAGNOSTIC INFRA_DEFINE_DIAGNOSTIC
#include "compiler/diag/codes/attest.def"
#undef INFRA_DIAGNOSTIC

}  // namespace infra::diag
