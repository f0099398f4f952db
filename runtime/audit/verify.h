// Does the audit log hold? Recomputed from the records alone, not with the code that wrote them.
//
// Each run has a chain of its own: its first record names the deployment's head of then, every other the one before
// it. The deployment's chain (run 0) goes on through records `join`, each naming the head of a run's chain: at the
// commit, and at the run's end. So a record that was changed, removed, added or moved breaks the chain that it is in,
// and one missing at the end disagrees with the heads that the state keeps apart from the log.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "runtime/state/state.h"

namespace infra::runtime {

struct AuditProblem {
  uint64_t sequence = 0;  ///< Of the record at which it shows; 0: at the end of the log.
  std::string found;      ///< "its content has the digest 1f…, but it says 2a…"
};

/// Empty: it holds. `heads`: run → digest of its last record, the deployment's under 0.
std::vector<AuditProblem> verify_audit(std::span<const AuditRecord> records, const std::map<uint64_t, Digest>& heads);

/// The same for what a state holds. E0615 with a note for each problem.
Result<void> check_audit(StateReader& reader);

}  // namespace infra::runtime
