#include "compiler/base/sanitize.h"

#include <cstdint>

#include <fmt/format.h>

#include "compiler/base/text.h"

namespace infra {
namespace {

std::string escape(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    size_t valid = first_invalid_utf8(text).value_or(text.size());
    std::string_view chunk = text.substr(0, valid);
    for (size_t i = 0; i < chunk.size();) {
      size_t start = i;
      uint32_t c = decode_utf8(chunk, i);
      if ((c == '\n' || c == '\t') && keep_lines) {
        out.push_back(static_cast<char>(c));
      } else if (c < 0x20 || c == 0x7F) {
        out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : fmt::format("\\x{:02x}", c);
      } else if ((c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029 || is_bidi_control(c)) {
        out += fmt::format("\\u{{{:x}}}", c);
      } else {
        out += chunk.substr(start, i - start);
      }
    }
    text.remove_prefix(valid);
    if (!text.empty()) {
      out += fmt::format("\\x{:02x}", static_cast<uint8_t>(text[0]));
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

std::string sanitize(std::string_view text) { return escape(text, true); }
std::string sanitize_line(std::string_view text) { return escape(text, false); }

}  // namespace infra
