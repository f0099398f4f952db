// The supervised process: started in a session of its own, and ended with everything that it started.
#pragma once

#include <sys/types.h>

#include <string>

#include "runtime/host/shim/format.h"
#include "runtime/system/file_descriptor.h"

namespace infra::runtime::shim {

struct Started {
  pid_t pid = -1;
  FileDescriptor output;  ///< Its stdout and stderr, not blocking.
  int problem = 0;        ///< errno when it could not be started.
};

/// Its parent-death signal is SIGKILL: it dies with the shim, however the shim dies.
Started start_child(const Spec& spec);

/// SIGKILL to all that is left of the process: its group, and whatever was reparented to this subreaper. Returns
/// when none is left.
void kill_descendants(pid_t group);

/// (boot id, pid, start time) of `pid`.
Process identify(pid_t pid);

/// "exited with status 1", "was killed by signal 9".
std::string describe_end(int wait_status);

}  // namespace infra::runtime::shim
