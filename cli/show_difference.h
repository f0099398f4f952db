// What differs between two plans, for a person: a line for each thing, its fields beneath it, the counts at the very end.
#pragma once

#include <string>

#include "cli/show_change_set.h"
#include "compiler/plan/difference.h"

namespace infra::cli {

/// Clean text, ends with a line break. The words for what happens to a resource are those of a change set.
std::string show(const plan::Difference& difference, const std::string& deployment, Painter paint, ShowOptions options);

}  // namespace infra::cli
