#include <algorithm>

#include "compiler/value/scalars/parsers.h"

namespace infra::value {

/// Empty and `.` segments go; `..` is refused, since what it names depends on symbolic links. A final `/` stays: it
/// means something in URLs.
Result<std::string> parse_path_text(std::string_view text) {
  auto wrong = [&](std::string_view reason) { return fail(unparsable(types::TypeKind::Path, text, reason)); };
  if (text.empty()) return wrong("it is empty");
  std::string out = text[0] == '/' ? "/" : "";
  for (size_t i = 0; i < text.size();) {
    size_t end = std::min(text.find('/', i), text.size());
    std::string_view segment = text.substr(i, end - i);
    i = end + 1;
    for (char c : segment) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return wrong("it holds a control character");
    }
    if (segment == "..") return wrong("a path has no `..`");
    if (segment.empty() || segment == ".") continue;
    if (!out.empty() && out.back() != '/') out += '/';
    out += segment;
  }
  if (out.empty()) return std::string(".");
  if (text.back() == '/' && out.back() != '/') out += '/';
  return out;
}

}  // namespace infra::value
