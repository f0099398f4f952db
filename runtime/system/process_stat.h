// What /proc says of one process. Without dependencies: the shim links it too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace infra::runtime {

struct ProcessStat {
  char state = 'X';         ///< Field 3: `Z` is a zombie.
  uint64_t start_time = 0;  ///< Field 22, in clock ticks since boot.
};

/// Nothing when there is no such process.
std::optional<ProcessStat> read_process_stat(int64_t pid);
/// The random id that the kernel gives each boot.
std::string read_boot_id();
/// A file of /proc, whole; empty when it cannot be read.
std::string read_proc_file(const std::string& path);

}  // namespace infra::runtime
