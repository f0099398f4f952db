// An address as it may be shown.
#pragma once

#include <string>

#include "compiler/package/source.h"

namespace infra::package {

/// Without the password that stands in it.
std::string shown_location(const Source& source);

}  // namespace infra::package
