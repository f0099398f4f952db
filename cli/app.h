// From arguments to a verb: finding it, parsing its options, and saying well what was mistyped.
#pragma once

#include <span>
#include <string_view>

#include "cli/context.h"

namespace infra::cli {

/// `arguments` without the program's name. Gives the exit code.
int run(Context& context, std::span<const std::string_view> arguments);

}  // namespace infra::cli
