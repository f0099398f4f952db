// Searches whose automaton outgrows its memory, read forward or backward: what they answer stays right, and what they
// take is paid for.
#include <gtest/gtest.h>

#include "compiler/value/fold.h"

namespace infra::value {
namespace {

constexpr size_t kDistance = 20;  // An automaton must remember so many letters: 2^20 states.

class Patterns : public testing::Test {
 protected:
  Result<ValueId> call(std::string_view key, std::string_view text, std::string_view pattern) {
    return fold(values_, Op::Call, std::vector{values_.string(key), values_.string(text), values_.string(pattern)});
  }
  bool matches(std::string_view text, std::string_view pattern) {
    auto answer = call("String.matches", text, pattern);
    EXPECT_TRUE(answer.has_value()) << answer.error().message;
    return answer && values_.as_bool(*answer);
  }
  /// Letters `a` and `b` without an order that a short pattern could know.
  static std::string noise(size_t length) {
    std::string text;
    uint64_t state = 7;
    while (text.size() < length) {
      state = state * 6364136223846793005 + 1442695040888963407;
      text += (state >> 40) % 2 == 0 ? 'a' : 'b';
    }
    return text;
  }

  ValueStore values_;
};

TEST_F(Patterns, AnswerRightWhereStatesOutgrowTheirMemoryForward) {
  std::string text = noise(60'000) + "c";
  char& asked = text[text.size() - kDistance - 2];
  asked = 'a';
  EXPECT_TRUE(matches(text, "(a|b)*a(a|b){20}c"));
  asked = 'b';
  EXPECT_FALSE(matches(text, "(a|b)*a(a|b){20}c"));
}

TEST_F(Patterns, AnswerRightWhereStatesOutgrowTheirMemoryBackward) {
  std::string text = "c" + noise(60'000);
  char& asked = text[kDistance + 1];
  asked = 'a';
  EXPECT_TRUE(matches(text, "c(a|b){20}a(a|b)*$"));
  const auto found = call("String.find", text, "c(a|b){20}a(a|b)*");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(values_.as_text(*found), text) << "where it begins is told from behind";
  asked = 'b';
  EXPECT_FALSE(matches(text, "c(a|b){20}a(a|b)*$"));
  EXPECT_EQ(*call("String.find", text, "c(a|b){20}a(a|b)*"), values_.none());
}

TEST_F(Patterns, PayForStatesThatAreThrownAway) {
  for (const char* pattern : {"(a|b)*a(a|b){100}c", "c(a|b){100}a(a|b)*$"}) {
    values_.renew_budget();
    const std::string text = "c" + noise(100'000);
    int calls = 0;
    std::string code;
    for (; calls < 100 && code.empty(); ++calls) {
      if (auto answer = call("String.matches", text, pattern); !answer) code = answer.error().code;
    }
    EXPECT_EQ(code, "E0390") << pattern;
    EXPECT_LT(calls, 30) << pattern << ": 100,000 letters are not read for nothing";
  }
}

TEST_F(Patterns, AreNotSearchedForWhereThatCouldTakeMoreThanThereIs) {
  const std::string text = noise(1 << 20);
  EXPECT_EQ(call("String.matches", text, "(a|b)*a(a|b){200}c").error().code, "E0390");
  values_.renew_budget();
  EXPECT_TRUE(matches(text, "(a|b)*a(a|b){5}[ab]")) << "a text as long for a pattern that is not";
}

}  // namespace
}  // namespace infra::value
