// The parts of the real world, one file each; real_system() puts them together.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/system/system.h"

namespace infra::runtime {

std::unique_ptr<Clock> make_real_clock();
std::unique_ptr<Random> make_real_random();
std::unique_ptr<Disk> make_real_disk();
std::unique_ptr<Processes> make_real_processes();
std::unique_ptr<Network> make_real_network();

/// Kills the process with SIGKILL at the n-th hit of `name`, when `setting` is `name:n` (`name` alone: the first);
/// nothing without a setting. Anything else in `setting` is a name that is never hit.
std::unique_ptr<Failpoints> make_killing_failpoints(const std::optional<std::string>& setting);

/// The value of one environment variable; nothing when it is not set.
std::optional<std::string> real_environment(const std::string& name);

}  // namespace infra::runtime
