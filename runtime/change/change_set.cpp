#include "runtime/change/change_set.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace infra::runtime {

namespace {

constexpr std::array<std::string_view, 12> kActions = {"keep",   "create",    "replace",   "update",
                                                       "move",   "start",     "recreate",  "put back",
                                                       "retire", "keep data", "take back", "destroy data"};

}  // namespace

std::string_view action_text(Action action) { return kActions[static_cast<size_t>(action)]; }

std::optional<Action> action_from_text(std::string_view text) {
  const auto found = std::find(kActions.begin(), kActions.end(), text);
  if (found == kActions.end()) return std::nullopt;
  return static_cast<Action>(found - kActions.begin());
}

std::string Step::name() const { return fmt::format("{} {}", action_text(action), address); }

bool ChangeSet::empty() const { return count(Action::Keep) == steps.size(); }

size_t ChangeSet::count(Action action) const {
  return static_cast<size_t>(
      std::count_if(steps.begin(), steps.end(), [&](const Step& s) { return s.action == action; }));
}

Digest digest(const ChangeSet& change_set) { return sha256(to_json(change_set)); }

}  // namespace infra::runtime
