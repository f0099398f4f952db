// Retiring a set of instances, as many at once as may be, each when nothing that leaves with it still needs it.
#pragma once

#include "runtime/exec/live_run.h"

namespace infra::runtime {

class Retirement {
 public:
  Retirement(LiveRun& live, std::string step_word);
  PhaseEnd run(std::vector<Instance> rows);

 private:
  PhaseEnd fatal(Error error);
  void stays(const Instance& row, Error error);

  LiveRun& live_;
  std::string step_word_;
};

}  // namespace infra::runtime
