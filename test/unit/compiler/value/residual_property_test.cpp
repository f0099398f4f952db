// Folded early or evaluated late, the answer is the same.
#include <random>

#include <gtest/gtest.h>

#include "compiler/value/optional.h"
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

/// `if let x = maybe then x else 2`, of which a plan holds the value without its `none`s.
TEST_P(Residuals, WhatIsThereIsTheSameWithoutItsNones) {
  int there = 0, missing = 0, waiting = 0;
  for (uint32_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    ValueStore values;
    std::mt19937 random(seed * 8 + static_cast<uint32_t>(GetParam()));
    test::Generator generate(values, [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); });
    test::NodePtr expression = generate.make(test::Sort::MaybeInt, 4, true);
    std::set<int> deferred;
    for (int leaf = 0; leaf < generate.leaves(); ++leaf) {
      if (generate.coin()) deferred.insert(leaf);
    }
    Result<ValueId> early = test::Folder(values, {}).run(*expression);
    Result<ValueId> residual = test::Folder(values, deferred).run(*expression);
    ASSERT_TRUE(early && residual);
    waiting += values.is_deferred(*residual);
    (*early == values.none() ? missing : there)++;

    ValueId two = values.integer(2);
    Result<ValueId> absent = fold(values, Op::IsNone, std::array{*residual});
    ASSERT_TRUE(absent);
    Result<ValueId> chosen = fold(values, Op::If, std::array{*absent, two, without_none(values, *residual)});
    ASSERT_TRUE(chosen);
    ValueId expected = *early == values.none() ? two : *early;
    test::TestLeaves all, some;
    test::collect(*expression, all.known);
    Result<ValueId> late = evaluate(values, *chosen, all);
    ASSERT_TRUE(late) << late.error().message;
    EXPECT_TRUE(values.equal(*late, expected));
    for (const auto& [name, constant] : all.known) {
      if (generate.coin()) some.known[name] = constant;
    }
    Result<ValueId> half = evaluate(values, *chosen, some);
    ASSERT_TRUE(half) << half.error().message;
    late = evaluate(values, *half, all);
    ASSERT_TRUE(late) << late.error().message;
    EXPECT_TRUE(values.equal(*late, expected));
  }
  EXPECT_GT(there, 100);
  EXPECT_GT(missing, 100);
  EXPECT_GT(waiting, 100);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Residuals, testing::Range(0, 8));

}  // namespace
}  // namespace infra::value
