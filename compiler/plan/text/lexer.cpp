#include "compiler/plan/text/lexer.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/plan.h"
#include "compiler/diag/error.h"
#include "compiler/plan/text/names.h"

namespace infra::plan {
namespace {

template <typename Number>
size_t read_number(std::string_view text, Number& value) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? static_cast<size_t>(end - text.data()) : 0;
}

}  // namespace

Error TextCursor::wrong(std::string_view what) const {
  std::string_view before = text_.substr(0, at_);
  auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  size_t start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  auto column = static_cast<uint32_t>(count_code_points(before.substr(start))) + 1;
  return diag::error(diag::PlanText, line, column, what);
}

std::string_view TextCursor::rest() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  return text_.substr(at_);
}

std::string_view TextCursor::take(size_t size) {
  std::string_view taken = text_.substr(at_, size);
  at_ += taken.size();
  return taken;
}

bool TextCursor::skip(std::string_view token) {
  if (!rest().starts_with(token)) return false;
  take(token.size());
  return true;
}

std::string_view TextCursor::peek_word() {
  std::string_view next = rest();
  return next.substr(0, word_length(next));
}

bool TextCursor::skip_word(std::string_view word) { return peek_word() == word && skip(word); }

Result<void> TextCursor::expect(std::string_view token) {
  if (skip(token)) return {};
  return fail(wrong(fmt::format("`{}` was expected", token)));
}

Result<void> TextCursor::expect_word(std::string_view word) {
  if (skip_word(word)) return {};
  return fail(wrong(fmt::format("`{}` was expected", word)));
}

Result<std::string> TextCursor::quoted() {
  std::string_view next = rest();
  size_t end = 1;
  while (end < next.size() && next[end] != '"' && next[end] != '\n') end += next[end] == '\\' ? 2 : 1;
  if (!next.starts_with('"') || end >= next.size() || next[end] != '"')
    return fail(wrong("text in quotes was expected"));
  auto text = parse_json(next.substr(0, end + 1));
  if (!text) return fail(wrong("this text has an escape that JSON does not have"));
  take(end + 1);
  return text->get<std::string>();
}

Result<std::string> TextCursor::name(size_t (*length)(std::string_view), std::string_view what) {
  std::string_view next = rest();
  if (next.starts_with('"')) return quoted();
  if (size_t size = length(next); size > 0) return std::string(take(size));
  return fail(wrong(fmt::format("{} was expected", what)));
}

Result<int64_t> TextCursor::integer() {
  int64_t value = 0;
  if (size_t size = read_number(rest(), value); size > 0) return take(size), value;
  return fail(wrong("an integer was expected"));
}

Result<uint64_t> TextCursor::size() {
  uint64_t value = 0;
  if (size_t size = read_number(rest(), value); size > 0) return take(size), value;
  return fail(wrong("a size was expected"));
}

}  // namespace infra::plan
