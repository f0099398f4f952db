#include "compiler/lint/comments.h"

#include <algorithm>

namespace infra::lint {
namespace {

void comments_between(std::string_view text, uint32_t begin, uint32_t end, std::vector<Comment>& found) {
  while (begin < end) {
    size_t at = text.substr(0, end).find("//", begin);
    if (at == std::string_view::npos) return;
    size_t stop = std::min<size_t>(text.find_first_of("\r\n", at), end);
    found.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(stop)});
    begin = static_cast<uint32_t>(stop);
  }
}

}  // namespace

std::vector<Comment> comments_of(std::string_view text, const syntax::TokenList& tokens) {
  std::vector<Comment> found;
  uint32_t end_of_last = 0;
  for (const syntax::Token& token : tokens.tokens) {
    comments_between(text, end_of_last, token.begin, found);
    end_of_last = token.end;
  }
  comments_between(text, end_of_last, static_cast<uint32_t>(text.size()), found);
  return found;
}

}  // namespace infra::lint
