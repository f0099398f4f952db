#include "compiler/plan/json/json_cursor.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/diag/error.h"

namespace infra::plan {
namespace {

/// The character that `\` and `c` stand for, among those that RFC 8785 writes so.
std::optional<char> short_escape(char c) {
  switch (c) {
    case '"':
    case '\\': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return std::nullopt;
  }
}

template <typename Number>
std::optional<Number> whole(std::string_view digits) {
  Number value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

Error JsonCursor::not_canonical(std::string_view what) const {
  return diag::error(diag::PlanNotCanonical, static_cast<uint64_t>(at_), what)
      .way_out("its bytes were changed after it was compiled: compile it again");
}

bool JsonCursor::skip(std::string_view token) {
  if (!text_.substr(at_).starts_with(token)) return false;
  at_ += token.size();
  return true;
}

Result<void> JsonCursor::expect(std::string_view token) {
  if (skip(token)) return {};
  return fail(not_canonical(fmt::format("`{}` was expected", token)));
}

Result<std::string> JsonCursor::string() {
  INFRA_TRY(expect("\""));
  std::string out;
  while (true) {
    size_t end = at_;
    while (end < text_.size() && text_[end] != '"' && text_[end] != '\\') ++end;
    if (end == text_.size()) return fail(not_canonical("a text does not end"));
    out.append(text_.substr(at_, end - at_));
    at_ = end + 1;
    if (text_[end] == '"') return out;
    if (std::optional<char> c = short_escape(peek())) {
      out.push_back(*c);
      ++at_;
      continue;
    }
    // RFC 8785 writes only control characters by number.
    std::string_view digits = text_.substr(at_, 5);
    unsigned code = 0;
    bool good = digits.size() == 5 && digits.starts_with("u00") &&
                std::from_chars(digits.data() + 3, digits.data() + 5, code, 16).ptr == digits.data() + 5 && code < 0x20;
    if (!good) return fail(not_canonical("an escape that no plan has"));
    out.push_back(static_cast<char>(code));
    at_ += 5;
  }
}

std::string_view JsonCursor::number() {
  size_t begin = at_;
  auto belongs = [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e'; };
  while (at_ < text_.size() && belongs(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

Result<int64_t> JsonCursor::integer() {
  bool quoted = skip("\"");
  if (auto value = whole<int64_t>(number())) {
    if (!quoted || skip("\"")) return *value;
  }
  return fail(not_canonical("an integer was expected"));
}

Result<uint64_t> JsonCursor::size() {
  bool quoted = skip("\"");
  if (auto value = whole<uint64_t>(number())) {
    if (!quoted || skip("\"")) return *value;
  }
  return fail(not_canonical("a size was expected"));
}

}  // namespace infra::plan
