// A part of a plan that stands on its own: for a change to some of its resources, while the others stay as they are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

/// Which resources. An address names itself and everything beneath it: `app` all of its instances, `cell["tyo"]` all
/// that is in the module. At most one of the two lists has something in it.
struct Selection {
  std::vector<std::string> only;    ///< Nothing else.
  std::vector<std::string> except;  ///< Everything else.

  bool is_everything() const { return only.empty() && except.empty(); }
};

/// The selected resources with what goes with them: their checks, findings, waivers, rollouts, providers, kinds and
/// artifacts, every output, and the lookups that something kept refers to. The whole plan when nothing is left out.
/// `names` tells what an oldest address is called in the sources, where that differs; either is understood.
///
/// A part says what the whole plan says about what it has, so it is refused when it could not: E0630 an address at which
/// there is nothing, E0631 nothing is left, E0632 a kept resource needs one that is left out, E0633 something that is
/// kept speaks of one, E0634 it would cut a rollout.
Result<Plan> part_of(const Plan& whole, const Selection& selection, const std::map<std::string, std::string>& names);

}  // namespace infra::plan
