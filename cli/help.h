// What `infra` alone and `infra VERB --help` print.
#pragma once

#include <string>
#include <string_view>

#include "cli/style.h"
#include "cli/verbs.h"

namespace CLI {
class App;
}

namespace infra::cli {

std::string overview(std::string_view version, Painter paint);
std::string verb_help(const Verb& verb, const CLI::App& app, Painter paint);

}  // namespace infra::cli
