// Processes of Linux: vfork and pidfds, /proc for what a pid alone does not say.
#pragma once

#include <memory>

#include "runtime/system/system.h"

namespace infra::runtime {

std::unique_ptr<Processes> make_real_processes();

}  // namespace infra::runtime
