// Ranges of semantic versions, as package managers write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/value/scalars/version.h"

namespace infra::value {

/// Whether `version` lies in `range`, or nothing when the range cannot be read, with why in `wrong`.
///
/// A range is alternatives between `||`, each a list of conditions that all hold: `1.2.3`, `=1.2.3`, `!=1.2.3`, `>1.2`,
/// `>=1.2`, `<2`, `<=2`, `~1.2.3` (the same minor), `^1.2.3` (the same first number that is not zero), `~>1.2` (as
/// Terraform: the last number given may grow), `1.x`, `1.2.*`, `*`. Conditions stand between spaces or commas. A
/// pre-release lies in a range only when a condition of the alternative names a pre-release of the same three numbers.
std::optional<bool> satisfies(const Version& version, std::string_view range, std::string& wrong);

}  // namespace infra::value
