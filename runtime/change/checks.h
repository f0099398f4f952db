// Residual checks: what the compiler could not decide, decided before the value is used.
#pragma once

#include "runtime/change/resolve.h"

namespace infra::runtime {

enum class Verdict : uint8_t { Pass, Deferred };

/// E0709 when it is false, with its message; the value that a secret gave is never in it. An error while evaluating is
/// an error of the check.
Result<Verdict> decide_check(const Resolving& with, const plan::Plan& plan, const plan::Check& check);

/// What policies leave open about `address`, as checks; about everything when it is empty. Without what is waived.
std::vector<plan::Check> findings_of(const plan::Plan& plan, std::string_view address);

}  // namespace infra::runtime
