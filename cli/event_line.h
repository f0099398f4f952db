// One event as one line that stays.
#pragma once

#include <string>

#include "cli/style.h"
#include "runtime/exec/events.h"

namespace infra::cli {

/// `  ✓ create app[0]  1.2 s`, without a line break; empty for events that only a live view shows. `seconds`: how long
/// the step took, negative when that is not known.
std::string event_line(const runtime::Event& event, double seconds, Painter paint);

}  // namespace infra::cli
