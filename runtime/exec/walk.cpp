// The walk of the graph: every address is resolved when what it needs is there, decided, and carried out. One thread
// decides; the pool's threads carry out.
#include <algorithm>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "runtime/change/checks.h"
#include "runtime/change/decide.h"
#include "runtime/change/leave.h"
#include "runtime/exec/live_run.h"
#include "runtime/exec/pool.h"
#include "runtime/exec/scheduler.h"

namespace infra::runtime {

namespace {

using plan::Lifecycle;

constexpr size_t kMostWaiting = 64;  ///< Threads for what only waits to become healthy.
constexpr Milliseconds kLookForCancel{100};

enum class NodeKind : uint8_t { Make, Fill, Gate };
struct Node {
  NodeKind kind = NodeKind::Gate;
  std::string address;
};

struct Message {
  NodeId node;
  bool waiting = false;  ///< Made, and now only waits for its health.
  Done<Instance> row;
};

bool is_pointer(const Wanted& wanted) { return wanted.kind().lifecycle == Lifecycle::Pointer; }

class Walker {
 public:
  explicit Walker(LiveRun& live)
      : live_(live),
        scheduler_(static_cast<size_t>(std::max(1, live.session.options.jobs))),
        pool_(static_cast<size_t>(std::max(1, live.session.options.jobs)) + kMostWaiting) {}

  PhaseEnd run() {
    for (const Step& step : live_.set.steps)
      if (wants(step)) planned_[step.address] = &step;
    if (auto built = build(); !built) return failed_before(std::move(built).error());
    live_.session.system.failpoints.hit("exec.before_walk");
    while (!scheduler_.finished()) {
      if (live_.session.options.cancel.cancelled()) interrupt();
      while (const NodeId node = scheduler_.start_next()) start(node);
      if (scheduler_.finished()) break;
      if (auto message = mailbox_.take(kLookForCancel)) receive(std::move(*message));
    }
    if (end_ == PhaseEnd::Complete) {
      if (auto decided = remaining_checks(); !decided) return failed_before(std::move(decided).error());
    }
    for (NodeId node : scheduler_.skipped())
      if (nodes_[node.index].kind == NodeKind::Make) {
        const Step& step = *planned_.at(nodes_[node.index].address);
        if (step.action != Action::Keep)
          step_event(live_, EventKind::StepSkipped, step.name(), std::string(action_text(step.action)), step.address);
      }
    return end_;
  }

 private:
  static bool wants(const Step& step) {
    return step.action != Action::Retire && step.action != Action::KeepData && step.action != Action::DestroyData;
  }

  PhaseEnd failed_before(Error error) {
    live_.errors.push_back(std::move(error));
    return PhaseEnd::Failed;
  }

  /// Nodes for addresses, and a gate for each stage: what points moves when all of its stage is made and healthy.
  Result<void> build() {
    INFRA_ASSIGN(const std::vector<Placed> order, order_goal(live_.goal));
    if (live_.goal.plan) asked_ = checks_of(live_.goal);
    std::map<std::string, NodeId> made;
    std::map<std::string, size_t> stage_of;
    size_t last_stage = 0;
    for (const Placed& placed : order) {
      stage_of[placed.address] = placed.stage;
      last_stage = std::max(last_stage, placed.stage);
    }
    std::vector<NodeId> gates;
    for (size_t stage = 0; stage <= last_stage; ++stage) {
      gates.push_back(add({NodeKind::Gate, ""}, ""));
      if (stage > 0) scheduler_.order(gates[stage - 1], gates[stage]);
    }
    for (const Placed& placed : order) {
      const Wanted& wanted = live_.goal.resources.at(placed.address);
      const plan::Kind& kind = wanted.kind();
      INFRA_ASSIGN(const KindProvider by, live_.session.table.find(kind.provider, kind.name));
      scheduler_.limit(kind.name, static_cast<size_t>(std::max(1, by.can.calls_in_flight)));
      const NodeId node = add({NodeKind::Make, placed.address}, kind.name);
      made[placed.address] = node;
      if (!is_pointer(wanted))
        scheduler_.order(node, gates[placed.stage]);
      else if (!placed.filled_later)
        scheduler_.order(gates[placed.stage], node);
    }
    for (const Placed& placed : order) {
      const Wanted& wanted = live_.goal.resources.at(placed.address);
      NodeId fill;
      if (placed.filled_later) {
        filled_later_.insert(placed.address);
        fill = add({NodeKind::Fill, placed.address}, wanted.kind().name);
        scheduler_.order(made[placed.address], fill);
      }
      for (const plan::Edge& edge : wanted.resource->edges) {
        const bool later = placed.filled_later && edge.kind == plan::EdgeKind::Points;
        scheduler_.order(made[edge.target], later ? fill : made[placed.address]);
        if (later) scheduler_.order(gates[stage_of[edge.target]], fill);
      }
    }
    if (!scheduler_.find_cycle().empty())
      return fail(diag::error(diag::NeedsItself, nodes_[scheduler_.find_cycle().front().index].address));
    return {};
  }

  NodeId add(Node node, const std::string& group) {
    nodes_.push_back(std::move(node));
    return scheduler_.add(group);
  }

  void interrupt() {
    scheduler_.stop();
    if (end_ == PhaseEnd::Complete) end_ = PhaseEnd::Interrupted;
  }

  void start(NodeId id) {
    const Node& node = nodes_[id.index];
    if (node.kind == NodeKind::Gate) return scheduler_.done(id);
    if (auto begun = begin(id, node); !begun) give_up(id, {Trouble::Refused, std::move(begun).error()});
  }

  Result<void> begin(NodeId id, const Node& node) {
    const Wanted& wanted = live_.goal.resources.at(node.address);
    const Step& planned = *planned_.at(node.address);
    const Instance* current = live_.world.current(node.address);
    if (current && !same_kind(wanted, *current)) current = nullptr;
    if (current && planned.action == Action::Keep && !planned.maybe && !changed_before(current->number)) {
      finish(id, *current, Action::Keep);
      return {};
    }
    const bool empty = node.kind == NodeKind::Make && filled_later_.contains(node.address);
    if (empty && current) {  // It is there already: others may refer to it until it is moved.
      live_.targets.set(*current);
      scheduler_.done(id);
      return {};
    }
    const Resolving with = live_.resolving();
    INFRA_ASSIGN(const Resolved resolved, resolve(with, *wanted.plan, *wanted.resource));
    if (!empty) INFRA_TRY(decide_checks_of(node.address));
    if (!resolved.unread.empty()) return fail(resolved.unread.front());
    if (!resolved.identity && !empty)
      return fail(diag::error(diag::StillUnknown, node.address,
                              resolved.waits_for.empty()
                                  ? std::string("it was not made")
                                  : fmt::format("`{}` has not been made", resolved.waits_for.front())));
    const Instance* mine = made_by_this_run(wanted, resolved);
    const Instance* row = current ? current : (wanted.kind().lifecycle == Lifecycle::Immutable ? nullptr : mine);
    const Instance* loose = row ? nullptr : mine;
    if (!row && !loose && planned.action == Action::TakeBack) loose = live_.row(planned.instance);
    if (current && mine) {
      carry_on(id, wanted, planned, *mine, resolved, Action::TakeBack);
      return {};
    }
    Facts facts{wanted.kind().lifecycle,        row, loose, &resolved, found_now(planned, row), &live_.targets,
                live_.goal.verb == Verb::Repair};
    const Decision decision = decide(facts);
    const bool gone_on = mine || (row && changed_before(row->number));
    if (!gone_on && node.kind == NodeKind::Make && !agrees(planned, decision.action))
      return fail(
          diag::error(diag::DecisionChanged, action_text(planned.action), node.address, action_text(decision.action))
              .way_out("something that it needs, a secret for one, has changed since: plan again"));
    const Instance* at_hand = row ? row : loose;
    if (decision.action == Action::Create || decision.action == Action::Replace || decision.action == Action::Recreate)
      return make_new(id, wanted, planned, resolved, decision.action, empty);
    carry_on(id, wanted, planned, *at_hand, resolved, decision.action);
    return {};
  }

  /// What the change set found, unless this run has mended it already.
  std::string found_now(const Step& planned, const Instance* row) const {
    if (!row || changed_before(row->number)) return row ? "running" : "";
    return planned.found;
  }

  bool changed_before(uint64_t instance) const {
    return std::any_of(live_.touched.begin(), live_.touched.end(),
                       [&](const auto& done) { return done.second.contains(instance); });
  }

  /// Made before this run was interrupted, and still what is wanted.
  const Instance* made_by_this_run(const Wanted& wanted, const Resolved& resolved) const {
    const Instance* current = live_.world.current(wanted.resource->address);
    for (const auto& [number, row] : live_.world.rows) {
      if (row.run != live_.run.id || row.address != wanted.resource->address || !same_kind(wanted, row)) continue;
      if (row.status != InstanceStatus::Ready || (current && current->number == number)) continue;
      if (row.lifecycle != Lifecycle::Immutable) return &row;
      if (!resolved.identity || *resolved.identity != row.identity) continue;
      const bool fits = std::all_of(row.made_with.begin(), row.made_with.end(), [&](const MadeWith& with) {
        const Target* target = live_.targets.find(with.address);
        return target && target->instance == with.instance;
      });
      if (fits) return &row;
    }
    return nullptr;
  }

  Result<void> decide_checks_of(const std::string& address) {
    if (!live_.goal.plan || live_.goal.verb == Verb::Repair) return {};
    const PlanPointer plan = live_.goal.plan;
    for (const Asked& asked : asked_) {
      const std::string& guarded = asked.check.address;
      if (!guarded.empty() && guarded != address) continue;
      INFRA_ASSIGN(const Verdict verdict, decide_check(live_.resolving(), *plan, asked));
      if (verdict == Verdict::Deferred && guarded == address)
        return fail(diag::error(diag::StillUnknown, address, fmt::format("{} cannot be checked", asked.subject)));
    }
    // What a policy asks of its own results is decided before the commit.
    for (const Asked& finding : findings_of(*plan, address)) {
      INFRA_TRY(decide_check(live_.resolving(), *plan, finding));
    }
    return {};
  }

  Result<void> remaining_checks() {
    if (!live_.goal.plan || live_.goal.verb == Verb::Repair) return {};
    std::vector<Asked> remaining = findings_of(*live_.goal.plan, "");
    for (const Asked& asked : asked_)
      if (asked.check.address.empty()) remaining.push_back(asked);
    for (const Asked& asked : remaining) {
      INFRA_ASSIGN(const Verdict verdict, decide_check(live_.resolving(), *live_.goal.plan, asked));
      if (verdict == Verdict::Deferred)
        return fail(diag::error(diag::StillUnknown, live_.goal.plan->deployment,
                                fmt::format("{} cannot be checked", asked.subject)));
    }
    return {};
  }

  Result<void> make_new(NodeId id, const Wanted& wanted, const Step& planned, const Resolved& resolved, Action action,
                        bool empty) {
    const plan::Kind& kind = wanted.kind();
    std::vector<std::string> without;
    if (empty) {
      INFRA_ASSIGN(without, pointing_fields(*wanted.plan, *wanted.resource));
    }
    Work work;
    work.step = planned.name();
    work.plan = wanted.plan;
    work.deadline = timeout_of(*wanted.resource);
    INFRA_ASSIGN(work.desired,
                 reveal(live_.resolving(), *wanted.plan, *wanted.resource, live_.session.state.blob_folder(), without));
    work.row.address = wanted.resource->address;
    work.row.kind = kind.name;
    work.row.kind_version = kind.version;
    work.row.lifecycle = kind.lifecycle;
    work.row.provider = kind.provider;
    work.row.protect = wanted.resource->with.protect.value_or(false);
    work.row.run = live_.run.id;
    set_inputs(work.row, wanted, resolved);
    if (empty) {
      empty_fields(*wanted.plan, *wanted.resource, without, work.row.inputs);
      work.row.inputs_digest = inputs_digest(work.row.inputs);
      work.row.identity = work.row.inputs_digest;
    }
    INFRA_ASSIGN(const KindProvider by, live_.session.table.find(kind.provider, kind.name));
    begin_event(planned, action);
    actions_[id.index] = action;
    pool_.run([this, id, by, work = std::move(work), pointer = kind.lifecycle == Lifecycle::Pointer]() mutable {
      const Milliseconds deadline = work.deadline;
      if (pointer) live_.session.system.failpoints.hit("exec.before_pointer_create");
      Done<Instance> row = live_.operations.create(by, std::move(work));
      prove(id, by, std::move(row), deadline);
    });
    return {};
  }

  static void set_inputs(Instance& row, const Wanted& wanted, const Resolved& resolved) {
    row.identity = resolved.identity.value_or(Digest{});
    row.inputs = resolved.inputs;
    row.inputs_digest = inputs_digest(resolved.inputs);
    row.made_with = resolved.made_with;
    row.plan = wanted.digest;
  }

  /// With an instance that exists: keep, start, change, or take it as it is.
  void carry_on(NodeId id, const Wanted& wanted, const Step& planned, const Instance& row, const Resolved& resolved,
                Action action) {
    const plan::Kind& kind = wanted.kind();
    const bool taken = action == Action::TakeBack;
    const bool changes = action == Action::Update || action == Action::Move || action == Action::PutBack ||
                         (taken && kind.lifecycle != Lifecycle::Immutable && inputs_changed(row, resolved));
    if (action == Action::Keep && !changed_before(row.number) && !row_is_mine(row)) return finish(id, row, action);
    auto by = live_.session.table.find(kind.provider, kind.name);
    if (!by) return give_up(id, {Trouble::Refused, std::move(by).error()});
    const Milliseconds deadline = timeout_of(*wanted.resource);
    begin_event(planned, action);
    actions_[id.index] = action;
    if (!changes) {
      pool_.run([this, id, by = *by, row, step = planned.name(), deadline, start = action == Action::Start] {
        Done<Instance> started = row;
        if (start) started = live_.operations.start(by, step, row, deadline);
        prove(id, by, std::move(started), deadline);
      });
      return;
    }
    if (auto refused = refuse(wanted, row); !refused)
      return give_up(id, {Trouble::Refused, std::move(refused).error()});
    auto desired = reveal(live_.resolving(), *wanted.plan, *wanted.resource, live_.session.state.blob_folder());
    if (!desired) return give_up(id, {Trouble::Refused, std::move(desired).error()});
    Work work;
    work.step = planned.name();
    work.plan = wanted.plan;
    work.deadline = deadline;
    work.desired = std::move(*desired);
    work.row = row;
    set_inputs(work.row, wanted, resolved);
    const bool moves = kind.lifecycle == Lifecycle::Pointer;
    const std::string operation = moves ? "move" : "update";
    const bool asks = action != Action::PutBack;
    pool_.run([this, id, by = *by, before = row, work = std::move(work), operation, moves, asks]() mutable {
      const Milliseconds limit = work.deadline;
      prove(id, by, change(by, operation, before, std::move(work), moves, asks), limit);
    });
  }

  Done<Instance> change(const KindProvider& by, const std::string& operation, const Instance& before, Work work,
                        bool moves, bool asks) {
    if (asks) {
      auto answer = by.provider->plan_change(before.kind, before.inputs, work.row.inputs);
      if (!answer) return tl::unexpected(OperationError{Trouble::Refused, std::move(answer).error()});
      if (answer->change == ChangeKind::Refused)
        return tl::unexpected(OperationError{Trouble::Refused, migration_needed(before.address, answer->reason)});
    }
    if (moves) live_.session.system.failpoints.hit("exec.before_move");
    Done<Instance> row = live_.operations.update(by, operation, before, std::move(work));
    if (moves) live_.session.system.failpoints.hit("exec.after_move");
    return row;
  }

  bool row_is_mine(const Instance& row) const { return row.run == live_.run.id && row.status == InstanceStatus::Ready; }

  /// Data cannot follow something immutable that was replaced.
  Result<void> refuse(const Wanted& wanted, const Instance&) {
    if (wanted.kind().lifecycle != Lifecycle::Persistent) return {};
    for (const plan::Edge& edge : wanted.resource->edges) {
      if (edge.kind != plan::EdgeKind::Uses && edge.kind != plan::EdgeKind::Contains) continue;
      const Instance* was = live_.world.current(edge.target);
      const auto is = live_.now.find(edge.target);
      if (was && was->lifecycle == Lifecycle::Immutable && is != live_.now.end() && is->second != was->number)
        return fail(cannot_follow(wanted.resource->address, edge.target));
    }
    return {};
  }

  /// On the pool's thread: what was made or started must become healthy before anything builds on it.
  void prove(NodeId id, const KindProvider& by, Done<Instance> row, Milliseconds limit) {
    if (row && by.can.has_health) {
      mailbox_.put({id, true, row});
      if (auto healthy = live_.operations.prove_healthy(by, *row, limit); !healthy)
        row = tl::unexpected(healthy.error());
    }
    mailbox_.put({id, false, std::move(row)});
  }

  void begin_event(const Step& planned, Action action) {
    step_event(live_, EventKind::StepStarted, planned.name(), std::string(action_text(action)), planned.address);
  }

  void receive(Message message) {
    if (message.row) live_.world.rows[message.row->number] = *message.row;
    if (message.waiting) return scheduler_.set_waiting(message.node);
    if (!message.row) return give_up(message.node, std::move(message.row).error());
    finish(message.node, Instance(*message.row), actions_.at(message.node.index));
  }

  void finish(NodeId id, const Instance& row, Action action) {
    live_.now[row.address] = row.number;
    live_.targets.set(row);
    if (action != Action::Keep || changed_before(row.number) || row_is_mine(row)) {
      live_.footprint.insert(row.address);
      const std::string step = planned_.at(row.address)->name();
      const bool pointer = row.lifecycle == Lifecycle::Pointer;
      if (pointer && action != Action::Create) step_event(live_, EventKind::PointerMoved, step, "move", row.address);
      step_event(live_, EventKind::StepDone, step, std::string(action_text(action)), row.address, "",
                 {{"id", row.provider_id}, {"instance", row.number}});
    }
    scheduler_.done(id);
  }

  void give_up(NodeId id, OperationError trouble) {
    scheduler_.failed(id);
    scheduler_.stop();
    if (trouble.trouble == Trouble::Interrupted) return interrupt();
    const std::string& address = nodes_[id.index].address;
    end_ = trouble.trouble == Trouble::Fatal ? PhaseEnd::Fatal : std::max(end_, PhaseEnd::Failed, weaker);
    if (trouble.trouble == Trouble::Undecided) live_.unfinished.push_back(address);
    step_event(live_, EventKind::StepFailed, planned_.at(address)->name(),
               std::string(action_text(planned_.at(address)->action)), address, trouble.error.message);
    live_.errors.push_back(std::move(trouble.error));
  }

  static bool weaker(PhaseEnd a, PhaseEnd b) { return rank(a) < rank(b); }
  static int rank(PhaseEnd end) {
    switch (end) {
      case PhaseEnd::Complete: return 0;
      case PhaseEnd::Interrupted: return 1;
      case PhaseEnd::Failed: return 2;
      case PhaseEnd::Fatal: return 3;
    }
    return 3;
  }

  LiveRun& live_;
  Scheduler scheduler_;
  std::vector<Node> nodes_;
  std::vector<Asked> asked_;  ///< By the plan.
  std::map<std::string, const Step*> planned_;
  std::set<std::string> filled_later_;
  std::map<uint32_t, Action> actions_;  ///< What each running node does.
  Mailbox<Message> mailbox_;
  PhaseEnd end_ = PhaseEnd::Complete;
  Pool pool_;  ///< Last: its threads end before what they use.
};

}  // namespace

PhaseEnd walk(LiveRun& live) { return Walker(live).run(); }

}  // namespace infra::runtime
