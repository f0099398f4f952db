#include "compiler/value/builtins/patterns.h"

#include <vector>

#include "compiler/base/text.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/fold/groups.h"
#include "compiler/value/scalars/parsers.h"
#include "compiler/value/scalars/regex.h"

namespace infra::value::builtin {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

/// A search is fast, but there may be as many as the text has letters.
Result<void> spend_search(ValueStore& values, size_t rest) { return folding::spend(values, 1 + rest / 128); }

}  // namespace

Result<std::unique_ptr<re2::RE2>> compile(std::string_view pattern) {
  auto compiled = std::make_unique<re2::RE2>(piece(pattern), regex_options());
  if (!compiled->ok()) return fail(unparsable(types::TypeKind::Regex, pattern, compiled->error()));
  return compiled;
}

std::vector<std::string_view> first_match(std::string_view text, const re2::RE2& pattern) {
  std::vector<re2::StringPiece> groups(static_cast<size_t>(pattern.NumberOfCapturingGroups()) + 1);
  std::vector<std::string_view> out;
  if (!pattern.Match(piece(text), 0, text.size(), re2::RE2::UNANCHORED, groups.data(),
                     static_cast<int>(groups.size()))) {
    return out;
  }
  for (const re2::StringPiece& group : groups) out.emplace_back(group.data(), group.size());
  return out;
}

Result<void> for_each_match(ValueStore& values, std::string_view text, const re2::RE2& pattern,
                            const std::function<void(std::string_view)>& match) {
  re2::StringPiece whole;
  for (size_t at = 0; at <= text.size();) {
    INFRA_TRY(spend_search(values, text.size() - at));
    if (!pattern.Match(piece(text), at, text.size(), re2::RE2::UNANCHORED, &whole, 1)) return {};
    match({whole.data(), whole.size()});
    at = static_cast<size_t>(whole.data() - text.data()) + whole.size();
    if (!whole.empty()) continue;
    if (at < text.size())
      decode_utf8(text, at);
    else
      ++at;
  }
  return {};
}

Result<std::string> replace_all(ValueStore& values, std::string_view text, std::string_view pattern,
                                std::string_view with) {
  INFRA_ASSIGN(auto compiled, compile(pattern));
  if (std::string wrong; !compiled->CheckRewriteString(piece(with), &wrong)) {
    return fail(diag::error(diag::ArgumentOutOfRange, "String.replace", "this text", "with", wrong));
  }
  std::vector<re2::StringPiece> groups(static_cast<size_t>(re2::RE2::MaxSubmatch(piece(with))) + 1);
  std::string out;
  size_t at = 0;
  while (at <= text.size() && compiled->Match(piece(text), at, text.size(), re2::RE2::UNANCHORED, groups.data(),
                                              static_cast<int>(groups.size()))) {
    auto begin = static_cast<size_t>(groups[0].data() - text.data());
    out.append(text.substr(at, begin - at));
    compiled->Rewrite(&out, piece(with), groups.data(), static_cast<int>(groups.size()));
    INFRA_TRY(folding::make_text_room(values, out.size()));
    INFRA_TRY(spend_search(values, text.size() - at));
    at = begin + groups[0].size();
    if (!groups[0].empty()) continue;
    // After an empty match, one code point stays as it is.
    size_t next = at;
    if (at < text.size()) decode_utf8(text, next);
    out.append(text.substr(at, next - at));
    at = at < text.size() ? next : at + 1;
  }
  if (at < text.size()) out.append(text.substr(at));
  return out;
}

}  // namespace infra::value::builtin
