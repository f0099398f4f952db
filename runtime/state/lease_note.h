// What the holder of a lease writes into the file that it locks, for whoever finds it locked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/base/result.h"

namespace infra::runtime {

std::string lease_note(std::string_view who, int64_t pid, int64_t since_ms);

/// E0604, with as much as `note` says: who, process, since when.
Error lease_held(std::string_view deployment, std::string_view note);

}  // namespace infra::runtime
