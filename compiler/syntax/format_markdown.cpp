#include "compiler/syntax/format_markdown.h"

#include <algorithm>

#include "compiler/syntax/format.h"

namespace infra::syntax {
namespace {

/// How many backquotes a line begins with: three and more are a fence.
size_t fence_of(std::string_view line) { return std::min(line.find_first_not_of('`'), line.size()); }

/// The words behind the backquotes ask for the style.
bool wants_format(std::string_view line) {
  std::string_view words = line.substr(fence_of(line));
  while (words.ends_with('\n') || words.ends_with('\r') || words.ends_with(' ')) words.remove_suffix(1);
  const bool is_infra = words == "infra" || words.starts_with("infra ");
  return is_infra && (" " + std::string(words) + " ").find(" unformatted ") == std::string::npos;
}

}  // namespace

std::string format_blocks(std::string_view page) {
  std::string out, block;
  size_t fence = 0;  // of the open block
  bool formats = false;
  for (size_t at = 0; at < page.size();) {
    const size_t end = page.find('\n', at);
    const std::string_view line = page.substr(at, end == std::string_view::npos ? end : end + 1 - at);
    at += line.size();
    const size_t quotes = fence_of(line);
    if (fence == 0) {
      if (quotes >= 3) fence = quotes, formats = wants_format(line), block.clear();
      out += line;
    } else if (quotes >= fence && line.find_first_not_of(" \r\n", quotes) == std::string_view::npos) {
      const Formatted formatted = formats ? format(block) : Formatted{block, {}};
      out += formatted.untouched.empty() ? formatted.text : block;
      out += line;
      fence = 0;
    } else {
      block += line;
    }
  }
  if (fence > 0) out += block;  // a fence that nothing closes
  return out;
}

}  // namespace infra::syntax
