// Applying edits.
#include <gtest/gtest.h>

#include "test/unit/compiler/lint/linted.h"

namespace infra::lint {
namespace {

using test::fixed;

TEST(Fix, GoesOnUntilNothingIsLeft) {
  EXPECT_EQ(fixed("param b: Bool\noutput a: Bool = (if ((b)) == true then true else false)\n"),
            "param b: Bool\noutput a: Bool = b\n");
}

TEST(Fix, KeepsCommentsAndAllElse) {
  EXPECT_EQ(
      fixed("// head\nimport std.net { Endpoint } // gone\n\n/// Doc.\nparam n: Int // tail\noutput a: Int = (n)\n"),
      "// head\n // gone\n\n/// Doc.\nparam n: Int // tail\noutput a: Int = n\n");
}

TEST(Fix, LosesNoComment) {
  std::string text = "param n: Int\noutput a: Int = if true then\n  n // as long as there is one\nelse 0\n";
  EXPECT_EQ(fixed(text), text);
}

TEST(Fix, LeavesAFileWithErrorsAsItIs) {
  FixResult result = fix(test::LintCase("output a: Int = (nope)\n").request);
  EXPECT_EQ(result.applied, 0u);
  EXPECT_TRUE(result.last.has_errors);
}

TEST(Fix, TakesNoGuessesOfTheCompiler) {
  // `did you mean` is for a person to judge.
  FixResult result = fix(test::LintCase("let release = 1\noutput a: Int = relase\n").request);
  EXPECT_EQ(result.applied, 0u);
}

TEST(ApplyFixes, SkipsWhatOverlapsAndTheSameAgain) {
  FileId file(0), other(1);
  std::vector<diag::Fix> fixes = {
      {{file, 4, 6}, "X", ""}, {{file, 0, 2}, "A", ""}, {{file, 1, 3}, "B", ""},
      {{file, 4, 6}, "X", ""}, {{other, 0, 9}, "", ""},
  };
  size_t applied = 0;
  EXPECT_EQ(apply_fixes(fixes, file, "0123456789", applied), "A23X6789");
  EXPECT_EQ(applied, 2u);
}

TEST(ApplyFixes, InsertsAtOnePlaceInOrder) {
  FileId file(0);
  std::vector<diag::Fix> fixes = {{{file, 2, 2}, "a", ""}, {{file, 2, 2}, "b", ""}};
  size_t applied = 0;
  EXPECT_EQ(apply_fixes(fixes, file, "0123", applied), "01ab23");
  EXPECT_EQ(applied, 2u);
}

}  // namespace
}  // namespace infra::lint
