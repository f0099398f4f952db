// A change set for a person: what happens to each address and why, what leaves last, the counts at the very end.
#pragma once

#include <string>

#include "cli/style.h"
#include "runtime/change/change_set.h"

namespace infra::cli {

struct ShowOptions {
  size_t width = 80;  ///< Columns; longer lines of inputs are cut.
  bool all = false;   ///< Every step and every input in full.
};

/// Clean text, ends with a line break.
std::string show(const runtime::ChangeSet& change_set, Painter paint, ShowOptions options);

/// "2 to create, 1 to move, 4 unchanged".
std::string show_counts(const runtime::ChangeSet& change_set, Painter paint);

}  // namespace infra::cli
