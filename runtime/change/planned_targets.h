// What the addresses of a goal will be, as far as it can be said before anything is done.
#pragma once

#include <map>
#include <string>

#include "runtime/change/change_set.h"
#include "runtime/change/resolve.h"

namespace infra::runtime {

class PlannedTargets : public Targets {
 public:
  const Target* find(const std::string& address) const override;
  /// `row` is the instance that there is (null for none), and `action` what becomes of it.
  void set(const std::string& address, plan::Lifecycle lifecycle, const Instance* row, const Resolved& resolved,
           Action action, bool maybe);

 private:
  std::map<std::string, Target> targets_;
};

}  // namespace infra::runtime
