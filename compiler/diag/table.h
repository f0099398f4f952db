// The table of diagnostics: every code, once, with the types of its arguments. A phase's lines stand in
// `codes/<phase>.def`; a page for people in `docs/errors/<code>.md`. Codes are never reused.
#pragma once

#include <span>
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

// INFRA_DIAGNOSTIC(Name, code, severity, format, argument types...)
#define INFRA_DIAGNOSTIC(Name, Code, Level, Format, ...) \
  inline constexpr Definition<__VA_ARGS__> Name{Code, Severity::Level, Format};
#include "compiler/diag/codes/all.def"
#undef INFRA_DIAGNOSTIC

/// A line without its types, for `infra explain` and for the tests of the table.
struct Entry {
  std::string_view name;
  std::string_view code;
  Severity severity;
  std::string_view format;
};

/// All lines, by code.
std::span<const Entry> entries();
/// The line of `code`, or null.
const Entry* find(std::string_view code);

}  // namespace infra::diag
