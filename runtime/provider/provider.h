// What makes and unmakes things: one interface, in process or behind the helper's protocol (runtime/host). The shared
// conformance suite in test/ holds every provider to what is written here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/json.h"
#include "runtime/system/system.h"

namespace infra::runtime {

/// What every create puts on the thing that it makes, so that it can be found and recognized.
struct Stamp {
  std::string lineage;
  std::string deployment;
  std::string address;    ///< The oldest.
  std::string identity;   ///< `sha256:…`
  uint64_t instance = 0;  ///< Never reused in its lineage.
  friend bool operator==(const Stamp&, const Stamp&) = default;

  /// The physical name: the address in `[a-z0-9-]`, cut to 40, then `-` and the instance number.
  std::string physical_name() const;
};
Json to_json(const Stamp& stamp);
Result<Stamp> stamp_from_json(const Json& json);

/// Who may act: providers that reach a helper are refused there when a higher pair has been seen.
struct Fence {
  uint64_t epoch = 0;  ///< Raised when a state is restored.
  uint64_t fence = 0;  ///< Raised by every new lease holder.
  friend auto operator<=>(const Fence&, const Fence&) = default;
};

/// How an interrupted create is found again.
enum class Recovery : uint8_t { ClientToken, ChosenName, Stamp, Nothing };

struct Capabilities {
  std::string kind;  ///< Qualified: `std.compute.Service`.
  Recovery recovery = Recovery::Stamp;
  bool updates_in_place = false;  ///< For persistent and pointer kinds.
  bool has_health = false;        ///< `health` says something; otherwise created is healthy.
  bool can_stop = false;          ///< A thing of it may be stopped but unmodified, and `start` starts it.
  bool drains = false;            ///< `drain` waits for sessions to end.
  bool has_logs = false;
  int calls_in_flight = 16;
  /// Inputs that the kind declares and this provider cannot keep: a plan that gives one is refused before anything is
  /// touched.
  std::vector<std::string> not_kept = {};
};

/// How sure the caller may be after an error. A timeout is Unknown, never NotDone.
enum class Certainty : uint8_t { NotDone, Unknown };
struct CallError {
  Error error;
  Certainty certainty = Certainty::NotDone;
  /// Set when it was not done because too much is asked at once: for how long the provider wants to be left alone, 0
  /// when it does not say.
  std::optional<Milliseconds> throttled = std::nullopt;
};
template <typename T>
using CallResult = tl::expected<T, CallError>;

/// What goes with every call.
struct Call {
  Stamp stamp;
  Fence fence;
  std::string token;              ///< Idempotency: the same token is the same call, done at most once.
  Milliseconds deadline{60'000};  ///< From now.
  CancelToken cancel;
  std::function<void(const std::string& id)> report_id;   ///< As soon as the thing has an id.
  std::function<void(const std::string& text)> progress;  ///< For people; passes redactor and sanitizer.
};

/// `inputs` are plain resolved values: secrets in clear, in memory only. Sizes are bytes and durations milliseconds; a
/// whole number beyond ±(2^53−1) is a string. An enum member is its name as a string (`"prod"`), with a payload
/// `{"http": {"path": "/", "port": 80}}` (positional fields are "0", "1", …). Absent optionals are left out of records
/// and are null in lists. Map keys are text. References to other resources are
/// `{"address": …, "instance": n, "id": provider id, "results": {…}}`; artifacts `{"digest": "sha256:…", "size": n}`
/// with their bytes in `blobs`, a path by digest; folders the same with `"files": [{"path": …, "digest": …}, …]`, where a
/// file may be `"executable": true` and a link has `"link"` in the place of a digest. Fields marked `unique` are absent unless fixed by the author.
/// Where inputs are given as they were *before*, a secret (or what was computed from one) stands as
/// `{"$secret": {"commitment": "sha256:…"}}`, with "source" and "name" when it is a secret as such.
struct Desired {
  std::string kind;
  Json inputs;
  std::map<std::string, std::string> blobs;
};

struct Created {
  std::string id;
  Json results;   ///< The kind's results, complete.
  Json baseline;  ///< What drift is compared with: the attributes observed right after.
};

enum class Presence : uint8_t { Gone, Stopped, Running };
struct Observed {
  Presence presence = Presence::Gone;
  Json attributes;  ///< Same shape as `baseline`; health, sessions, pids are not in it.
  Json results;
  std::optional<Stamp> stamp;  ///< As found on the thing.
  std::string note;            ///< For people: "exited with status 1, 3 restarts".
};

enum class HealthState : uint8_t { Healthy, Starting, Failed };
struct HealthReport {
  HealthState state = HealthState::Starting;
  std::vector<std::string> answers;  ///< The last answers of the check, newest last.
};

/// What changing old inputs into new ones means for a persistent or pointer kind.
enum class ChangeKind : uint8_t { Nothing, InPlace, Refused };
struct ChangeAnswer {
  ChangeKind change = ChangeKind::InPlace;
  std::string reason;  ///< Refused: names the migration.
};

struct Found {
  std::string id;
  Stamp stamp;
  std::string token;  ///< Of the create, when the provider keeps it.
};

struct Drained {
  uint64_t cut = 0;  ///< Sessions that were ended at the deadline.
};

class Provider {
 public:
  virtual ~Provider() = default;

  virtual Result<std::vector<Capabilities>> describe() = 0;
  /// SHA-256 of the program that does the work: a change set is bound to it.
  virtual Result<Digest> program() = 0;
  /// Which target this is; recorded at first use, and must match ever after (the helper's random id, an account).
  virtual Result<std::string> target() = 0;
  /// Refuses what can be seen to be wrong without touching anything (a port in use, haproxy missing).
  virtual Result<void> validate(const Call& call, const Desired& desired) = 0;
  virtual Result<ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) = 0;

  virtual CallResult<Created> create(const Call& call, const Desired& desired) = 0;
  virtual CallResult<Observed> read(const Call& call, const std::string& kind, const std::string& id) = 0;
  /// Persistent: in place. Pointer: its file first, then the running engine, then read back; on an error the old
  /// state has been put back, or certainty is Unknown. Idempotent. A pointer that is gone is made again.
  virtual CallResult<Created> update(const Call& call, const std::string& id, const Json& before,
                                     const Desired& after) = 0;
  /// Gone already is success.
  virtual CallResult<void> destroy(const Call& call, const std::string& kind, const std::string& id) = 0;
  /// Every thing of this kind and lineage, by stamp; with an address, only its. An empty lineage: of every lineage.
  virtual CallResult<std::vector<Found>> find(const Call& call, const std::string& kind, const std::string& lineage,
                                              const std::string& address) = 0;

  // What a kind's capabilities do not promise is refused (start, stop) or has nothing to say (the rest).
  virtual CallResult<void> start(const Call& call, const std::string& kind, const std::string& id);
  /// Stops without destroying, so that `start` brings the same instance back.
  virtual CallResult<void> stop(const Call& call, const std::string& kind, const std::string& id);
  virtual CallResult<HealthReport> health(const Call& call, const std::string& kind, const std::string& id);
  /// After a pointer moved: waits until what it no longer points at has no sessions, at most until the drain
  /// deadline of its inputs, then cuts and counts.
  virtual CallResult<Drained> drain(const Call& call, const std::string& kind, const std::string& id);
  virtual CallResult<std::string> logs(const Call& call, const std::string& kind, const std::string& id, size_t lines);
};

/// Providers by the name after `via`.
class Providers {
 public:
  virtual ~Providers() = default;
  /// E0801 when there is none of that name.
  virtual Result<Provider*> find(const std::string& name) = 0;
  /// Raises the fence at every helper before anything else is asked of it (E0803 when a higher one was seen).
  virtual Result<void> raise_fence(const std::string& lineage, Fence fence) = 0;
};

}  // namespace infra::runtime
