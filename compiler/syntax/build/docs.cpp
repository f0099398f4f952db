#include <algorithm>

#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

/// True when only spaces and at most one line break stand between: the next line, or the same.
bool adjoins(std::string_view between) {
  size_t breaks = 0;
  for (char c : between) {
    if (c == '\n') ++breaks;
    if (c != '\n' && c != '\r' && c != ' ' && c != '\t') return false;
  }
  return breaks <= 1;
}

}  // namespace

std::string_view doc_before(Build& b, uint32_t offset) {
  auto after = std::partition_point(b.doc_comments.begin(), b.doc_comments.end(),
                                    [&](const Token& doc) { return doc.end <= offset; });
  auto first = after;
  uint32_t next = offset;
  while (first != b.doc_comments.begin()) {
    const Token& doc = *(first - 1);
    if (!adjoins(b.text.substr(doc.end, next - doc.end))) break;
    next = doc.begin;
    --first;
  }
  if (first == after) return {};
  std::string lines;
  for (auto doc = first; doc != after; ++doc) {
    std::string_view line = b.text_of(*doc).substr(3);
    if (line.starts_with(' ')) line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    if (doc != first) lines += '\n';
    lines += line;
  }
  return b.keep(lines);
}

}  // namespace infra::syntax
