// The operations that touch the world, each one intent, one call, one outcome; for any thread. What a provider says is
// believed only as far as its certainty goes.
#pragma once

#include <map>
#include <mutex>
#include <set>

#include "runtime/exec/session.h"

namespace infra::runtime {

enum class Trouble : uint8_t {
  Refused,      ///< It certainly did not happen.
  Undecided,    ///< It may have happened: its intent stays open, to be settled by the next run.
  Interrupted,  ///< The caller cancelled; nothing is wrong.
  Fatal,        ///< What happens can no longer be recorded: nothing more may be done.
};
struct OperationError {
  Trouble trouble = Trouble::Refused;
  Error error;
};
template <typename T>
using Done = tl::expected<T, OperationError>;

/// What a create or an update works with.
struct Work {
  std::string step;  ///< The change set's: `create app[0]`.
  Instance row;      ///< Of an update: as it shall be after it, but for results and baseline.
  Desired desired;
  PlanPointer plan;  ///< Whose kinds say what results must be.
  Milliseconds deadline{60'000};
};

class Operations {
 public:
  Operations(Session& session, Journal& journal, Fence fence) : session_(session), journal_(journal), fence_(fence) {}

  /// Open intents of an interrupted run are gone on with: same token, no second intent.
  void go_on_with(const std::vector<Intent>& open);
  bool is_open(const std::string& operation, uint64_t instance);

  /// Makes the thing of `work.row`, which is new. The row comes back `ready`.
  Done<Instance> create(const KindProvider& by, Work work);
  /// `operation`: update, move or move_back. `before` is the row as it is recorded now.
  Done<Instance> update(const KindProvider& by, const std::string& operation, const Instance& before, Work work);
  Done<Instance> start(const KindProvider& by, const std::string& step, Instance row, Milliseconds deadline);
  /// The row comes back `retired`.
  Done<Instance> destroy(const KindProvider& by, const std::string& step, Instance row, Milliseconds deadline);
  /// `from` are the instances that it no longer points at. Its intent stays open until it went well: until then they
  /// must not be stopped.
  Done<Drained> drain(const KindProvider& by, const std::string& step, const Instance& row,
                      const std::set<uint64_t>& from, Milliseconds deadline);
  /// Asks until it is healthy, has failed, or the time is over (E0710, with the last answers and log lines).
  Done<void> prove_healthy(const KindProvider& by, const Instance& row, Milliseconds limit);
  /// Settles an interrupted create: `ready` when the thing was found, `retired` when there is none, `unknown` (and
  /// Undecided) when its provider has no way to tell. Where what was found cannot be kept, or not `may_keep`, it is
  /// `retiring`.
  Done<Instance> recover_create(const KindProvider& by, Intent intent, Instance row, bool may_keep);

 private:
  Intent intent_for(const std::string& operation, const std::string& step, const Instance& row) const;
  Result<void> open(Intent& intent);
  Done<void> close(Intent& intent, IntentStatus status, const Rows& rows, Json facts = Json::object());
  Call call(const Intent& intent, const Instance& row, Milliseconds deadline);
  Done<Instance> created(const KindProvider& by, const Work& work, Intent& intent, Instance row, Created result);
  /// E0736 when something that is to be stored holds a secret of this run.
  Result<void> without_secrets(const Instance& row) const;
  /// Of something that was made under an id that holds a secret: it is removed at once, since that id is never written
  /// down.
  Done<Instance> unmake(const KindProvider& by, Intent& intent, Instance row, Milliseconds deadline);
  /// What a call that was certainly not done is: an interruption when somebody called it off.
  Trouble not_done(const Error& error) const;
  /// The thing that a create whose outcome is not known has made, if any.
  CallResult<std::optional<Found>> look_for(const KindProvider& by, const Intent& intent, const Instance& row);

  Session& session_;
  Journal& journal_;
  Fence fence_;
  std::mutex mutex_;
  std::map<std::pair<std::string, uint64_t>, Intent> open_;  ///< By operation and instance.
};

std::string operation_title(const std::string& operation, const std::string& address);

}  // namespace infra::runtime
