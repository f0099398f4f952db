// The table of diagnostics as data: every code, once, for `infra explain` and for the tests of the table. A page for
// people is in `docs/errors/<code>.md`. Codes are never reused. What emits one includes `codes/<phase>.h`.
#pragma once

#include <span>
#include <string_view>

#include "compiler/diag/diagnostic.h"

namespace infra::diag {

/// A line without its types.
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
