// The verbs that look without running: nothing here mutates a thing in the world.
#pragma once

#include "runtime/exec/session.h"

namespace infra::runtime {

Result<DriftReport> find_drift(Session& session);
Result<StatusReport> read_status(Session& session, bool observes);
Result<Json> read_outputs(Session& session);
Result<std::string> read_logs(Session& session, const std::string& address, size_t lines);
/// E0717 unknown, E0718 part of the deployment. The row of kept data, or of a create that nobody can settle, is ended
/// in the state alone.
Result<void> forget_address(Session& session, const std::string& address);

}  // namespace infra::runtime
