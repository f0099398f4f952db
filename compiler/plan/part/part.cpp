#include "compiler/plan/part.h"

#include <algorithm>
#include <set>

#include "compiler/plan/json.h"
#include "compiler/plan/part/references.h"
#include "compiler/plan/part/select.h"
#include "compiler/plan/part/soundness.h"

namespace infra::plan {
namespace {

/// A copy of the whole plan, from which what is not kept is taken away, concern by concern.
class Cutting {
 public:
  Cutting(const Plan& whole, const std::vector<bool>& kept) : whole_(whole), part_(whole) {
    part_.resources.clear();
    Partial partial{plan::digest(whole), {}};
    for (size_t i = 0; i < kept.size(); ++i) {
      const Resource& resource = whole.resources[i];
      if (kept[i]) {
        part_.resources.push_back(resource);
        kept_.insert(resource.address);
      } else {
        partial.left_out.push_back(resource.address);
      }
    }
    part_.partial = std::move(partial);
  }

  Result<Plan> cut() {
    cut_declarations();
    keep_lookups();
    cut_checks();
    cut_providers();
    cut_kinds();
    INFRA_TRY(check_soundness(part_, whole_));
    cut_artifacts();
    return std::move(part_);
  }

 private:
  using Addresses = std::set<std::string, std::less<>>;

  /// What was found about a resource, was waived of it and is rolled with it goes with it.
  void cut_declarations() {
    for (Policy& policy : part_.policies) {
      std::erase_if(policy.findings, [&](const Finding& finding) { return !kept_.contains(finding.address); });
    }
    std::erase_if(part_.waivers, [&](const Waiver& waiver) { return !kept_.contains(waiver.address); });
    std::erase_if(part_.rollouts, [&](const Rollout& rollout) {
      return std::none_of(rollout.members.begin(), rollout.members.end(),
                          [&](const std::string& member) { return kept_.contains(member); });
    });
  }

  void see_edges(const std::vector<Edge>& edges, Addresses& seen) {
    for (const Edge& edge : edges) seen.insert(edge.target);
  }
  void see(value::ValueId value, Addresses& seen) {
    each_address(*whole_.values, value, [&](std::string_view address) { seen.emplace(address); });
  }

  /// The addresses that stand in what `plan` has of resources, outputs, findings, and of the checks, lookups and
  /// providers that are of what `is_there`.
  template <typename IsThere>
  Addresses named_in(const Plan& plan, IsThere is_there) {
    Addresses seen;
    std::set<std::string_view> providers;
    for (const Resource& resource : plan.resources) {
      see_edges(resource.edges, seen);
      providers.insert(resource.with.provider);
    }
    for (const Output& output : plan.outputs) see(output.value, seen);
    for (const Policy& policy : plan.policies) {
      for (const Finding& finding : policy.findings) see(finding.condition, seen), see(finding.message, seen);
    }
    for (const Check& check : whole_.checks) {
      if (!check.address.empty() && !is_there(check.address)) continue;
      see(check.condition, seen), see(check.message, seen);
    }
    for (const Lookup& lookup : whole_.lookups) {
      if (!is_there(lookup.address)) continue;
      see_edges(lookup.edges, seen);
      providers.insert(lookup.provider);
    }
    for (const Provider& provider : whole_.providers) {
      if (providers.contains(provider.name)) see(provider.config, seen);
    }
    return seen;
  }

  /// A lookup stays when something that stays speaks of it, or when nothing at all does: then it stands for itself.
  void keep_lookups() {
    Addresses spoken_of = named_in(whole_, [](const std::string&) { return true; });
    for (const Lookup& lookup : whole_.lookups) {
      if (!spoken_of.contains(lookup.address)) kept_.insert(lookup.address);
    }
    for (size_t before = 0; before != kept_.size();) {
      before = kept_.size();
      Addresses named = named_in(part_, [&](const std::string& address) { return kept_.contains(address); });
      for (const Lookup& lookup : whole_.lookups) {
        if (named.contains(lookup.address)) kept_.insert(lookup.address);
      }
    }
    std::erase_if(part_.lookups, [&](const Lookup& lookup) { return !kept_.contains(lookup.address); });
  }

  void cut_checks() {
    std::erase_if(part_.checks,
                  [&](const Check& check) { return !check.address.empty() && !kept_.contains(check.address); });
  }

  void cut_providers() {
    std::set<std::string_view> used;
    for (const Resource& resource : part_.resources) used.insert(resource.with.provider);
    for (const Lookup& lookup : part_.lookups) used.insert(lookup.provider);
    std::erase_if(part_.providers, [&](const Provider& provider) { return !used.contains(provider.name); });
  }

  void cut_kinds() {
    constexpr uint32_t kGone = UINT32_MAX;
    std::vector<uint32_t> moved(whole_.kinds.size(), kGone);
    for (const Resource& resource : part_.resources) moved[resource.kind] = 0;
    for (const Lookup& lookup : part_.lookups) moved[lookup.kind] = 0;
    part_.kinds.clear();
    for (size_t i = 0; i < moved.size(); ++i) {
      if (moved[i] == kGone) continue;
      moved[i] = static_cast<uint32_t>(part_.kinds.size());
      part_.kinds.push_back(whole_.kinds[i]);
    }
    for (Resource& resource : part_.resources) resource.kind = moved[resource.kind];
    for (Lookup& lookup : part_.lookups) lookup.kind = moved[lookup.kind];
  }

  void see_artifacts(value::ValueId value, std::set<Digest>& seen) {
    if (!value.valid()) return;
    const value::ValueStore& values = *part_.values;
    bool is_content = values.kind(value) == value::ValueKind::Artifact || values.kind(value) == value::ValueKind::Dir;
    if (is_content) seen.insert(values.content_digest(value));
    for (value::ValueId child : values.children(value)) see_artifacts(child, seen);
  }

  void cut_artifacts() {
    std::set<Digest> named;
    for (const Resource& resource : part_.resources) see_artifacts(resource.inputs, named);
    for (const Lookup& lookup : part_.lookups) see_artifacts(lookup.find, named);
    for (const Provider& provider : part_.providers) see_artifacts(provider.config, named);
    for (const Output& output : part_.outputs) see_artifacts(output.value, named);
    for (const Check& check : part_.checks) see_artifacts(check.condition, named), see_artifacts(check.message, named);
    for (const Policy& policy : part_.policies) {
      for (const Finding& finding : policy.findings)
        see_artifacts(finding.condition, named), see_artifacts(finding.message, named);
    }
    std::erase_if(part_.dirs, [&](const Dir& dir) { return !named.contains(dir.digest); });
    for (const Dir& dir : part_.dirs) {
      for (const auto& [path, entry] : dir.tree) named.insert(entry.content);
    }
    std::erase_if(part_.artifacts, [&](const Artifact& artifact) { return !named.contains(artifact.digest); });
  }

  const Plan& whole_;
  Plan part_;
  Addresses kept_;  ///< Resources, and lookups as they turn out to be needed.
};

}  // namespace

Result<Plan> part_of(const Plan& whole, const Selection& selection, const std::map<std::string, std::string>& names) {
  if (selection.is_everything()) return whole;
  INFRA_ASSIGN(const std::vector<bool> kept, select(whole, selection, names));
  if (std::find(kept.begin(), kept.end(), false) == kept.end()) return whole;
  return Cutting(whole, kept).cut();
}

}  // namespace infra::plan
