// Canonical JSON written straight into one string. Private to the plan's codec.
#pragma once

#include <string>

#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::plan {

/// The members at the very beginning of each plan, before its format version.
inline constexpr std::string_view kPlanHead = "{\"$format\":[\"infra-plan\",";
/// The largest Int that every JSON reader keeps exactly: 2^53−1.
inline constexpr int64_t kSafeInt = (int64_t{1} << 53) - 1;

/// An integer whose place says that it is one: plain, or a string where it is not safe.
void write_integer(std::string& out, int64_t value);
void write_size(std::string& out, uint64_t value);
void write_value(std::string& out, const value::ValueStore& values, value::ValueId value);
void write_type(std::string& out, const types::TypeStore& types, types::TypeId type);

}  // namespace infra::plan
