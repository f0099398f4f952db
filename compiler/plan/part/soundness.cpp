#include "compiler/plan/part/soundness.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/plan.h"
#include "compiler/diag/error.h"
#include "compiler/plan/part/references.h"

namespace infra::plan {
namespace {

constexpr size_t kMostNotes = 5, kMostNames = 12;

class Soundness {
 public:
  Soundness(const Plan& part, const Plan& whole) : part_(part), whole_(whole) {
    const std::vector<std::string>& left_out = part.partial->left_out;
    left_out_.insert(left_out.begin(), left_out.end());
  }

  Result<void> check() {
    for (const Resource& resource : part_.resources) needs(resource.address, resource.edges);
    for (const Lookup& lookup : part_.lookups) needs(lookup.address, lookup.edges);
    for (const Provider& provider : part_.providers) {
      speaks(fmt::format("the provider `{}`", provider.name), provider.config);
    }
    for (const Output& output : part_.outputs) speaks(fmt::format("the output `{}`", output.name), output.value);
    for (const Check& check : part_.checks) {
      speaks(check.address.empty() ? "a check of the whole" : fmt::format("a check of `{}`", check.address),
             check.condition, check.message);
    }
    for (const Policy& policy : part_.policies) {
      for (const Finding& finding : policy.findings) {
        speaks(fmt::format("the policy `{}` on `{}`", policy.name, finding.address), finding.condition,
               finding.message);
      }
    }
    for (const Rollout& rollout : part_.rollouts) cuts(rollout);
    if (problems_.empty()) return {};
    return fail(told());
  }

 private:
  void needs(const std::string& address, const std::vector<Edge>& edges) {
    for (const Edge& edge : edges) {
      if (left_out_.contains(edge.target) && is_new(address, edge.target)) {
        problems_.push_back(diag::error(diag::PartNeeds, address, edge.target));
      }
    }
  }

  void speaks(const std::string& place, value::ValueId value, value::ValueId message = {}) {
    auto see = [&](std::string_view address) {
      if (left_out_.contains(address) && is_new(place, address)) {
        problems_.push_back(diag::error(diag::PartSpeaks, place, address));
      }
    };
    each_address(*part_.values, value, see);
    each_address(*part_.values, message, see);
  }

  void cuts(const Rollout& rollout) {
    for (const std::string& member : rollout.members) {
      if (!left_out_.contains(member)) continue;
      missing_.insert(member);
      if (is_new("the rollout", rollout.address)) {
        problems_.push_back(diag::error(diag::PartOfRollout, rollout.address, member));
      }
    }
  }

  /// Each pair is said once.
  bool is_new(std::string_view place, std::string_view address) {
    if (left_out_.contains(address)) missing_.emplace(address);
    return said_.emplace(place, address).second;
  }

  /// What is missing, and what that needs in turn.
  std::vector<std::string> all_missing() const {
    std::set<std::string> all = missing_;
    std::vector<std::string> open(missing_.begin(), missing_.end());
    while (!open.empty()) {
      const Resource* resource = whole_.find(open.back());
      open.pop_back();
      if (resource == nullptr) continue;
      for (const Edge& edge : resource->edges) {
        if (left_out_.contains(edge.target) && all.insert(edge.target).second) open.push_back(edge.target);
      }
    }
    std::vector<std::string> sorted(all.begin(), all.end());
    std::sort(sorted.begin(), sorted.end(), address_less);
    return sorted;
  }

  /// `app` instead of `app[0]`, `app[1]` and so on, where it means nothing else.
  std::vector<std::string> together(const std::vector<std::string>& addresses) const {
    auto base_of = [](const std::string& address) {
      return address.ends_with(']') ? address.substr(0, address.rfind('[')) : address;
    };
    std::map<std::string, size_t> left_out, missing;
    for (const std::string& address : left_out_) ++left_out[base_of(address)];
    for (const std::string& address : addresses) ++missing[base_of(address)];
    std::vector<std::string> named;
    for (const std::string& address : addresses) {
      std::string base = base_of(address);
      bool is_whole = missing[base] > 1 && missing[base] == left_out[base];
      if (!is_whole) {
        named.push_back(address);
      } else if (named.empty() || named.back() != base) {
        named.push_back(base);
      }
    }
    return named;
  }

  Error told() {
    Error error = std::move(problems_.front());
    for (size_t i = 1; i < problems_.size() && i <= kMostNotes; ++i) error.notes.push_back(problems_[i].message);
    if (problems_.size() > kMostNotes + 1) {
      error.notes.push_back(fmt::format("and {} more", problems_.size() - kMostNotes - 1));
    }
    std::vector<std::string> missing = together(all_missing());
    std::vector<std::string_view> names(missing.begin(), missing.end());
    error.help = fmt::format("keep {} as well", list_names(names, kMostNames));
    return error;
  }

  const Plan& part_;
  const Plan& whole_;
  std::set<std::string, std::less<>> left_out_;
  std::set<std::string> missing_;
  std::set<std::pair<std::string, std::string>> said_;
  std::vector<Error> problems_;
};

}  // namespace

Result<void> check_soundness(const Plan& part, const Plan& whole) { return Soundness(part, whole).check(); }

}  // namespace infra::plan
