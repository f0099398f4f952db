// The edges of a resource are exactly those of its inputs, with the marks of their fields, those of what its provider is
// configured with, and what `after` adds.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

void collect(const value::ValueStore& values, value::ValueId id, EdgeKind kind, std::set<Edge>& edges) {
  if (values.kind(id) == value::ValueKind::Reference) edges.insert({kind, std::string(values.as_text(id))});
  for (value::ValueId child : values.children(id)) collect(values, child, kind, edges);
}

std::string print(const Edge& edge) { return fmt::format("`{} {}`", edge_text(edge.kind), edge.target); }

}  // namespace

void check_edges(Context& context) {
  for (const Target& resource : context.targets) {
    std::set<Edge> wanted;
    for (const KindField& field : context.kind_of(resource).fields) {
      value::ValueId input = context.values.field(resource.inputs, field.name);
      if (input.valid()) collect(context.values, input, field.edge, wanted);
    }
    for (const Provider& provider : context.plan.providers) {
      if (provider.name == resource.provider && provider.config.valid())
        collect(context.values, provider.config, EdgeKind::Uses, wanted);
    }
    for (const Edge& edge : wanted) {
      if (!std::binary_search(resource.edges.begin(), resource.edges.end(), edge)) {
        context.report(diag::PlanEdge, resource.address, print(edge) + " is missing");
      }
    }
    for (const Edge& edge : resource.edges) {
      if (edge.kind != EdgeKind::After && !wanted.contains(edge)) {
        context.report(diag::PlanEdge, resource.address, print(edge) + " is of no input");
      }
      if (edge.target == resource.address)
        context.report(diag::PlanEdge, resource.address, print(edge) + " leads to itself");
    }
  }
}

}  // namespace infra::plan::verification
