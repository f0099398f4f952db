// Asking before anything changes.
#pragma once

#include <string_view>

#include "cli/context.h"

namespace infra::cli {

struct RunOptions {
  bool yes = false;   ///< `--yes`: what would be asked is answered.
  bool json = false;  ///< `--json`: events for tools instead of text for people.
  bool all = false;   ///< `--all`: fold nothing away.
};

/// Asks `question`; only the word `yes` is taken. E0909 nobody to ask, E0910 not confirmed.
Result<void> confirm(Context& context, const RunOptions& options, std::string_view deployment,
                     std::string_view question);

}  // namespace infra::cli
