// Between the commit and retiring: sessions at what a pointer no longer points at come to their end.
#pragma once

#include <set>

#include "runtime/exec/live_run.h"

namespace infra::runtime {

/// Drains every pointer that this run has moved, and those that an earlier run could not drain. `in_use` gets the
/// instances whose sessions may still go on, because draining failed: they must not be stopped, and the drain stays
/// owed to the next run.
PhaseEnd drain(LiveRun& live, std::set<uint64_t>& in_use);

}  // namespace infra::runtime
