// The plan: the desired end state of one deployment as pure data. What is in it is in its digest. One file per
// concern beside this one: json.h, text.h, verify.h, debug.h, blobs.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::plan {

inline constexpr int kFormatVersion = 1;

enum class Lifecycle : uint8_t { Immutable, Persistent, Pointer };
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
};

struct Resource {
  std::string address;      ///< The oldest.
  uint32_t kind = 0;        ///< Index into Plan::kinds.
  value::ValueId inputs;    ///< A Record; absent optionals are left out.
  std::vector<Edge> edges;  ///< Sorted, distinct; After from `with`.
  With with;
};

struct Output {
  std::string name;
  types::TypeId type;
  value::ValueId value;
};

/// A residual check: must be true before anything that needs `address` (or, when empty, before anything) is done.
struct Check {
  std::string address;
  std::string subject;  ///< What is checked, for messages: "`replicas`", "`app.memory`".
  value::ValueId condition;
  value::ValueId message;  ///< A string, or invalid.
};

struct Artifact {
  Digest digest;
  uint64_t size = 0;
  friend auto operator<=>(const Artifact&, const Artifact&) = default;
};

struct Plan {
  int format_version = kFormatVersion;
  std::string deployment;
  std::vector<Kind> kinds;          ///< By name; only those used.
  std::vector<Resource> resources;  ///< By address (address_less).
  std::vector<Output> outputs;      ///< By name.
  std::vector<Check> checks;        ///< By address, then subject.
  std::vector<Artifact> artifacts;  ///< By digest; every one that a value names.
  std::shared_ptr<types::TypeStore> types = std::make_shared<types::TypeStore>();
  std::shared_ptr<value::ValueStore> values = std::make_shared<value::ValueStore>();

  /// Binary search; null when there is none.
  const Resource* find(std::string_view address) const;
  const Kind& kind_of(const Resource& resource) const { return kinds[resource.kind]; }
};

/// The order of addresses: names by bytes, indices by number: `app[2]` before `app[10]`.
bool address_less(std::string_view a, std::string_view b);

}  // namespace infra::plan
