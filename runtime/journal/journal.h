// What a run writes down, and when: every operation here is one transaction that couples the rows with the intent and
// the audit record, so that nothing happens in the world that is not on disk before it, and nothing is on disk that
// the audit log does not know. Losing the process before or after any of them leaves a state to go on from.
//
//   open_run ─ (open_intent | open_create ─ [record_id] ─ close_intent)* ─ commit_generation ─ … ─ end_run
//
// Thread-safe. Operations that wait at the same time share a transaction (group.h): a commit costs the disk the same
// for one record as for fifty.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/state/state.h"

namespace infra::runtime {

class GroupCommit;

/// Who is behind what is written.
struct Author {
  std::string who;     ///< user@host
  std::string commit;  ///< Source revision, when known.
};

/// What a run starts from. Everything that it will need again is stored with it.
struct RunStart {
  std::string verb;  ///< apply, rollback, destroy, repair
  Digest change_set;
  Digest plan;
  std::map<Digest, std::string> documents;  ///< Change set, plan, debug section, by digest.
  uint64_t abandons = 0;                    ///< The unfinished run that this one settles and takes the place of.
};

/// Rows given to an operation are written in its transaction, and come back with the new revision and fence. Nothing
/// of them changes when the operation fails.
using Rows = std::vector<Instance*>;

class Journal {
 public:
  /// The lease must outlive the journal.
  Journal(System& system, State& state, const Lease& lease, Author author);
  ~Journal();

  /// Stores the documents, consumes the change set (E0614 when that was done before), draws the generation, marks the
  /// run that it settles as abandoned and joins that one's chain. E0611 when another run is unfinished.
  Result<Run> open_run(const RunStart& start);
  /// Goes on with an unfinished run: what follows continues its chain.
  Result<void> resume_run(const Run& run);

  /// Intent before effect: on return it is on disk. Fills id, run, fence, and the token when it is empty.
  Result<void> open_intent(Intent& intent, const Rows& rows = {});
  /// The same for a create: draws the number of the new instance and writes its row, `creating`.
  Result<void> open_create(Intent& intent, Instance& row);
  /// As soon as the new thing has an id: `row.provider_id` is on disk before the provider goes on.
  Result<void> record_id(const Intent& intent, Instance& row);
  /// The outcome, what it made of the rows, and the audit record. `facts` go into the record: no secrets.
  Result<void> close_intent(Intent& intent, IntentStatus outcome, const Rows& rows = {}, Json facts = Json::object());

  /// Changes of rows that touch nothing in the world: ready after its health, adopted, taken back, kept, forgotten.
  /// In the run's chain while one is under way, in the deployment's otherwise.
  Result<void> put_rows(std::string_view event, const Rows& rows, Json facts = Json::object());
  /// Small facts: the pins of targets.
  Result<void> put_values(std::string_view event, const std::map<std::string, std::string>& values);

  /// The generation stands: its entries (with `generation` filled in here), the rows' new statuses, the run Committed,
  /// and its chain joined, at once.
  Result<void> commit_generation(Run& run, std::vector<Entry> entries, const Rows& rows, Json facts = Json::object());
  /// Done or Failed; joins the chain once more.
  Result<void> end_run(Run& run, RunStatus status, Json facts = Json::object());

 private:
  AuditRecord record(std::string_view event, Json body) const;
  Result<void> abandon(StateWriter& writer, uint64_t abandoned);
  /// Opens `intent` in one transaction with what `rows` writes.
  Result<void> put_intent(Intent& intent, const std::function<Result<void>(StateWriter&, Intent&)>& rows);

  System& system_;
  const Lease& lease_;
  Author author_;
  uint64_t run_ = 0;  ///< Whose chain is written; 0 outside of runs.
  std::unique_ptr<GroupCommit> commits_;
};

}  // namespace infra::runtime
