// The table of verbs. Each is one file under `verbs/` and one line in verbs.cpp.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "cli/context.h"
#include "cli/option_table.h"

namespace infra::cli {

/// Declares a verb's options in `takes` and gives what to do once they are parsed; its int is the exit code.
using Declare = std::function<int()> (*)(OptionTable& takes, Context& context);

struct Verb {
  std::string_view group;    ///< Its heading in the overview.
  std::string_view name;     ///< One word, or two: `audit verify`.
  std::string_view takes;    ///< What stands behind it in the overview: `FILE`.
  std::string_view summary;  ///< One line.
  Declare declare;
};

std::span<const Verb> verbs();

/// 0 done or no change, 1 error, 2 changes pending.
inline constexpr int kDone = 0, kError = 1, kPending = 2;

}  // namespace infra::cli
