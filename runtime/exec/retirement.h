// Retiring a set of instances, as many at once as may be, each when nothing that leaves with it still needs it.
#pragma once

#include "runtime/exec/live_run.h"

namespace infra::runtime {

class Retirement {
 public:
  Retirement(LiveRun& live, std::string step_word);
  /// Those `in_use` stay, and whatever they need with them.
  PhaseEnd run(std::vector<Instance> rows, const std::set<uint64_t>& in_use = {});

 private:
  PhaseEnd fatal(Error error);
  void stays(const Instance& row, Error error);

  LiveRun& live_;
  std::string step_word_;
};

}  // namespace infra::runtime
