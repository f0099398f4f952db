// The semantic model: what a program means for given parameters. Every instance of every resource with its inputs as
// values, what points at what, what must hold. Data only; made by evaluate/, taken by the passes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/sema/contents.h"
#include "compiler/sema/program.h"

namespace infra::sema {

struct ModelEdge {
  enum class Kind : uint8_t { Uses, Contains, Points, Reaches, After } kind;
  uint32_t target;  ///< Index into Model::resources.
  friend auto operator<=>(const ModelEdge&, const ModelEdge&) = default;
};

struct ModelResource {
  std::string address;
  std::string oldest;  ///< The address by which plan and state know it; differs where it was renamed.
  KindId kind;
  Span span;                           ///< Of the name that declares it.
  std::vector<value::ValueId> inputs;  ///< By field of the kind; invalid when absent.
  std::vector<ModelEdge> edges;        ///< Sorted, distinct.
  std::optional<bool> protect;
  std::optional<int64_t> timeout_ms;
  std::optional<int64_t> retain;
  std::string provider;  ///< The address of the one that makes it; empty: that of its kind.
  std::vector<std::string> ignore;
  bool is_existing = false;
  bool is_optional = false;
};

struct ModelRollout {
  std::string address;
  std::vector<std::string> members;  ///< Oldest addresses, in the order in which they are rolled.
  std::optional<int64_t> batch, canary, min_available;
  std::optional<int64_t> healthy_for_ms, deadline_ms, confirm_ms;
};

struct ModelProvider {
  std::string name;
  std::string via;
  value::ValueId config;  ///< A Record.
};

struct ModelFinding {
  std::string resource;      ///< Its oldest address.
  value::ValueId condition;  ///< False (and waived), or deferred.
  value::ValueId message;    ///< Invalid when there is none.
};
struct ModelPolicy {
  std::string name;
  std::vector<std::string> controls;
  int64_t passed = 0;
  std::vector<ModelFinding> findings;
  ModuleId module;  ///< That declares it.
};
struct ModelWaiver {
  std::string policy, address, by, from, until, because;
};

struct ModelOutput {
  std::string name;
  Span span;
  types::TypeId type;
  value::ValueId value;
};

/// A rule whose answer waits for what is deployed.
struct ModelCheck {
  std::string address;  ///< Before this resource; empty: before anything.
  std::string subject;
  value::ValueId condition;
  value::ValueId message;  ///< Invalid when there is none.
  bool of_all = false;     ///< A `check` of the whole: before the commit, whoever takes what it reads.
};

/// Variables with depths from here on are markers: params without a value, and loops that are still being built.
inline constexpr uint32_t kMarkerBase = 1u << 24;

struct Model {
  std::vector<ModelResource> resources;
  std::vector<ModelOutput> outputs;
  std::vector<value::ValueId> lets;  ///< Of the root, by index: for tools that ask. Invalid where one failed.
  std::vector<std::string> ways;     ///< Of the questions to the network that the let which may ask them asked.
  std::vector<ModelCheck> checks;
  std::vector<ModelProvider> providers;
  std::vector<ModelRollout> rollouts;
  std::vector<ModelPolicy> policies;
  std::vector<ModelWaiver> waivers;
  std::optional<int64_t> removal_limit;
  Contents contents;
  std::map<std::string, Digest> embedded_files;  ///< What `embed` has read, by its name in messages.
};

}  // namespace infra::sema
