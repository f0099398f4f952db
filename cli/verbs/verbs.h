// One function a verb, each in the file of its name.
#pragma once

#include <functional>

#include "cli/context.h"

namespace CLI {
class App;
}

namespace infra::cli {

std::function<int()> explain_verb(CLI::App& app, Context& context);
std::function<int()> version_verb(CLI::App& app, Context& context);

}  // namespace infra::cli
