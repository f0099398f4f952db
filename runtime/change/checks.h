// Residual checks: what the compiler could not decide, decided before the value is used.
#pragma once

#include "runtime/change/goal.h"
#include "runtime/change/resolve.h"

namespace infra::runtime {

enum class Verdict : uint8_t { Pass, Deferred };

/// What must hold, and how messages call what it asks of.
struct Asked {
  plan::Check check;
  std::string subject;  ///< "`replicas`", "the policy `small` on `app[0]`".
};

/// The checks of the goal's plan, by the names that the debug section has for them.
std::vector<Asked> checks_of(const Goal& goal);

/// E0709 when it is false, with its message; the value that a secret gave is never in it. An error while evaluating is
/// an error of the check.
Result<Verdict> decide_check(const Resolving& with, const plan::Plan& plan, const Asked& asked);

/// What policies leave open about `address`, as checks; about everything when it is empty. Without what is waived.
std::vector<Asked> findings_of(const plan::Plan& plan, std::string_view address);

}  // namespace infra::runtime
