#include "runtime/host/fence_gate.h"

#include <algorithm>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

Error refused(Fence seen, Fence asked) {
  return diag::error(diag::FenceRefused, seen.epoch, seen.fence, asked.epoch, asked.fence)
      .way_out("another run has taken over: wait for it to end, then run the command again");
}

}  // namespace

Result<std::unique_ptr<FenceGate>> FenceGate::load(System& system, const HostRoot& root) {
  std::unique_ptr<FenceGate> gate(new FenceGate(system, root));
  if (!system.disk.exists(root.fences())) return gate;
  INFRA_ASSIGN(std::string text, system.disk.read(root.fences()));
  auto json = parse_json(text);
  try {  // The library's accessors throw; nothing leaves here.
    if (!json || json->at("format") != 1)
      return fail(diag::error(diag::HostRecordDamaged, root.fences(), "it is not of format 1"));
    for (const auto& [lineage, pair] : json->at("lineages").items())
      gate->seen_[lineage] = Fence{pair.at(0).get<uint64_t>(), pair.at(1).get<uint64_t>()};
  } catch (const Json::exception& problem) {
    return fail(diag::error(diag::HostRecordDamaged, root.fences(), problem.what()));
  }
  return gate;
}

FenceGate::Admission::~Admission() {
  if (!gate_) return;
  {
    std::lock_guard lock(gate_->mutex_);
    gate_->running_.erase(place_);
  }
  gate_->ended_.notify_all();
}

Result<FenceGate::Admission> FenceGate::enter(const Call& call) {
  std::unique_lock lock(mutex_);
  Fence seen = seen_[call.stamp.lineage];
  if (call.fence < seen) return fail(refused(seen, call.fence));
  if (call.fence > seen) INFRA_TRY(raise_locked(lock, call.stamp.lineage, call.fence));
  // Raising waits, and meanwhile a still higher one may have come.
  if (call.fence < seen_[call.stamp.lineage]) return fail(refused(seen_[call.stamp.lineage], call.fence));
  running_.push_front({call.stamp.lineage, call.fence, call.cancel});
  return Admission(this, running_.begin());
}

Result<void> FenceGate::raise(const std::string& lineage, Fence fence) {
  std::unique_lock lock(mutex_);
  if (fence < seen_[lineage]) return fail(refused(seen_[lineage], fence));
  return raise_locked(lock, lineage, fence);
}

Result<void> FenceGate::raise_locked(std::unique_lock<std::mutex>& lock, const std::string& lineage, Fence fence) {
  if (fence > seen_[lineage]) {
    Json lineages = Json::object();
    for (const auto& [name, pair] : seen_) lineages[name] = {pair.epoch, pair.fence};
    lineages[lineage] = {fence.epoch, fence.fence};
    INFRA_TRY(system_.disk.write_atomic(root_.fences(), canonical_json({{"format", 1}, {"lineages", lineages}}),
                                        {.mode = 0600, .durable = true}));
    seen_[lineage] = fence;
  }
  auto older = [&](const Admission::Running& call) { return call.lineage == lineage && call.fence < fence; };
  for (const Admission::Running& call : running_) {
    if (older(call)) call.cancel.cancel();
  }
  ended_.wait(lock, [&] { return std::none_of(running_.begin(), running_.end(), older); });
  return {};
}

}  // namespace infra::runtime
