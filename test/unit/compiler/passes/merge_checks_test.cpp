// A rule that several ways lead to (a type's, a field's, a param's) is asked once when a plan is applied.
#include <gtest/gtest.h>

#include "compiler/passes/passes.h"

namespace infra::passes {
namespace {

using value::ValueId;

class MergeChecks : public testing::Test {
 protected:
  /// `limit < app.port`: a new node each time, as two rules of a source would make it.
  ValueId above(int64_t limit) {
    value::ValueStore& values = *plan.values;
    const ValueId operands[] = {values.integer(limit), values.result(values.reference("app"), "port")};
    return values.apply(value::Op::Less, operands);
  }
  void add(std::string address, std::string subject, ValueId condition, ValueId message = {}) {
    plan.checks.push_back({std::move(address), condition, message});
    debug.checks.push_back(std::move(subject));
  }

  plan::Plan plan;
  plan::DebugInfo debug;
};

TEST_F(MergeChecks, AsksTheSameOfTheSameOnce) {
  const ValueId message = plan.values->string("too low");
  add("app", "`port`", above(1024), message);
  add("app", "`listen`", above(1024), message);
  merge_checks(plan, debug);
  ASSERT_EQ(plan.checks.size(), 1u);
  EXPECT_EQ(plan.checks[0].address, "app");
  EXPECT_EQ(debug.checks, std::vector<std::string>{"`listen`"}) << "whatever names lead to it";
}

TEST_F(MergeChecks, ComparesWithEveryCheckOfTheAddressAndNotOnlyItsNeighbour) {
  add("app", "`port`", above(1));
  add("app", "`port`", above(2));
  add("app", "`port`", above(1));
  merge_checks(plan, debug);
  ASSERT_EQ(plan.checks.size(), 2u);
  EXPECT_TRUE(plan.values->equal(plan.checks[0].condition, above(1)));
  EXPECT_TRUE(plan.values->equal(plan.checks[1].condition, above(2)));
}

TEST_F(MergeChecks, KeepsWhatDiffersInOnePoint) {
  const ValueId low = plan.values->string("too low"), high = plan.values->string("too high");
  add("app", "`port`", above(1), low);
  add("app", "`port`", above(1), high);
  add("app", "`port`", above(1));
  add("app", "`size`", above(2), low);
  add("db", "`size`", above(1), low);
  merge_checks(plan, debug);
  EXPECT_EQ(plan.checks.size(), 5u);
  EXPECT_EQ(debug.checks.size(), 5u);
}

}  // namespace
}  // namespace infra::passes
