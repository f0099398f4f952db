#include "compiler/plan/difference.h"

#include <algorithm>
#include <array>

#include "compiler/plan/difference/compare.h"
#include "compiler/plan/json.h"

namespace infra::plan {
namespace {

constexpr std::array<std::string_view, 10> kConcerns = {"deployment", "resource", "lookup", "provider", "kind",
                                                        "rollout",    "check",    "policy", "waiver",   "output"};
constexpr std::array<std::string_view, 5> kChanges = {"added", "removed", "changed", "left out", "taken in"};

void compare_deployments(Comparing& comparing) {
  const Plan &before = comparing.before, &after = comparing.after;
  Entry entry;
  entry.concern = Concern::Deployment;
  entry.name = after.deployment;
  auto limit = [](const Plan& plan) { return plan.removal_limit ? std::to_string(*plan.removal_limit) : ""; };
  auto part = [](const Plan& plan) { return plan.partial ? "a part of " + plan.partial->whole.text() : "the whole"; };
  compare_texts("name", before.deployment, after.deployment, entry.fields);
  compare_texts("limit removals", limit(before), limit(after), entry.fields);
  compare_texts("extent", part(before), part(after), entry.fields);
  if (!entry.fields.empty()) comparing.entries.push_back(std::move(entry));
}

std::vector<Renamed> renamed(const Plan& before, const Names& names_before, const Plan& after,
                             const Names& names_after) {
  auto name = [](const Names& names, const std::string& oldest) {
    auto found = names.find(oldest);
    return found == names.end() ? oldest : found->second;
  };
  std::vector<Renamed> all;
  for (const Resource& resource : after.resources) {
    std::string was = name(names_before, resource.address), is = name(names_after, resource.address);
    if (was != is && before.find(resource.address) != nullptr) all.push_back({resource.address, was, is});
  }
  return all;
}

std::vector<std::pair<std::string, std::string>> perhaps_renamed(const Comparing& comparing) {
  // By kind and inputs; a pair is told only where it is the only one.
  std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::string>>> twins;
  auto signature = [](const Plan& plan, const Entry& entry) {
    return entry.kind + " " + bytes_of(plan, plan.find(entry.name)->inputs);
  };
  for (const Entry& entry : comparing.entries) {
    if (entry.concern != Concern::Resource) continue;
    if (entry.change == Change::Removed) twins[signature(comparing.before, entry)].first.push_back(entry.name);
    if (entry.change == Change::Added) twins[signature(comparing.after, entry)].second.push_back(entry.name);
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& [inputs, both] : twins) {
    if (both.first.size() == 1 && both.second.size() == 1) pairs.emplace_back(both.first[0], both.second[0]);
  }
  std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return address_less(a.first, b.first); });
  return pairs;
}

Json json_of(const Entry& entry) {
  Json fields = Json::array();
  for (const FieldChange& change : entry.fields) {
    Json field = {{"path", change.path}};
    if (!change.before.empty()) field["before"] = change.before;
    if (!change.after.empty()) field["after"] = change.after;
    if (change.is_secret) field["secret"] = true;
    fields.push_back(std::move(field));
  }
  Json json = {{"concern", concern_text(entry.concern)},
               {"change", change_text(entry.change)},
               {"name", entry.name},
               {"fields", std::move(fields)}};
  if (!entry.kind.empty()) json["kind"] = entry.kind;
  if (!entry.action.empty()) json["action"] = entry.action;
  if (!entry.because.empty()) json["because"] = entry.because;
  return json;
}

}  // namespace

std::string_view concern_text(Concern concern) { return kConcerns[static_cast<size_t>(concern)]; }
std::string_view change_text(Change change) { return kChanges[static_cast<size_t>(change)]; }

Difference difference(const Plan& before, const Names& names_before, const Plan& after, const Names& names_after) {
  Difference out;
  out.before = digest(before);
  out.after = digest(after);
  out.renamed = renamed(before, names_before, after, names_after);
  if (out.same()) return out;
  Comparing comparing{before, after, out.entries, {}, {}};
  auto left_out = [](const Plan& plan, auto& addresses) {
    if (plan.partial) addresses.insert(plan.partial->left_out.begin(), plan.partial->left_out.end());
  };
  left_out(before, comparing.left_out_before);
  left_out(after, comparing.left_out_after);
  compare_deployments(comparing);
  compare_resources(comparing);
  compare_lookups(comparing);
  compare_providers(comparing);
  compare_kinds(comparing);
  compare_rollouts(comparing);
  compare_checks(comparing);
  compare_policies(comparing);
  compare_waivers(comparing);
  compare_outputs(comparing);
  out.perhaps_renamed = perhaps_renamed(comparing);
  return out;
}

Json to_json(const Difference& difference) {
  Json entries = Json::array(), renamed = Json::array(), perhaps = Json::array();
  for (const Entry& entry : difference.entries) entries.push_back(json_of(entry));
  for (const Renamed& name : difference.renamed) {
    renamed.push_back({{"address", name.address}, {"before", name.before}, {"after", name.after}});
  }
  for (const auto& [before, after] : difference.perhaps_renamed) {
    perhaps.push_back({{"before", before}, {"after", after}});
  }
  return {{"$format", {"infra-plan-difference", 1}}, {"before", difference.before.text()},
          {"after", difference.after.text()},        {"same", difference.same()},
          {"entries", std::move(entries)},           {"renamed", std::move(renamed)},
          {"perhaps_renamed", std::move(perhaps)}};
}

}  // namespace infra::plan
