// Which step may start next: a pure ready-set over a graph. No threads, no clock and no I/O, so that every order that
// a run may take can be tried in a test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/base/ids.h"

namespace infra::runtime {

INFRA_ID(NodeId);

class Scheduler {
 public:
  /// At most `total` nodes run at once; of one group at most its own limit.
  explicit Scheduler(size_t total) : total_(total) {}

  /// Nodes that are ready start in the order in which they were added.
  NodeId add(std::string group = "");
  void limit(const std::string& group, size_t at_once) { limits_[group] = at_once; }
  /// `first` must be done before `then` starts. Saying it twice is fine.
  void order(NodeId first, NodeId then);
  /// The nodes of a cycle, in order, or none. A graph with a cycle would never finish: check before starting.
  std::vector<NodeId> find_cycle() const;

  /// Takes the next node that may start.
  NodeId start_next();  ///< Invalid when there is none now.
  /// A running node that only waits (for health, for sessions to end) does not count against the limits.
  void set_waiting(NodeId node);
  void done(NodeId node);
  /// What depends on it, directly or not, will never start.
  void failed(NodeId node);
  /// Nothing more starts; what runs may finish.
  void stop() { stopped_ = true; }

  size_t running() const { return running_; }  ///< Waiting ones included.
  bool finished() const { return running_ == 0 && (stopped_ || ready_.empty()); }
  /// Neither done nor failed when the scheduler finished: blocked by a failure, or never reached.
  std::vector<NodeId> skipped() const;

 private:
  enum class Status : uint8_t { Blocked, Ready, Running, Waiting, Done, Failed };
  struct Node {
    std::string group;
    Status status = Status::Ready;
    size_t missing = 0;  ///< Predecessors that are not done.
    std::vector<NodeId> then;
  };
  void leave_limits(Node& node);
  bool may_start(const Node& node) const;

  std::vector<Node> nodes_;
  std::set<NodeId> ready_;
  std::map<std::string, size_t> limits_, in_flight_;
  size_t total_;
  size_t counted_ = 0;  ///< Running and not only waiting.
  size_t running_ = 0;
  bool stopped_ = false;
};

}  // namespace infra::runtime
