// Group commit: operations that arrive while the disk is busy with a commit share the next one.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "runtime/state/state.h"

namespace infra::runtime {

/// Must give the same result when it is run again: a group that fails is undone and its operations are run one by one.
using Operation = std::function<Result<void>(StateWriter&)>;

class GroupCommit {
 public:
  GroupCommit(State& state, const Lease& lease) : state_(state), lease_(lease) {}

  /// Returns when `operation` is durable, or has failed and left nothing.
  Result<void> run(const Operation& operation);

 private:
  struct Waiting {
    const Operation* operation;
    Result<void> result;
    bool done = false;
  };
  void commit(const std::vector<Waiting*>& group);

  State& state_;
  const Lease& lease_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Waiting*> queue_;
  bool busy_ = false;
};

}  // namespace infra::runtime
