// No function needs itself: every program ends.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// E0233 for each cycle of functions and lets, with its path. What is in one fails without another word.
void refuse_recursion(CheckContext& context);

}  // namespace infra::sema
