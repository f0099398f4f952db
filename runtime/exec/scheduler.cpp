#include "runtime/exec/scheduler.h"

#include <algorithm>
#include <cassert>

namespace infra::runtime {

NodeId Scheduler::add(std::string group) {
  const NodeId id(static_cast<uint32_t>(nodes_.size()));
  nodes_.push_back({std::move(group), Status::Ready, 0, {}});
  ready_.insert(id);
  return id;
}

void Scheduler::order(NodeId first, NodeId then) {
  Node& later = nodes_[then.index];
  nodes_[first.index].then.push_back(then);
  ++later.missing;
  later.status = Status::Blocked;
  ready_.erase(then);
}

std::vector<NodeId> Scheduler::find_cycle() const {
  // Depth first with an explicit stack; a node met again while it is on the path closes a cycle.
  enum class Mark : uint8_t { New, OnPath, Left };
  std::vector<Mark> marks(nodes_.size(), Mark::New);
  struct Frame {
    NodeId node;
    size_t next = 0;
  };
  std::vector<Frame> path;
  for (uint32_t start = 0; start < nodes_.size(); ++start) {
    if (marks[start] != Mark::New) continue;
    marks[start] = Mark::OnPath;
    path.push_back({NodeId(start)});
    while (!path.empty()) {
      Frame& top = path.back();
      const auto& then = nodes_[top.node.index].then;
      if (top.next == then.size()) {
        marks[top.node.index] = Mark::Left;
        path.pop_back();
        continue;
      }
      const NodeId next = then[top.next++];
      if (marks[next.index] == Mark::New) {
        marks[next.index] = Mark::OnPath;
        path.push_back({next});
      } else if (marks[next.index] == Mark::OnPath) {
        std::vector<NodeId> cycle;
        auto from = std::find_if(path.begin(), path.end(), [&](const Frame& f) { return f.node == next; });
        for (; from != path.end(); ++from) cycle.push_back(from->node);
        return cycle;
      }
    }
  }
  return {};
}

bool Scheduler::may_start(const Node& node) const {
  if (counted_ >= total_) return false;
  const auto limit = limits_.find(node.group);
  if (limit == limits_.end()) return true;
  const auto used = in_flight_.find(node.group);
  return used == in_flight_.end() || used->second < limit->second;
}

NodeId Scheduler::start_next() {
  if (stopped_) return NodeId();
  const auto found = std::find_if(ready_.begin(), ready_.end(), [&](NodeId id) { return may_start(nodes_[id.index]); });
  if (found == ready_.end()) return NodeId();
  const NodeId id = *found;
  ready_.erase(found);
  Node& node = nodes_[id.index];
  node.status = Status::Running;
  ++counted_;
  ++running_;
  ++in_flight_[node.group];
  return id;
}

void Scheduler::leave_limits(Node& node) {
  --counted_;
  --in_flight_[node.group];
}

void Scheduler::set_waiting(NodeId id) {
  Node& node = nodes_[id.index];
  assert(node.status == Status::Running);
  leave_limits(node);
  node.status = Status::Waiting;
}

void Scheduler::done(NodeId id) {
  Node& node = nodes_[id.index];
  if (node.status == Status::Running) leave_limits(node);
  node.status = Status::Done;
  --running_;
  for (NodeId next : node.then) {
    Node& later = nodes_[next.index];
    if (--later.missing == 0) {
      later.status = Status::Ready;
      ready_.insert(next);
    }
  }
}

void Scheduler::failed(NodeId id) {
  Node& node = nodes_[id.index];
  if (node.status == Status::Running) leave_limits(node);
  node.status = Status::Failed;
  --running_;
}

std::vector<NodeId> Scheduler::skipped() const {
  std::vector<NodeId> result;
  for (uint32_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].status == Status::Blocked || nodes_[i].status == Status::Ready) result.push_back(NodeId(i));
  return result;
}

}  // namespace infra::runtime
