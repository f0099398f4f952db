// Where a state may lie.
#pragma once

#include <string>

#include "compiler/base/result.h"
#include "runtime/system/system.h"

namespace infra::runtime {

/// E0605 on a network file system: two machines would each believe to hold the lock.
Result<void> refuse_network_place(System& system, const std::string& folder);
/// E0605 in a temporary directory or in CI, where a state would be lost without anybody noticing.
Result<void> refuse_passing_place(System& system, const std::string& folder);

}  // namespace infra::runtime
