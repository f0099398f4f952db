// Which resources an address on the command line means. Private to `part_of`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/plan/part.h"

namespace infra::plan {

/// Of each resource of the plan whether it is kept. E0630, E0631.
Result<std::vector<bool>> select(const Plan& whole, const Selection& selection,
                                 const std::map<std::string, std::string>& names);

}  // namespace infra::plan
