// The lists of artifacts and folders are those of the values: a blob that nothing names would be kept for nothing, one
// that is not listed would be missing when it is needed.
#include <map>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"

namespace infra::plan::verification {
namespace {

using Sizes = std::map<Digest, uint64_t>;

void collect(Context& context, value::ValueId id, Sizes& artifacts, Sizes& dirs) {
  const value::ValueStore& values = context.values;
  bool is_dir = values.kind(id) == value::ValueKind::Dir;
  if (is_dir || values.kind(id) == value::ValueKind::Artifact) {
    auto [entry, added] = (is_dir ? dirs : artifacts).emplace(values.content_digest(id), values.content_size(id));
    if (!added && entry->second != values.content_size(id)) {
      context.report(diag::PlanArtifact, entry->first.text(), "has two sizes");
    }
  }
  for (value::ValueId child : values.children(id)) collect(context, child, artifacts, dirs);
}

/// The files of one folder: together they are what its digest and its size say, and each is listed.
void check_dir(Context& context, const Dir& dir, uint64_t size, const Sizes& listed, std::set<Digest>& used) {
  std::string name = dir.digest.text();
  if (digest_of(dir.tree) != dir.digest) context.report(diag::PlanArtifact, name, "is a folder of other files");
  if (auto path = unsound_path(dir.tree)) {
    context.report(diag::PlanArtifact, name, fmt::format("is a folder with `{}`, which cannot lie in it", *path));
  }
  uint64_t total = 0;
  for (const auto& [path, entry] : dir.tree) {
    if (entry.type == ContentEntry::Type::Link) continue;
    auto found = listed.find(entry.content);
    if (found == listed.end()) {
      context.report(diag::PlanArtifact, entry.content.text(), "is not listed");
      return;
    }
    total += found->second;
    used.insert(entry.content);
  }
  if (total != size) context.report(diag::PlanArtifact, name, "has two sizes");
}

}  // namespace

void check_artifacts(Context& context) {
  Sizes named, dirs, listed;
  for (const Place& place : places(context)) collect(context, place.value, named, dirs);
  for (const Artifact& artifact : context.plan.artifacts) listed.emplace(artifact.digest, artifact.size);
  std::set<Digest> used;
  for (const Dir& dir : context.plan.dirs) {
    auto found = dirs.find(dir.digest);
    if (found == dirs.end()) {
      context.report(diag::PlanArtifact, dir.digest.text(), "is listed, and no value names it");
      continue;
    }
    check_dir(context, dir, found->second, listed, used);
    dirs.erase(found);
  }
  for (const auto& [digest, size] : dirs) context.report(diag::PlanArtifact, digest.text(), "is not listed");
  for (const Artifact& artifact : context.plan.artifacts) {
    auto found = named.find(artifact.digest);
    if (found == named.end()) {
      if (used.contains(artifact.digest)) continue;
      context.report(diag::PlanArtifact, artifact.digest.text(), "is listed, and no value names it");
      continue;
    }
    if (found->second != artifact.size) context.report(diag::PlanArtifact, artifact.digest.text(), "has two sizes");
    named.erase(found);
  }
  for (const auto& [digest, size] : named) context.report(diag::PlanArtifact, digest.text(), "is not listed");
}

}  // namespace infra::plan::verification
