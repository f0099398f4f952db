#include "compiler/syntax/format/gap.h"

namespace infra::syntax::layout {
namespace {

bool is_doc(std::string_view comment) { return comment.starts_with("///") && !comment.starts_with("////"); }

}  // namespace

Gap read_gap(std::string_view between) {
  Gap gap;
  size_t breaks = 0;  // since the last token or comment
  for (size_t at = 0; at < between.size(); ++at) {
    const char c = between[at];
    if (c == '\n' || c == '\r') {
      if (c == '\r' && at + 1 < between.size() && between[at + 1] == '\n') ++at;
      ++breaks;
      gap.has_break = true;
    } else if (c == '/') {
      const size_t end = std::min(between.find_first_of("\r\n", at), between.size());
      std::string_view text = between.substr(at, end - at);
      text = text.substr(0, text.find_last_not_of(" \t") + 1);
      gap.comments.push_back({text, gap.has_break, breaks > 1 || gap.ends_blank});
      gap.ends_blank = false;
      breaks = 0;
      at = end - 1;
    } else if (c == ',' && !gap.comments.empty() && is_doc(gap.comments.back().text)) {
      // A doc comment before the comma is about nothing; without the comma it would be about what follows.
      gap.ends_blank = true;
    }
  }
  gap.ends_blank |= breaks > 1;
  return gap;
}

}  // namespace infra::syntax::layout
