// Residual checks: what the compiler could not decide, decided before the value is used.
#pragma once

#include "runtime/change/resolve.h"

namespace infra::runtime {

enum class Verdict : uint8_t { Pass, Deferred };

/// E0709 when it is false, with its message; the value that a secret gave is never in it. An error while evaluating is
/// an error of the check.
Result<Verdict> decide_check(const Resolving& with, const plan::Plan& plan, const plan::Check& check);

}  // namespace infra::runtime
