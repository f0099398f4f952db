// The verbs: data in, data out. The command line parses, asks and shows; everything else is here and below.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/plan/debug.h"
#include "compiler/plan/plan.h"
#include "runtime/change/change_set.h"
#include "runtime/exec/events.h"
#include "runtime/provider/provider.h"
#include "runtime/secret/secret.h"
#include "runtime/state/state.h"

namespace infra::runtime {

/// A plan as compiled or read: its canonical bytes and where the bytes of its artifacts lie.
struct PlanInput {
  plan::Plan plan;
  std::string bytes;
  Digest digest;
  std::string debug_bytes;                   ///< Empty when there is none.
  std::map<Digest, std::string> blob_files;  ///< A path by digest: the blob store beside the plan.
};

struct EngineOptions {
  std::string who;     ///< user@host, for audit.
  std::string commit;  ///< Source revision, when known; for audit.
  int jobs = 32;       ///< Calls in flight at most; of one kind as many as its provider says.
  CancelToken cancel;  ///< The first Ctrl-C: no new steps, running ones finish, the run stays resumable.
  std::set<std::string> destroy_data;  ///< Addresses consented to by --destroy-data.
};

enum class Outcome : uint8_t { NothingToDo, Done, Failed, Interrupted, Unfinished };
std::string_view outcome_text(Outcome outcome);  ///< `nothing_to_do`, …

struct RunReport {
  Outcome outcome = Outcome::Done;
  uint64_t run = 0;
  uint64_t generation = 0;              ///< Committed; 0 when none was.
  std::vector<Error> errors;            ///< With last health answers and log lines in the notes.
  std::vector<std::string> unfinished;  ///< What stayed `retiring`, `unknown`.
  std::vector<std::string> kept;        ///< Persistent addresses that stay without a block.
  Json summary;                         ///< What the editor may show: per step operation, address, seconds.
};

struct DriftItem {
  std::string address;
  uint64_t instance = 0;
  std::string what;  ///< gone, stopped, changed, foreign stamp
  std::string note;
  Json expected, found;  ///< Of the attributes that differ.
};
struct DriftReport {
  std::vector<DriftItem> items;
  size_t checked = 0;
};

struct StatusRow {
  Instance instance;
  bool in_map = false;
  std::string presence;  ///< running, stopped, gone, or empty when it was not asked.
  std::string note;
};
struct StatusReport {
  std::string deployment, lineage;
  std::optional<Generation> head;
  std::vector<StatusRow> rows;
  std::optional<Run> unfinished;
};

class Engine {
 public:
  Engine(System& system, State& state, Providers& providers, Redactor& redactor, EngineOptions options,
         EventSink events);
  ~Engine();

  /// `infra plan`: reads state, observes the world, changes neither.
  Result<ChangeSet> plan(const PlanInput& plan);
  /// Applies what `plan` gave (refused with E0703 when the state moved on since).
  Result<RunReport> apply(const PlanInput& plan, const ChangeSet& change_set);
  /// Goes on with the unfinished run (E0702 when there is none): settles every open intent first.
  Result<RunReport> resume();
  /// The change set of a rollback, to be confirmed and given to apply_rollback. Target: a generation number, a plan's
  /// digest (or a unique prefix of 8 digits and more), or nothing: the last committed generation whose plan differs.
  Result<ChangeSet> plan_rollback(const std::optional<std::string>& target);
  Result<ChangeSet> plan_destroy();
  /// Starts what stopped and puts back what was changed; nothing else.
  Result<ChangeSet> plan_repair(const DriftReport& drift);
  Result<RunReport> run(const ChangeSet& change_set);  ///< For rollback, destroy and repair.

  Result<DriftReport> drift();  ///< Read-only by construction.
  Result<StatusReport> status(bool observe);
  Result<Json> outputs();  ///< name → {type, value}; secrets as `<secret>`.
  Result<std::string> logs(const std::string& address, size_t lines);
  Result<std::vector<Run>> history();
  Result<void> forget(const std::string& address);  ///< A kept row leaves the state; the thing stays.

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace infra::runtime
