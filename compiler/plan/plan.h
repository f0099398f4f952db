// The plan: the desired end state of one deployment as pure data. What is in it is in its digest. One file per
// concern beside this one: json.h, text.h, verify.h, part.h, difference.h, debug.h, blobs.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/tree.h"
#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::plan {

inline constexpr int kFormatVersion = 3;

enum class Lifecycle : uint8_t { Immutable, Persistent, Pointer, Attachment, Singleton };
enum class EdgeKind : uint8_t { Uses, Contains, Points, Reaches, After };

// As written in plans: `immutable`, `uses`.
std::string_view lifecycle_text(Lifecycle lifecycle);
std::string_view edge_text(EdgeKind kind);
std::optional<Lifecycle> lifecycle_from_text(std::string_view text);
std::optional<EdgeKind> edge_from_text(std::string_view text);

/// A field of a kind, as far as the runtime must know it.
struct KindField {
  std::string name;
  types::TypeId type;
  EdgeKind edge = EdgeKind::Uses;  ///< Of the references inside it.
  bool is_unique = false;          ///< Derived per instance; never in the identity.
  bool is_exclusive = false;       ///< What it refers to has one holder at a time: handed over, never shared.
  bool is_find = false;            ///< What exists is looked up by it.
};

struct Kind {
  std::string name;  ///< Qualified: `std.net.Balancer`.
  Lifecycle lifecycle = Lifecycle::Immutable;
  std::string provider;  ///< After `via`.
  int64_t version = 1;
  std::vector<KindField> fields;   ///< By name.
  std::vector<KindField> results;  ///< By name; only name and type are used.
};

struct Edge {
  EdgeKind kind = EdgeKind::Uses;
  std::string target;  ///< An oldest address.
  friend auto operator<=>(const Edge&, const Edge&) = default;
};

struct With {
  std::optional<bool> protect;
  std::optional<int64_t> timeout_ms;  ///< Of one provider call, and of the wait for health.
  std::optional<int64_t> retain;      ///< How many earlier instances stay warm.
  std::string provider;               ///< The name of a Provider; empty: that of the kind as it is.
  std::vector<std::string> ignore;    ///< Fields that somebody else changes; sorted, distinct.
};

struct Resource {
  std::string address;      ///< The oldest.
  uint32_t kind = 0;        ///< Index into Plan::kinds.
  value::ValueId inputs;    ///< A Record; absent optionals are left out.
  std::vector<Edge> edges;  ///< Sorted, distinct; After from `with`.
  With with;
};

/// `existing`: what is read and not owned. Referred to as a resource is; all that it gives is known only later.
struct Lookup {
  std::string address;
  uint32_t kind = 0;         ///< Index into Plan::kinds.
  value::ValueId find;       ///< A Record of fields marked `find`.
  std::vector<Edge> edges;   ///< Sorted, distinct: of the values in `find`.
  bool is_optional = false;  ///< It may be missing: its result `exists?` says so. Otherwise that is an error.
  std::string provider;      ///< As in With.
};
/// The result of an optional Lookup that tells whether it was found. No name of a field has this form.
inline constexpr std::string_view kExists = "exists?";

/// A configured provider.
struct Provider {
  std::string name;       ///< `eu`, `store.eu`.
  std::string provider;   ///< What the kinds that it serves say after `via`.
  value::ValueId config;  ///< A Record; absent optionals are left out.
};

/// How the instances of one declaration are replaced, some at a time.
struct Rollout {
  std::string address;               ///< Of the declaration: `app`.
  std::vector<std::string> members;  ///< Addresses in the order in which they are rolled.
  std::optional<int64_t> batch;      ///< How many at a time.
  std::optional<int64_t> canary;     ///< How many before the first batch.
  std::optional<int64_t> min_available;
  std::optional<int64_t> healthy_for_ms;  ///< For how long a batch must stay healthy.
  std::optional<int64_t> deadline_ms;     ///< Of the whole rollout.
  std::optional<int64_t> confirm_ms;      ///< Within it the new ones must be confirmed, or they go back.
};

struct Output {
  std::string name;
  types::TypeId type;
  value::ValueId value;
};

/// A residual check: must be true before anything that needs `address` (or, when empty, before anything) is done.
struct Check {
  std::string address;
  value::ValueId condition;
  value::ValueId message;  ///< A string, or invalid.
};
/// The bytes that order checks of one address: the canonical condition, then the message.
std::string check_key(const value::ValueStore& values, const Check& check);

/// What an enforced policy could not prove of one thing.
struct Finding {
  std::string address;       ///< Of the resource that the policy looked at.
  value::ValueId condition;  ///< `false` when it fails and is waived; otherwise decided before `address` is touched.
  value::ValueId message;    ///< A string, or invalid.
};

struct Policy {
  std::string name;                   ///< Qualified: `rules.no_open_admin`.
  std::vector<std::string> controls;  ///< As written: `PCI-DSS-4.0.1 1.3.1`.
  int64_t passed = 0;                 ///< Of how many things it was proved.
  std::vector<Finding> findings;      ///< By address, then in the order of its rules.
};

/// Lets a policy fail on one resource for a while. The dates are judged when it is planned and applied.
struct Waiver {
  std::string policy;
  std::string address;
  std::string by;
  std::string from;   ///< `2026-12-01`, the first day.
  std::string until;  ///< The last day, at most 180 days later.
  std::string because;
  friend auto operator<=>(const Waiver&, const Waiver&) = default;
};
inline constexpr int kMaxWaiverDays = 180;

struct Artifact {
  Digest digest;
  uint64_t size = 0;
  friend auto operator<=>(const Artifact&, const Artifact&) = default;
};

/// Of a plan that is a part of another: what it leaves out is neither made nor changed nor retired.
struct Partial {
  Digest whole;                       ///< Of the plan that it is a part of.
  std::vector<std::string> left_out;  ///< The resources of that plan which this one does not have; in order.
};

/// The files of a folder, as `source/tree.h` lists and digests them. The bytes of each are an Artifact.
struct Dir {
  Digest digest;
  ContentTree tree;
  friend bool operator==(const Dir&, const Dir&) = default;
};

struct Plan {
  int format_version = kFormatVersion;
  std::string deployment;
  std::vector<Kind> kinds;               ///< By name; only those used.
  std::vector<Resource> resources;       ///< By address (address_less).
  std::vector<Lookup> lookups;           ///< By address.
  std::vector<Provider> providers;       ///< By name; only those used.
  std::vector<Output> outputs;           ///< By name.
  std::vector<Check> checks;             ///< By address, then check_key.
  std::vector<Policy> policies;          ///< By name; every one that is enforced.
  std::vector<Waiver> waivers;           ///< By policy and address; only those that waive something.
  std::vector<Rollout> rollouts;         ///< By address.
  std::optional<int64_t> removal_limit;  ///< How many resources may leave in one run.
  std::vector<Artifact> artifacts;       ///< By digest; every one that a value or a Dir names.
  std::vector<Dir> dirs;                 ///< By digest; every one that a value names.
  std::optional<Partial> partial;        ///< Unless the plan is whole.
  std::shared_ptr<types::TypeStore> types = std::make_shared<types::TypeStore>();
  std::shared_ptr<value::ValueStore> values = std::make_shared<value::ValueStore>();

  /// Binary search; null when there is none.
  const Resource* find(std::string_view address) const;
  const Kind& kind_of(const Resource& resource) const { return kinds[resource.kind]; }
};

/// The order of addresses: names by bytes, indices by number: `app[2]` before `app[10]`.
bool address_less(std::string_view a, std::string_view b);

}  // namespace infra::plan
