// Who may act on this host: the highest (epoch, fence) per lineage, kept on disk, and the calls that run under it.
#pragma once

#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "runtime/host/host_root.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

class FenceGate {
 public:
  static Result<std::unique_ptr<FenceGate>> load(System& system, const HostRoot& root);

  /// While it lives, a call runs under its fence.
  class Admission {
   public:
    Admission(Admission&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)), place_(other.place_) {}
    ~Admission();

   private:
    friend class FenceGate;
    struct Running {
      std::string lineage;
      Fence fence;
      CancelToken cancel;
    };
    Admission(FenceGate* gate, std::list<Running>::iterator place) : gate_(gate), place_(place) {}
    FenceGate* gate_;
    std::list<Running>::iterator place_;
  };

  /// E0803 when a higher pair was seen. A pair above what was seen counts as raised, with all that follows.
  Result<Admission> enter(const Call& call);
  /// Durable, and the calls of older holders have ended, before it returns: none of them can still be changing
  /// anything when the new holder looks. They are called off; what they cannot leave half done they finish.
  Result<void> raise(const std::string& lineage, Fence fence);

 private:
  FenceGate(System& system, const HostRoot& root) : system_(system), root_(root) {}
  Result<void> raise_locked(std::unique_lock<std::mutex>& lock, const std::string& lineage, Fence fence);

  System& system_;
  HostRoot root_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::map<std::string, Fence> seen_;
  std::list<Admission::Running> running_;
};

}  // namespace infra::runtime
