// What a plan looks like: resources, what points at what, and the modules that they belong to. Data only.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"

namespace infra::graph {

/// The lifecycle of what is read and not owned.
inline constexpr std::string_view kExisting = "existing";

/// All text is clean (sanitize.h); none is escaped for any format.
struct Node {
  std::string address;    ///< `cell["tyo"].app[0]`
  std::string name;       ///< Its last part: `app[0]`.
  std::string kind;       ///< `std.net.Balancer`
  std::string lifecycle;  ///< `pointer`, or kExisting
  std::string provider;
  uint32_t group = 0;  ///< Index into Graph::groups.
  bool is_protected = false;
  std::vector<std::pair<std::string, std::string>> inputs;  ///< Name and value, as in the language.
};

struct Edge {
  uint32_t from, to;  ///< Indices into Graph::nodes: `from` needs `to`.
  plan::EdgeKind kind;
};

/// A module use; the first one is the deployment itself.
struct Group {
  std::string address;  ///< `cell["tyo"]`
  std::string name;     ///< Its last part.
  uint32_t parent = 0;  ///< Always before it in the list.
};

struct Graph {
  std::string deployment;
  std::vector<Node> nodes;  ///< Resources, then what is read, as in the plan.
  std::vector<Edge> edges;
  std::vector<Group> groups;
  std::vector<std::pair<std::string, std::string>> outputs;
};

Graph graph_of(const plan::Plan& plan);

/// The parts of an address: `cell["a.b"].app[0]` is `cell["a.b"]` and `app[0]`.
std::vector<std::string_view> address_parts(std::string_view address);

}  // namespace infra::graph
