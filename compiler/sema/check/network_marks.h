// What kinds declare of the network model: `permits` and `spans` stand on fields that can say it.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// Once all kinds have their fields. E0464.
void check_network_marks(CheckContext& context);

}  // namespace infra::sema
