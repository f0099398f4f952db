// What differs between two plans, for people who review and for tools. Data only; no secret is in it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/json.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

/// What of a plan an entry is about, in the order in which it is told.
enum class Concern : uint8_t { Deployment, Resource, Lookup, Provider, Kind, Rollout, Check, Policy, Waiver, Output };
enum class Change : uint8_t {
  Added,
  Removed,
  Changed,
  LeftOut,  ///< The later plan is a part, and this is not in it: it stays as it is.
  TakenIn,  ///< The earlier plan is a part, and this is not in it.
};
std::string_view concern_text(Concern concern);  ///< `resource`, …
std::string_view change_text(Change change);     ///< `added`, `removed`, `changed`, `left out`, `taken in`

/// One thing about an entry that differs. Values stand as their author would write them, a secret as `<secret>`.
struct FieldChange {
  std::string path;           ///< `memory`, `env.PORT`, `health.path`, `with retain`.
  std::string before, after;  ///< Empty where there is none.
  bool is_secret = false;     ///< Then they say where it comes from, `env:DB_PASSWORD`, or `<secret>`.
  friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

struct Entry {
  Concern concern = Concern::Resource;
  Change change = Change::Changed;
  std::string name;  ///< An oldest address; of others their name.
  std::string kind;  ///< Of a resource or lookup.
  /// Of a resource what applying the later plan does to it, in the words of a change set, where nothing else has
  /// happened: `create`, `replace`, `update`, `move`, `retire`, `keep data`. Empty: its settings only.
  std::string_view action;
  std::vector<std::string> because;  ///< What it refers to and is replaced, addresses.
  std::vector<FieldChange> fields;   ///< Of what is added or removed: all of its inputs, on one side.
};

struct Renamed {
  std::string address;        ///< The oldest.
  std::string before, after;  ///< What it is called in the sources.
};

struct Difference {
  Digest before, after;
  std::vector<Entry> entries;    ///< By concern, then as they stand in plans.
  std::vector<Renamed> renamed;  ///< The same thing under another name: no difference between plans.
  /// Removed and added again under another address, with the same inputs: perhaps a `renamed` was forgotten.
  std::vector<std::pair<std::string, std::string>> perhaps_renamed;

  bool same() const { return before == after; }
};

/// `names` as in debug sections: what oldest addresses are called, where that differs.
using Names = std::map<std::string, std::string>;
Difference difference(const Plan& before, const Names& names_before, const Plan& after, const Names& names_after);

/// `docs/schemas/plan-difference.schema.json` is its schema.
Json to_json(const Difference& difference);

}  // namespace infra::plan
