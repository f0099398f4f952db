// What a phase found out about the source, for a person. One record serves human text, JSON, the editor and CI.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/span.h"

namespace infra::diag {

enum class Severity : uint8_t { Error, Warning };

/// A place with a few words under it.
struct Label {
  Span span;
  std::string text;  ///< Empty: only the caret line.
};

/// An edit that mends the problem when it is applied as it stands.
struct Fix {
  Span span;
  std::string replacement;
  std::string title;  ///< "write `=`".
};

struct Diagnostic {
  std::string_view code;  ///< `E0201`; points into the table, which is static.
  Severity severity = Severity::Error;
  std::string message;  ///< Lower case, no full stop; code in backticks.
  Label primary;
  std::vector<Label> secondary;
  std::vector<std::string> notes;
  std::string help;
  std::vector<Fix> fixes;
};

}  // namespace infra::diag
