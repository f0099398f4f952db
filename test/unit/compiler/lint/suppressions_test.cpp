// What a comment keeps quiet, and what is said of comments that should not be there.
#include <gtest/gtest.h>

#include "test/unit/compiler/lint/linted.h"

namespace infra::lint {
namespace {

using test::codes_in;

TEST(Suppressions, SpeakForTheirLineOrTheNextOneWithSomethingOnIt) {
  EXPECT_EQ(codes_in("let a = 1  // infra: allow L0011: the next release reads it\n"), "");
  EXPECT_EQ(codes_in("// infra: allow L0011: the next release reads it\n\n// more\nlet a = 1\n"), "");
  EXPECT_EQ(codes_in("// infra: allow L0011: for `a`\nlet a = 1\nlet b = 1\n"), "L0011");
  EXPECT_EQ(codes_in("let a = 1\n// infra: allow L0011: too late\n"), "L0011 L0002");
}

TEST(Suppressions, MayNameSeveralCodes) {
  EXPECT_EQ(codes_in("let aB = (1)  // infra: allow L0011, L0016,L0024: generated\n"), "");
}

TEST(Suppressions, NeedAReason) {
  EXPECT_EQ(codes_in("let a = 1  // infra: allow L0011\n"), "L0011 L0001");
  EXPECT_EQ(codes_in("let a = 1  // infra: allow L0011:  \n"), "L0011 L0001");
}

TEST(Suppressions, ThatNothingNeedsAreFindings) {
  EXPECT_EQ(codes_in("output a: Int = 1  // infra: allow L0011: it was a let\n"), "L0002");
}

TEST(Suppressions, NameLints) {
  EXPECT_EQ(codes_in("output a: Int = 1  // infra: allow L0111: x\n"), "L0003");
  EXPECT_EQ(codes_in("output a: Int = 1  // infra: allow E0201: x\n"), "L0003");
  EXPECT_EQ(codes_in("output a: Int = 1  // infra: allow : x\n"), "L0003");
  // The name of a rule is answered with its code.
  EXPECT_EQ(test::fixed("let a = 1  // infra: allow unused-let: x\n"), "let a = 1  // infra: allow L0011: x\n");
}

TEST(Suppressions, AreCommentsAndNotWhatStandsInStrings) {
  EXPECT_EQ(codes_in("output a: String = \"// infra: allow L0011: x\"\n"), "");
  EXPECT_EQ(codes_in("output a: String = \"\"\"\n  // infra: allow L0011\n  \"\"\"\n"), "");
}

TEST(Suppressions, SurviveAnythingBehindTheirWords) {
  for (const char* tail : {"", " ", ",", ",,", ":", "L", " L0011,", "\xc3\xa9"}) {
    std::string text = std::string("output a: Int = 1  // infra: allow") + tail;
    LintResult result = lint(test::LintCase(text).request);
    EXPECT_FALSE(result.has_errors) << text;
  }
}

}  // namespace
}  // namespace infra::lint
