// Folded early or evaluated late, the answer is the same.
#include <random>

#include <gtest/gtest.h>

#include "test/unit/compiler/value/random_expression.h"

namespace infra::value {
namespace {

class Residuals : public testing::TestWithParam<int> {};

TEST_P(Residuals, GiveLateWhatFoldingGivesEarly) {
  test::Tally tally;
  for (uint32_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    ValueStore values;
    std::mt19937 random(seed * 8 + static_cast<uint32_t>(GetParam()));
    test::Generator generate(values, [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); });
    EXPECT_EQ(test::difference(values, generate, 5, tally), "");
  }
  EXPECT_GT(tally.values, 300);
  EXPECT_GT(tally.errors, 20);
  EXPECT_GT(tally.residuals, 300);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Residuals, testing::Range(0, 8));

}  // namespace
}  // namespace infra::value
