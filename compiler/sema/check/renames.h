// `renamed a to b`.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// The renames of one file. E0260 to E0263.
void check_renames(CheckContext& context, ModuleId module);

}  // namespace infra::sema
