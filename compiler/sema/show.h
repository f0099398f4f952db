// Values in messages.
#pragma once

#include <string>

#include "compiler/sema/program.h"

namespace infra::sema {

/// `20GiB`, `"v1"`, `.prod`, `a list of 3`: as a person would write it, short. What is secret or deferred is said to
/// be so, never shown.
std::string show_value(const Program& program, types::TypeId type, value::ValueId value);

/// Source text as one line: a message quotes it.
std::string one_line(std::string_view text);

}  // namespace infra::sema
