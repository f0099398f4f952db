#include "runtime/change/planned_targets.h"

namespace infra::runtime {

const Target* PlannedTargets::find(const std::string& address) const {
  const auto found = targets_.find(address);
  return found == targets_.end() ? nullptr : &found->second;
}

void PlannedTargets::set(const std::string& address, plan::Lifecycle lifecycle, const Instance* row,
                         const Resolved& resolved, Action action, bool maybe) {
  Target target;
  target.lifecycle = lifecycle;
  const bool stays =
      action == Action::Keep || action == Action::Start || action == Action::PutBack || action == Action::TakeBack;
  const bool same_instance = stays || action == Action::Update || action == Action::Move;
  if (row && same_instance) {
    target.instance = row->number;
    target.id = row->provider_id;
  }
  target.replaced = row && !same_instance && !maybe;
  if (row && stays) {
    target.identity = row->identity;
    target.results = row->results;
  } else if (!maybe) {
    target.identity = resolved.identity;
  }
  targets_[address] = std::move(target);
}

}  // namespace infra::runtime
