// The other programs of this installation, which lie in its libexec.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"

namespace infra::cli {

/// Becomes the program `name` with these arguments. Gives kError, with E0912 shown, when it cannot.
int become(Context& context, const std::string& name, std::vector<std::string> arguments);

}  // namespace infra::cli
