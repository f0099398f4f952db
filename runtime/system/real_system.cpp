#include <cstdlib>

#include "runtime/system/real.h"

namespace infra::runtime {

std::optional<std::string> real_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

System& real_system() {
  struct Parts {
    std::unique_ptr<Clock> clock = make_real_clock();
    std::unique_ptr<Random> random = make_real_random();
    std::unique_ptr<Disk> disk = make_real_disk();
    std::unique_ptr<Processes> processes = make_real_processes();
    std::unique_ptr<Network> network = make_real_network();
    std::unique_ptr<Failpoints> failpoints = make_killing_failpoints(real_environment("INFRA_FAILPOINT"));
    System system{*clock, *random, *disk, *processes, *network, *failpoints, real_environment};
  };
  static Parts parts;
  return parts.system;
}

}  // namespace infra::runtime
