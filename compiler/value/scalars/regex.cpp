#include "compiler/value/scalars/regex.h"

#include "compiler/value/scalars/parsers.h"

namespace infra::value {

Result<std::string> parse_regex_text(std::string_view text) {
  re2::RE2 pattern(re2::StringPiece(text.data(), text.size()), regex_options());
  if (!pattern.ok()) return fail(unparsable(types::TypeKind::Regex, text, pattern.error()));
  return std::string(text);
}

}  // namespace infra::value
