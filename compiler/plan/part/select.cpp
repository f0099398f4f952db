#include "compiler/plan/part/select.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/plan.h"
#include "compiler/diag/error.h"

namespace infra::plan {
namespace {

/// True when `address` is `wanted` or beneath it.
bool is_within(std::string_view address, std::string_view wanted) {
  if (!address.starts_with(wanted)) return false;
  return address.size() == wanted.size() || address[wanted.size()] == '.' || address[wanted.size()] == '[';
}

class Selecting {
 public:
  Selecting(const Plan& whole, const std::map<std::string, std::string>& names) : whole_(whole), names_(names) {}

  Result<std::vector<bool>> mark(const std::vector<std::string>& wanted) {
    std::vector<bool> marked(whole_.resources.size());
    for (const std::string& address : wanted) {
      bool any = false;
      for (size_t i = 0; i < marked.size(); ++i) {
        const std::string& oldest = whole_.resources[i].address;
        if (!is_within(oldest, address) && !is_within(name_of(oldest), address)) continue;
        marked[i] = any = true;
      }
      if (!any) return fail(nothing_at(address));
    }
    return marked;
  }

 private:
  const std::string& name_of(const std::string& oldest) const {
    auto found = names_.find(oldest);
    return found == names_.end() ? oldest : found->second;
  }

  Error nothing_at(const std::string& address) const {
    for (const Lookup& lookup : whole_.lookups) {
      if (!is_within(lookup.address, address)) continue;
      return diag::error(diag::NothingSelected, address)
          .note("what is looked up with `existing` is read and not deployed")
          .way_out("name resources: a lookup goes with those that refer to it");
    }
    std::vector<std::string_view> known;
    for (const Resource& resource : whole_.resources) known.push_back(name_of(resource.address));
    Error error = diag::error(diag::NothingSelected, address);
    if (auto near = nearest(address, known)) {
      error.help = fmt::format("did you mean `{}`?", *near);
    } else if (!known.empty()) {
      error.help = fmt::format("there are {}", list_names(known));
    }
    return error;
  }

  const Plan& whole_;
  const std::map<std::string, std::string>& names_;
};

}  // namespace

Result<std::vector<bool>> select(const Plan& whole, const Selection& selection,
                                 const std::map<std::string, std::string>& names) {
  bool takes = !selection.only.empty();
  INFRA_ASSIGN(std::vector<bool> kept, Selecting(whole, names).mark(takes ? selection.only : selection.except));
  if (!takes) kept.flip();
  if (std::find(kept.begin(), kept.end(), true) == kept.end()) {
    return fail(diag::error(diag::NothingKept, whole.deployment)
                    .way_out("leave out less; what shall leave the deployment is removed from its sources"));
  }
  return kept;
}

}  // namespace infra::plan
