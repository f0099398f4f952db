// What a state holds, as plain rows. Words are those of docs/glossary.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/json.h"
#include "compiler/plan/plan.h"

namespace infra::runtime {

inline constexpr int kStateFormat = 1;

enum class InstanceStatus : uint8_t { Creating, Ready, Current, Retained, Retiring, Retired, Kept, Unknown };
std::string_view status_text(InstanceStatus status);

/// What an instance was made with: decides whether it must be made again when a run replaces that.
struct MadeWith {
  std::string address;
  uint64_t instance = 0;
  Json results;  ///< The fields that were read.
};

/// One physical thing.
struct Instance {
  uint64_t number = 0;  ///< Never reused in its lineage.
  std::string address;  ///< The oldest.
  Digest identity;
  InstanceStatus status = InstanceStatus::Creating;
  std::string kind;  ///< Qualified.
  int64_t kind_version = 1;
  plan::Lifecycle lifecycle = plan::Lifecycle::Immutable;
  std::string provider;
  std::string provider_id;  ///< Empty until known.
  Json inputs;              ///< Resolved; a secret stands as `{"$secret": {source, name, commitment}}`.
  Digest inputs_digest;
  Json results;
  Json baseline;
  std::vector<MadeWith> made_with;
  Digest plan;  ///< That its entry came from.
  bool protect = false;
  uint64_t run = 0;       ///< That made it.
  uint64_t revision = 0;  ///< Raised by every write of this row.
  uint64_t fence = 0;     ///< Of the holder who wrote it last.
};

enum class RunStatus : uint8_t {
  Open,       ///< May be resumed.
  Committed,  ///< Its generation stands; retiring goes on.
  Done,
  Failed,
  Abandoned,  ///< Settled by a later run.
};
std::string_view status_text(RunStatus status);

struct Run {
  uint64_t id = 0;
  std::string verb;  ///< apply, rollback, destroy, drift
  Digest change_set;
  Digest plan;
  uint64_t generation = 0;  ///< Drawn when it starts; burned when it fails.
  RunStatus status = RunStatus::Open;
  int64_t started_ms = 0;  ///< Wall clock, for people.
  int64_t ended_ms = 0;
  std::string who;
};

enum class IntentStatus : uint8_t { Open, Done, Failed, Unknown };
std::string_view status_text(IntentStatus status);

/// On disk before any provider mutates anything.
struct Intent {
  uint64_t id = 0;
  uint64_t run = 0;
  std::string step;       ///< The change set's step: `create app[0]`.
  std::string operation;  ///< create, update, destroy, start, stop, drain, move, move_back
  std::string address;
  uint64_t instance = 0;
  std::string kind;
  std::string provider;
  std::string token;  ///< Idempotency token; the same on every resume.
  Digest input;
  uint64_t fence = 0;
  IntentStatus status = IntentStatus::Open;
  Json detail;  ///< For undo: a moved pointer's inputs before and after, by instance.
};

struct Generation {
  uint64_t number = 0;
  uint64_t run = 0;
  Digest plan;
  bool committed = false;  ///< false: burned, or still open.
  int64_t committed_ms = 0;
};

/// address → instance, as of the generation that wrote it; a map at generation g is each address's newest entry of a
/// committed generation up to g.
struct Entry {
  std::string address;
  std::optional<uint64_t> instance;  ///< None: the address left the map.
  Digest inputs;
  Digest plan;
  uint64_t generation = 0;
};

struct AuditRecord {
  uint64_t sequence = 0;
  uint64_t run = 0;  ///< 0: of no run.
  int64_t time_ms = 0;
  std::string who;
  std::string event;  ///< run.start, intent, outcome, commit, run.end, init, forget, …
  Json body;
  Digest previous;  ///< In its chain; of a run's first record, the deployment's head.
  Digest digest;    ///< Of the canonical JSON of all the above (audit_record.h).
};

}  // namespace infra::runtime
