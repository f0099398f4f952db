#include "cli/style.h"

#include <fmt/format.h>

#include "compiler/base/text.h"

namespace infra::cli {
namespace {

std::string_view escape(Style style) {
  switch (style) {
    case Style::Plain: return "";
    case Style::Bold: return "\x1b[1m";
    case Style::Dim: return "\x1b[2m";
    case Style::Red: return "\x1b[31m";
    case Style::Green: return "\x1b[32m";
    case Style::Yellow: return "\x1b[33m";
    case Style::Blue: return "\x1b[34m";
    case Style::Magenta: return "\x1b[35m";
    case Style::Cyan: return "\x1b[36m";
    case Style::BoldRed: return "\x1b[1;31m";
    case Style::BoldGreen: return "\x1b[1;32m";
    case Style::BoldYellow: return "\x1b[1;33m";
  }
  return "";
}

/// Wide by Unicode's East Asian Width, as ranges that terminals agree on; combining marks take no column.
size_t columns_of(uint32_t c) {
  if ((c >= 0x300 && c <= 0x36F) || c == 0x200B || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
              (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
              (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

}  // namespace

std::string Painter::operator()(Style style, std::string_view text) const {
  if (!colors_ || style == Style::Plain || text.empty()) return std::string(text);
  return fmt::format("{}{}\x1b[0m", escape(style), text);
}

size_t columns(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size();) count += columns_of(decode_utf8(text, at));
  return count;
}

std::string fit(std::string_view text, size_t width) {
  if (columns(text) <= width) return std::string(text);
  if (width == 0) return "";
  size_t used = 0, at = 0;
  while (at < text.size()) {
    size_t next = at;
    size_t more = columns_of(decode_utf8(text, next));
    if (used + more > width - 1) break;
    used += more;
    at = next;
  }
  return std::string(text.substr(0, at)) + "…";
}

std::string padded(std::string_view text, size_t width) {
  size_t used = columns(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string duration_text(double seconds) {
  if (seconds < 10) return fmt::format("{:.1f} s", seconds);
  auto whole = static_cast<long>(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  return fmt::format("{} m {:02} s", whole / 60, whole % 60);
}

}  // namespace infra::cli
