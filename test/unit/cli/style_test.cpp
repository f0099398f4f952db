#include "cli/style.h"

#include <gtest/gtest.h>

namespace infra::cli {
namespace {

TEST(Style, PaintsOnlyWhereColorsAreShown) {
  EXPECT_EQ(Painter(false)(Style::Red, "text"), "text");
  EXPECT_EQ(Painter(true)(Style::Red, "text"), "\x1b[31mtext\x1b[0m");
  EXPECT_EQ(Painter(true)(Style::Plain, "text"), "text");
}

TEST(Style, CountsColumnsNotBytes) {
  EXPECT_EQ(columns("grüße"), 5u);
  EXPECT_EQ(columns("東京"), 4u);
  EXPECT_EQ(columns("e\u0301"), 1u);
}

TEST(Style, FitsTextToAWidthAndSaysThatSomethingIsLeftOut) {
  EXPECT_EQ(fit("short", 5), "short");
  EXPECT_EQ(fit("longer", 5), "long…");
  EXPECT_EQ(fit("東京都", 5), "東京…");
  EXPECT_EQ(fit("東京都", 4), "東…");
  EXPECT_EQ(fit("any", 0), "");
}

TEST(Style, SaysDurationsAsPeopleDo) {
  EXPECT_EQ(duration_text(0.04), "0.0 s");
  EXPECT_EQ(duration_text(9.95), "9.9 s");
  EXPECT_EQ(duration_text(59.9), "59 s");
  EXPECT_EQ(duration_text(185), "3 m 05 s");
}

}  // namespace
}  // namespace infra::cli
