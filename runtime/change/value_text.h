// Values of change sets as a person would write them: `{ RELEASE = "v1" }`, and not as JSON.
#pragma once

#include <string>

#include "runtime/change/resolve.h"

namespace infra::runtime {

/// One line. References as their addresses, artifacts and digests cut to what people compare, secrets as `<secret>`.
std::string value_text(const Json& value);

}  // namespace infra::runtime
