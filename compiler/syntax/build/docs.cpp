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

/// The text of adjoining `///` lines.
std::string_view text_of_docs(Build& b, std::span<const Token> docs) {
  if (docs.empty()) return {};
  std::string lines;
  for (const Token& doc : docs) {
    std::string_view line = b.text_of(doc).substr(3);
    if (line.starts_with(' ')) line.remove_prefix(1);
    const size_t end = line.find_last_not_of(" \t");
    if (&doc != &docs.front()) lines += '\n';
    lines += line.substr(0, end == std::string_view::npos ? 0 : end + 1);
  }
  return b.keep(lines);
}

}  // namespace

std::string_view doc_before(Build& b, uint32_t offset) {
  const auto after = std::partition_point(b.doc_comments.begin(), b.doc_comments.end(),
                                          [&](const Token& doc) { return doc.end <= offset; });
  auto first = after;
  uint32_t next = offset;
  while (first != b.doc_comments.begin() && adjoins(b.text.substr((first - 1)->end, next - (first - 1)->end))) {
    --first;
    next = first->begin;
  }
  return text_of_docs(b, {first, after});
}

std::string_view file_doc(Build& b, const Token& first) {
  size_t count = 0;
  for (; count < b.doc_comments.size() && b.doc_comments[count].end <= first.begin; ++count) {
    const Token& doc = b.doc_comments[count];
    if (count > 0 && !adjoins(b.text.substr(b.doc_comments[count - 1].end, doc.begin - b.doc_comments[count - 1].end)))
      break;
  }
  if (count == 0) return {};
  const uint32_t end = b.doc_comments[count - 1].end;
  const bool apart = !adjoins(b.text.substr(end, first.begin - end));
  if (!apart && first.kind != TokenKind::Import) return {};
  return text_of_docs(b, b.doc_comments.first(count));
}

}  // namespace infra::syntax
