#include "compiler/base/digest.h"
#include "compiler/value/scalars/parsers.h"

namespace infra::value {

Result<std::string> parse_digest_text(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c + 32);
  }
  if (auto digest = Digest::parse(lower)) return digest->text();
  return fail(unparsable(types::TypeKind::Digest, text, "a digest is `sha256:` and 64 hexadecimal digits"));
}

}  // namespace infra::value
