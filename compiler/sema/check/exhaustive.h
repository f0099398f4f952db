// Whether the arms of a `match` cover every value. The usefulness algorithm of L. Maranget, "Warnings for pattern
// matching" (JFP 2007), over rows of checked patterns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/sema/check/context.h"

namespace infra::sema {

struct Coverage {
  std::optional<std::string> missing;  ///< A value that no arm takes, as a pattern: `.tcp(_)`.
  std::vector<size_t> unreachable;     ///< Arms that earlier ones leave nothing for.
};

/// Patterns must have been checked against `subject`.
Coverage cover(const Program& program, types::TypeId subject, const std::vector<PatternId>& arms);

}  // namespace infra::sema
