#include "compiler/value/builtins/patterns.h"

#include <vector>

#include <fmt/format.h>
#include <re2/set.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
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
/// Below this many steps it does not matter whether there is an automaton.
constexpr uint64_t kFewSteps = 100'000;

/// Of a larger pattern no automaton is taken for granted: what a set needs bounds what a search needs only roughly.
constexpr uint64_t kInstructionsOfAnAutomaton = 1'000;

/// RE2 searches with an automaton whose states it makes as it goes; where they outgrow its memory it goes on without,
/// and each byte costs as much as the pattern has instructions. It does not tell, but a set of patterns, which knows
/// nothing but automata, does. This one must follow the whole text, for what comes after an early match is searched too,
/// and has a quarter of the memory, for its states are fewer than those of a search that heeds the order of alternatives.
bool outgrows_automaton(std::string_view text, const re2::RE2& pattern) {
  if (static_cast<uint64_t>(pattern.ProgramSize()) > kInstructionsOfAnAutomaton) return true;
  re2::RE2::Options options = regex_options();
  options.set_max_mem(options.max_mem() / 4);
  re2::RE2::Set set(options, re2::RE2::UNANCHORED);
  if (set.Add("(?:" + pattern.pattern() + R"()(?s:.*)\x{10ffff}\x{10ffff})", nullptr) < 0 || !set.Compile())
    return true;
  re2::RE2::Set::ErrorInfo error{re2::RE2::Set::kNoError};
  std::vector<int> found;
  return !set.Match(piece(text), &found, &error) && error.kind != re2::RE2::Set::kNoError;
}

/// The searches of one pattern in one text, each paid for before it is made.
class Search {
 public:
  Search(ValueStore& values, std::string_view text, const re2::RE2& pattern)
      : values_(values), text_(text), pattern_(pattern) {}

  /// From `at` on; its groups stand in `groups`. False without a match.
  Result<bool> from(size_t at, std::span<re2::StringPiece> groups) {
    uint64_t rest = text_.size() - at;
    uint64_t hard = rest * instructions() / kTriedOfAStep;
    if (hard > kFewSteps && automaton_ == Automaton::Unasked) {
      INFRA_TRY(folding::spend(values_, rest / kReadOfAStep));
      automaton_ = outgrows_automaton(text_, pattern_) ? Automaton::Outgrown : Automaton::Used;
    }
    INFRA_TRY(folding::spend(values_, 1 + (automaton_ == Automaton::Used ? rest / kReadOfAStep : hard)));
    int asked = groups.empty() ? 0 : 1;
    if (!pattern_.Match(piece(text_), at, text_.size(), re2::RE2::UNANCHORED, groups.data(), asked)) return false;
    if (groups.size() < 2) return true;
    // Where the match lies an automaton tells; what its groups are takes trying.
    auto begin = static_cast<size_t>(groups[0].data() - text_.data());
    INFRA_TRY(folding::spend(values_, groups[0].size() * instructions() / kTriedOfAStep));
    return pattern_.Match(piece(text_), begin, begin + groups[0].size(), re2::RE2::ANCHOR_BOTH, groups.data(),
                          static_cast<int>(groups.size()));
  }

 private:
  uint64_t instructions() const { return static_cast<uint64_t>(pattern_.ProgramSize()); }

  ValueStore& values_;
  std::string_view text_;
  const re2::RE2& pattern_;
  enum class Automaton : uint8_t { Unasked, Used, Outgrown } automaton_ = Automaton::Unasked;
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
