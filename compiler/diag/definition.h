// One line of the table of diagnostics, with the types of its arguments. A phase's lines stand in `codes/<phase>.def`, and
// its code includes `codes/<phase>.h`: a new line rebuilds what belongs to that phase and nothing else.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/diag/diagnostic.h"

namespace infra::diag {

using Text = std::string_view;

/// One line of the table: `Args` are what its message takes, checked when the compiler is built.
template <typename... Args>
struct Definition {
  std::string_view code;
  Severity severity;
  fmt::format_string<Args...> format;

  std::string message(const Args&... args) const {
    return fmt::vformat(fmt::string_view(format), fmt::make_format_args(args...));
  }
};

// INFRA_DIAGNOSTIC(Name, code, severity, format, argument types...), as `codes/<phase>.h` reads it.
#define INFRA_DEFINE_DIAGNOSTIC(Name, Code, Level, Format, ...) \
  inline constexpr Definition<__VA_ARGS__> Name{Code, Severity::Level, Format};

}  // namespace infra::diag
