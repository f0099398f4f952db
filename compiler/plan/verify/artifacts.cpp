// The list of artifacts is that of the values: a blob that no value names would be kept for nothing, one that is not
// listed would be missing when it is needed.
#include <map>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

void collect(Context& context, value::ValueId id, std::map<Digest, uint64_t>& sizes) {
  const value::ValueStore& values = context.values;
  if (values.kind(id) == value::ValueKind::Artifact) {
    auto [entry, added] = sizes.emplace(values.artifact_digest(id), values.artifact_size(id));
    if (!added && entry->second != values.artifact_size(id)) {
      context.report(diag::PlanArtifact, entry->first.text(), "has two sizes");
    }
  }
  for (value::ValueId child : values.children(id)) collect(context, child, sizes);
}

}  // namespace

void check_artifacts(Context& context) {
  std::map<Digest, uint64_t> named;
  for (const Place& place : places(context)) collect(context, place.value, named);
  for (const Artifact& artifact : context.plan.artifacts) {
    auto found = named.find(artifact.digest);
    if (found == named.end()) {
      context.report(diag::PlanArtifact, artifact.digest.text(), "is listed, and no value names it");
      continue;
    }
    if (found->second != artifact.size) context.report(diag::PlanArtifact, artifact.digest.text(), "has two sizes");
    named.erase(found);
  }
  for (const auto& [digest, size] : named) context.report(diag::PlanArtifact, digest.text(), "is not listed");
}

}  // namespace infra::plan::verification
