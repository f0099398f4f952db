#include "compiler/sema/evaluate/checks.h"

#include <algorithm>
#include <unordered_set>

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

void collect_results(Evaluation& e, ValueId value, std::unordered_set<ValueId>& seen, std::vector<ValueId>& results) {
  std::vector<ValueId> pending = {value};
  while (!pending.empty()) {
    ValueId next = pending.back();
    pending.pop_back();
    if (!next.valid() || !e.values().is_deferred(next) || !seen.insert(next).second) continue;
    if (e.values().kind(next) == ValueKind::Result) {
      results.push_back(next);
      continue;
    }
    for (ValueId child : e.values().children(next)) pending.push_back(child);
  }
}

}  // namespace

std::vector<ModelCheck> place_checks(Evaluation& e, const Model& model) {
  std::vector<ModelCheck> placed;
  std::unordered_map<ValueId, std::vector<const ModelResource*>> takers;
  bool indexed = false;
  for (const ModelCheck& check : e.checks) {
    std::vector<ValueId> results;
    std::unordered_set<ValueId> seen;
    if (check.address.empty() && !check.of_all) collect_results(e, check.condition, seen, results);
    if (results.empty()) {
      placed.push_back(check);
      continue;
    }
    if (!indexed) {
      indexed = true;
      for (const ModelResource& resource : model.resources) {
        std::unordered_set<ValueId> inside;
        std::vector<ValueId> taken;
        for (ValueId input : resource.inputs) collect_results(e, input, inside, taken);
        for (ValueId result : taken) takers[result].push_back(&resource);
      }
    }
    std::vector<std::string> addresses;
    for (ValueId result : results) {
      for (const ModelResource* taker : takers[result]) addresses.push_back(taker->oldest);
    }
    // Only an output takes it: decided when all results are there, before the commit.
    if (addresses.empty()) placed.push_back(check);
    std::sort(addresses.begin(), addresses.end());
    addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
    for (std::string& address : addresses) {
      ModelCheck copy = check;
      copy.address = std::move(address);
      placed.push_back(std::move(copy));
    }
  }
  return placed;
}

}  // namespace infra::sema
