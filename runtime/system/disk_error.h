// What a failed call on a file becomes for a person.
#pragma once

#include <string>

#include "compiler/base/result.h"

namespace infra::runtime {

/// E0051 absent, E0055 otherwise.
Error read_error(const std::string& path, int number);
/// E0607 no space (a quota too), E0608 otherwise.
Error write_error(const std::string& path, int number);

}  // namespace infra::runtime
