#include "runtime/journal/group.h"

#include <algorithm>

namespace infra::runtime {

// Whoever finds the store idle takes all that wait, commits for them, and wakes them up: no thread of its own.
Result<void> GroupCommit::run(const Operation& operation) {
  Waiting mine{&operation, {}, false};
  std::unique_lock lock(mutex_);
  queue_.push_back(&mine);
  changed_.wait(lock, [&] { return mine.done || !busy_; });
  if (mine.done) return mine.result;

  busy_ = true;
  const std::vector<Waiting*> group = std::move(queue_);
  queue_.clear();
  lock.unlock();
  commit(group);
  lock.lock();
  for (Waiting* one : group) one->done = true;
  busy_ = false;
  changed_.notify_all();
  return mine.result;
}

void GroupCommit::commit(const std::vector<Waiting*>& group) {
  const auto all = state_.transact(lease_, [&](StateWriter& writer) -> Result<void> {
    for (const Waiting* one : group) INFRA_TRY((*one->operation)(writer));
    return {};
  });
  if (all || group.size() == 1) {
    for (Waiting* one : group) one->result = all;
    return;
  }
  // One of them failed and took the others with it: each for itself.
  for (Waiting* one : group) one->result = state_.transact(lease_, *one->operation);
}

}  // namespace infra::runtime
