// A change set: what applying a plan to this deployment as it is now would do, step by step. Data only; making one
// is in make.h, text in render.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/json.h"
#include "compiler/base/result.h"
#include "compiler/plan/plan.h"

namespace infra::runtime {

inline constexpr int kChangeSetFormat = 1;

enum class Action : uint8_t {
  Keep,         ///< As recorded: untouched.
  Create,       ///< A new address.
  Replace,      ///< A new instance beside the old; the old retires after the commit.
  Update,       ///< Persistent: in place.
  Move,         ///< Pointer: from the old targets to the new.
  Start,        ///< Repair: stopped but unmodified.
  Recreate,     ///< Repair: modified or gone; a new instance of the same identity.
  PutBack,      ///< Repair: a pointer or a persistent thing changed by hand.
  Retire,       ///< Leaves the deployment.
  KeepData,     ///< Persistent without a block: leaves the map, stays in the world.
  TakeBack,     ///< A kept row returns to the map.
  DestroyData,  ///< With consent.
};
std::string_view action_text(Action action);  ///< `create`, `put back`, …
std::optional<Action> action_from_text(std::string_view text);

struct Step {
  Action action = Action::Keep;
  std::string address;
  std::string kind;
  plan::Lifecycle lifecycle = plan::Lifecycle::Immutable;
  uint64_t instance = 0;           ///< The one that exists; 0 for none.
  std::string found;               ///< When it was observed: running, stopped, changed, gone. Empty: it was not.
  bool maybe = false;              ///< "may replace": waits for a result that is not known yet.
  std::vector<std::string> why;    ///< "`release` changed: "v1" to "v2"", in terms of inputs.
  std::vector<std::string> after;  ///< Addresses whose steps come first.
  Json before, after_inputs;       ///< Inputs, secrets redacted; deferred ones as `(known after apply)`.

  std::string name() const;  ///< `create app[0]`
};

struct ChangeSet {
  int format_version = kChangeSetFormat;
  std::string verb;  ///< apply, rollback, destroy, repair
  std::string deployment;
  std::string lineage;
  Digest plan;  ///< Zero for destroy and repair.
  Digest debug;
  uint64_t base = 0;      ///< The generation that it starts from; 0 for none.
  uint64_t last_run = 0;  ///< The newest run by then: after a run that failed, the same steps are another change set.
  uint64_t target = 0;    ///< Rollback: the generation that it goes back to.
  std::map<std::string, Digest> entry_plans;     ///< Rollback and repair: the plan that each address comes from.
  std::map<uint64_t, uint64_t> revisions;        ///< Of the rows that it reads and writes, by instance.
  std::map<std::string, std::string> providers;  ///< Digest of each provider's program.
  std::vector<Step> steps;                       ///< By address; Keep steps too.
  std::vector<std::string> notes;                ///< What a person should know: data that stays, rules that bind.

  bool empty() const;  ///< Only Keep steps.
  size_t count(Action action) const;
};

std::string to_json(const ChangeSet& change_set);  ///< Canonical.
/// E0705 says what is wrong.
Result<ChangeSet> change_set_from_json(std::string_view bytes);
Digest digest(const ChangeSet& change_set);

}  // namespace infra::runtime
