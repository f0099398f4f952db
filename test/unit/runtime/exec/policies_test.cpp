// Policies whose answer waits for what is deployed: decided before their resource is touched or, where it is about the
// resource's own results, before the commit. A plan that cannot be kept is refused before anything is touched.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kPolicy = "rules.named";

/// `app` is made before `front`, which reads its name. The policy looks at `subject` and asks about `app`'s name.
plan::Plan shop(const char* subject, value::Op compare, const char* name) {
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text("v1")}});
  b.add("front", "Thing", {{"text", b.result("app", "name")}, {"within", b.ref("app")}});
  plan::Plan plan = b.build();
  value::ValueId condition = b.values().apply(compare, std::vector{b.result("app", "name"), b.text(name)});
  plan.policies.push_back({kPolicy, {}, 0, {{subject, condition, b.text("it has another name")}}});
  return plan;
}

void waive(plan::Plan& plan, const char* address, std::string from, std::string until) {
  plan.waivers.push_back({kPolicy, address, "ops", std::move(from), std::move(until), "ticket 1"});
}

TEST(Policy, IsDecidedBeforeItsResourceIsTouched) {
  Bench bench;
  const auto report = bench->apply(shop("front", value::Op::Equal, "nobody"));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Failed);
  EXPECT_EQ(report->errors.at(0).code, "E0709");
  EXPECT_THAT(report->errors.at(0).message, HasSubstr("the policy `rules.named` on `front`"));
  EXPECT_THAT(report->errors.at(0).message, HasSubstr("it has another name"));
  EXPECT_THAT(bench->cloud.effects(), testing::Not(testing::Contains("create front")));
}

TEST(Policy, AboutOwnResultsIsDecidedBeforeTheCommit) {
  Bench bench;
  const auto report = bench->apply(shop("app", value::Op::Equal, "nobody"));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Failed);
  EXPECT_EQ(report->errors.at(0).code, "E0709");
  EXPECT_THAT(bench.world(), IsEmpty()) << "what the run had made is retired again";
}

TEST(Policy, ThatPassesLetsTheRunCommit) {
  Bench bench;
  const auto report = bench->apply(shop("app", value::Op::NotEqual, "nobody"));
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Done) << (report->errors.empty() ? "" : report->errors[0].message);
}

TEST(Policy, IsNotAskedWhereAWaiverIsInForce) {
  Bench bench;
  plan::Plan plan = shop("front", value::Op::Equal, "nobody");
  waive(plan, "front", "2026-01-01", "2026-06-30");
  const auto report = bench->apply(plan);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->outcome, Outcome::Done) << (report->errors.empty() ? "" : report->errors[0].message);
}

TEST(Policy, RefusesAPlanWhoseWaiverHasEnded) {
  Bench bench;
  plan::Plan plan = shop("front", value::Op::Equal, "nobody");
  waive(plan, "front", "2025-11-01", "2025-12-31");
  const auto refused = bench->engine->plan(input_of(plan));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "E0732");
}

TEST(Refusal, OfWhatCannotBeKeptComesBeforeAnythingIsTouched) {
  Bench bench;
  PlanBuilder b;
  plan::With with;
  with.retain = 2;
  b.add("app", "Thing", {{"text", b.text("v1")}}, with);
  const auto refused = bench->apply(b.build());
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "E0731");
  EXPECT_THAT(bench->cloud.effects(), IsEmpty());
}

}  // namespace
}  // namespace infra::test
