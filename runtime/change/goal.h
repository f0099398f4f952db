// What should be: every address with the plan that says what it is. Of an apply all come from one plan; of a rollback
// each comes from the plan that its entry came from.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/plan/plan.h"

namespace infra::runtime {

using PlanPointer = std::shared_ptr<const plan::Plan>;

struct Wanted {
  PlanPointer plan;
  Digest digest;
  const plan::Resource* resource = nullptr;  ///< In `plan`.

  const plan::Kind& kind() const { return plan->kind_of(*resource); }
};

enum class Verb : uint8_t { Apply, Rollback, Destroy, Repair };
std::string_view verb_text(Verb verb);
std::optional<Verb> verb_from_text(std::string_view text);

struct Goal {
  Verb verb = Verb::Apply;
  PlanPointer plan;    ///< Whose checks and outputs hold from now on; null for destroy.
  Digest plan_digest;  ///< Zero for destroy.
  Digest debug;
  std::vector<std::string> subjects = {};  ///< What each check of the plan asks of, where the debug section is at hand.
  uint64_t target = 0;                     ///< Rollback: the generation.
  std::map<std::string, Wanted> resources;  ///< By oldest address.
  std::vector<std::string> notes;           ///< What was decided when the goal was set.
};

/// An address and its place: what must be there first comes first.
struct Placed {
  std::string address;
  /// A pointer belongs to a stage, and moves when everything of its stage is made and healthy. What needs a pointer
  /// is of a later stage.
  size_t stage = 0;
  /// A pointer that what it points at needs itself: it is made empty first and filled when its stage is up.
  bool filled_later = false;
};

/// All addresses of a goal in an order in which they can be made. E0728 for a cycle that no pointer opens (a sound
/// plan has none), E0716 for a reference to something that the goal does not have.
Result<std::vector<Placed>> order_goal(const Goal& goal);

}  // namespace infra::runtime
