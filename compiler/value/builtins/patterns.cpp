#include "compiler/value/builtins/patterns.h"

#include <vector>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/fold.h"
#include "compiler/value/fold/groups.h"
#include "compiler/value/scalars/parsers.h"
#include "compiler/value/scalars/regex.h"

namespace infra::value::builtin {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

/// In the time of a step an automaton reads so many bytes, and without one so many instructions are tried on a byte.
constexpr uint64_t kReadOfAStep = 64, kTriedOfAStep = 8;
/// Reading a pattern, beside a step for each of its instructions.
constexpr uint64_t kStepsOfAPattern = 100;
/// Filling the memory of an automaton with states, whatever the pattern: a state takes memory as it takes time.
constexpr uint64_t kStepsOfAllStates = 250'000;
/// Below this many steps it does not matter whether there is an automaton.
constexpr uint64_t kFewSteps = 100'000;

/// RE2 searches with an automaton whose states it makes as it goes: forward for where a match ends, backward for where
/// it begins. When they outgrow its memory it throws them away and begins anew; when that happens too often it goes on
/// without an automaton. The answer is the same, the time is not, and only hooks are told.
struct Trouble {
  uint64_t forgotten = 0;  ///< How often all states were thrown away.
  uint64_t without = 0;    ///< How often it went on without.
};

/// Of this thread, in which RE2 calls the hooks of its searches.
thread_local Trouble trouble;

void watch() {
  static const bool is_watched = [] {
    re2::hooks::SetDFAStateCacheResetHook([](const re2::hooks::DFAStateCacheReset&) { ++trouble.forgotten; });
    re2::hooks::SetDFASearchFailureHook([](const re2::hooks::DFASearchFailure&) { ++trouble.without; });
    return true;
  }();
  static_cast<void>(is_watched);
  trouble = {};
}

/// The searches of one pattern in one text. What each takes for certain is paid before it is made; what it turns out to
/// take besides, after it. One that could take more than all the steps there are is not made.
class Search {
 public:
  Search(ValueStore& values, std::string_view text, const re2::RE2& pattern)
      : values_(values), text_(text), pattern_(pattern) {}

  /// From `at` on; its groups stand in `groups`. False without a match.
  Result<bool> from(size_t at, std::span<re2::StringPiece> groups) {
    INFRA_ASSIGN(bool found, find(at, groups));
    if (!found || groups.size() < 2) return found;
    // Where the match lies an automaton tells; what its groups are takes trying.
    auto begin = static_cast<size_t>(groups[0].data() - text_.data());
    INFRA_TRY(folding::spend(values_, trying(groups[0].size())));
    return pattern_.Match(piece(text_), begin, begin + groups[0].size(), re2::RE2::ANCHOR_BOTH, groups.data(),
                          static_cast<int>(groups.size()));
  }

 private:
  /// Steps of a search without an automaton.
  uint64_t trying(uint64_t bytes) const {
    return bytes * static_cast<uint64_t>(pattern_.ProgramSize()) / kTriedOfAStep;
  }

  Result<bool> find(size_t at, std::span<re2::StringPiece> groups) {
    const uint64_t rest = text_.size() - at, hard = trying(rest);
    const bool is_hard = hard > kFewSteps && !is_without_;
    if (hard > kMaxSteps) INFRA_TRY(folding::spend(values_, hard));
    INFRA_TRY(folding::spend(values_, 1 + (is_hard ? rest / kReadOfAStep : hard)));
    if (is_hard && !has_states_) INFRA_TRY(folding::spend(values_, std::min(hard, kStepsOfAllStates)));
    has_states_ |= is_hard;
    watch();
    const bool found =
        pattern_.Match(piece(text_), at, text_.size(), re2::RE2::UNANCHORED, groups.data(), groups.empty() ? 0 : 1);
    if (!is_hard) return found;
    is_without_ = trouble.without > 0;
    INFRA_TRY(folding::spend(values_, trouble.forgotten * kStepsOfAllStates + (is_without_ ? hard : 0)));
    return found;
  }

  ValueStore& values_;
  std::string_view text_;
  const re2::RE2& pattern_;
  bool has_states_ = false, is_without_ = false;
};

}  // namespace

Result<std::unique_ptr<re2::RE2>> compile(ValueStore& values, std::string_view pattern) {
  INFRA_TRY(folding::spend(values, kStepsOfAPattern));
  auto compiled = std::make_unique<re2::RE2>(piece(pattern), regex_options());
  if (!compiled->ok()) return fail(unparsable(types::TypeKind::Regex, pattern, compiled->error()));
  INFRA_TRY(folding::spend(values, static_cast<uint64_t>(compiled->ProgramSize())));
  return compiled;
}

Result<bool> matches(ValueStore& values, std::string_view text, const re2::RE2& pattern) {
  return Search(values, text, pattern).from(0, {});
}

Result<std::vector<std::string_view>> first_match(ValueStore& values, std::string_view text, const re2::RE2& pattern) {
  std::vector<re2::StringPiece> groups(static_cast<size_t>(pattern.NumberOfCapturingGroups()) + 1);
  INFRA_ASSIGN(bool found, Search(values, text, pattern).from(0, groups));
  std::vector<std::string_view> out;
  if (!found) return out;
  for (const re2::StringPiece& group : groups) out.emplace_back(group.data(), group.size());
  return out;
}

Result<void> for_each_match(ValueStore& values, std::string_view text, const re2::RE2& pattern,
                            const std::function<void(std::string_view)>& match) {
  Search search(values, text, pattern);
  re2::StringPiece whole;
  for (size_t at = 0; at <= text.size();) {
    INFRA_ASSIGN(bool found, search.from(at, std::span(&whole, 1)));
    if (!found) return {};
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
  INFRA_ASSIGN(auto compiled, compile(values, pattern));
  if (std::string wrong; !compiled->CheckRewriteString(piece(with), &wrong)) {
    return fail(diag::error(diag::ArgumentOutOfRange, "String.replace", "this text", "with", wrong));
  }
  Search search(values, text, *compiled);
  std::vector<re2::StringPiece> groups(static_cast<size_t>(re2::RE2::MaxSubmatch(piece(with))) + 1);
  std::string out;
  size_t at = 0;
  while (at <= text.size()) {
    INFRA_ASSIGN(bool found, search.from(at, groups));
    if (!found) break;
    auto begin = static_cast<size_t>(groups[0].data() - text.data());
    out.append(text.substr(at, begin - at));
    compiled->Rewrite(&out, piece(with), groups.data(), static_cast<int>(groups.size()));
    INFRA_TRY(folding::make_text_room(values, out.size()));
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
