// Ctrl-C. The first asks the run to stop where it can be resumed; the second leaves at once, which the journal makes
// safe as well: it is what a crash would do.
#pragma once

#include "compiler/base/cancel.h"

namespace infra::cli {

/// A reader that goes away shows up as an error of write() and ends nothing.
void ignore_broken_pipes();

/// While it lives, SIGINT, SIGTERM and SIGHUP cancel `token`; a second one writes `farewell` (which restores the
/// terminal) and exits with status 1. One at a time: signals have one handler in a process.
class CancelOnSignal {
 public:
  CancelOnSignal(CancelToken token, const char* farewell);
  ~CancelOnSignal();
  CancelOnSignal(const CancelOnSignal&) = delete;
  CancelOnSignal& operator=(const CancelOnSignal&) = delete;
};

}  // namespace infra::cli
