// Manual pages (man 7) from the tables of verbs and options.
#pragma once

#include <string>
#include <vector>

#include "cli/describe.h"

namespace infra::cli {

/// `infra.1`: what there is.
std::string main_page(const std::vector<VerbDescription>& verbs, std::string_view version);
/// `infra-check.1`, `infra-audit-verify.1`: one verb.
std::string verb_page(const VerbDescription& verb, const std::vector<VerbDescription>& verbs, std::string_view version);

/// `infra-audit-verify` of `audit verify`.
std::string page_name(const VerbDescription& verb);

}  // namespace infra::cli
