// The semantic model: what a program means for given parameters. Every instance of every resource with its inputs as
// values, what points at what, what must hold. Data only; made by evaluate/, taken by the passes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/sema/program.h"

namespace infra::sema {

struct ModelEdge {
  enum class Kind : uint8_t { Uses, Contains, Points, Reaches, After } kind;
  uint32_t target;  ///< Index into Model::resources.
  friend auto operator<=>(const ModelEdge&, const ModelEdge&) = default;
};

struct ModelResource {
  std::string address;
  KindId kind;
  Span span;                           ///< Of the name that declares it.
  std::vector<value::ValueId> inputs;  ///< By field of the kind; invalid when absent.
  std::vector<ModelEdge> edges;        ///< Sorted, distinct.
  std::optional<bool> protect;
  std::optional<int64_t> timeout_ms;
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
};

/// Variables with depths from here on are markers: params without a value, and loops that are still being built.
inline constexpr uint32_t kMarkerBase = 1u << 24;

struct Model {
  std::vector<ModelResource> resources;
  std::vector<ModelOutput> outputs;
  std::vector<value::ValueId> lets;  ///< Of the root, by index: for tools that ask. Invalid where one failed.
  std::vector<ModelCheck> checks;
  std::map<Digest, std::string> artifact_files;  ///< Where the bytes lie.
};

}  // namespace infra::sema
