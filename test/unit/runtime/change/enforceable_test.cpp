// What a plan may ask for and the runtime does not keep: refused by name, every wish of it.
#include "runtime/change/enforceable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/cloud/plans.h"

namespace infra::test {
namespace {

using runtime::refuse_unenforceable;
using runtime::refuse_waivers_out_of_force;
using ::testing::HasSubstr;

plan::Plan thing(plan::With with = {}) {
  PlanBuilder b;
  b.add("app", "Thing", {{"text", b.text("v1")}}, std::move(with));
  return b.build();
}

std::string refusal(const plan::Plan& plan) {
  auto answer = refuse_unenforceable(plan);
  return answer ? "" : answer.error().code + ": " + answer.error().message;
}

TEST(Enforceable, LetsThroughWhatIsKept) {
  plan::With with;
  with.protect = true;
  with.timeout_ms = 5;
  with.retain = 0;
  EXPECT_EQ(refusal(thing(with)), "");
}

TEST(Enforceable, RefusesEachWishThatIsNotKept) {
  plan::With retain, ignore, configured;
  retain.retain = 2;
  ignore.ignore = {"text"};
  EXPECT_THAT(refusal(thing(retain)), HasSubstr("E0731: the plan asks for `retain`"));
  EXPECT_THAT(refusal(thing(ignore)), HasSubstr("asks for `ignore`"));

  plan::Plan plan = thing();
  plan.kinds[0].lifecycle = plan::Lifecycle::Attachment;
  EXPECT_THAT(refusal(plan),
              HasSubstr("asks for the lifecycle `attachment`, which this `infra` cannot keep yet: `app`"));
  plan.kinds[0].lifecycle = plan::Lifecycle::Singleton;
  EXPECT_THAT(refusal(plan), HasSubstr("asks for the lifecycle `singleton`"));

  plan = thing();
  for (plan::KindField& field : plan.kinds[0].fields) field.is_exclusive = field.name == "disk";
  EXPECT_EQ(refusal(plan), "") << "nothing is held";
  for (plan::KindField& field : plan.kinds[0].fields) field.is_exclusive = field.name == "text";
  EXPECT_THAT(refusal(plan), HasSubstr("asks for a field that is `exclusive`"));

  plan = thing();
  plan.rollouts.push_back({"app", {"app"}, 1, {}, {}, {}, {}, {}});
  EXPECT_THAT(refusal(plan), HasSubstr("asks for `rollout`"));

  plan = thing();
  plan.partial = plan::Partial{sha256("whole"), {"other"}};
  EXPECT_THAT(refusal(plan), HasSubstr("asks for `--only` or `--except`")) << "what is left out must not be retired";

  plan = thing();
  plan.lookups.push_back({"base", 0, plan.values->record({}, {}), {}, false, ""});
  EXPECT_THAT(refusal(plan), HasSubstr("asks for `existing`"));

  plan = thing();
  plan.removal_limit = 3;
  EXPECT_THAT(refusal(plan), HasSubstr("asks for `limit`"));

  plan = thing();
  plan.providers.push_back({"eu", "fake", plan.values->record({}, {})});
  EXPECT_THAT(refusal(plan), HasSubstr("asks for a configured `provider`"));
}

TEST(Enforceable, NamesTheOtherWishesToo) {
  plan::With with;
  with.retain = 1;
  with.ignore = {"text"};
  auto answer = refuse_unenforceable(thing(with));
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().notes, testing::Contains(HasSubstr("nor `ignore`")));
}

TEST(Enforceable, JudgesWaiversByTheDay) {
  plan::Plan plan = thing();
  plan.waivers.push_back({"rules.small", "app", "ops", "2026-12-01", "2027-01-31", "ticket"});
  EXPECT_TRUE(refuse_waivers_out_of_force(plan, "2026-12-01"));
  EXPECT_TRUE(refuse_waivers_out_of_force(plan, "2027-01-31"));
  auto early = refuse_waivers_out_of_force(plan, "2026-11-30");
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().code, "E0732");
  EXPECT_THAT(early.error().message, HasSubstr("it begins on 2026-12-01"));
  auto late = refuse_waivers_out_of_force(plan, "2027-02-01");
  ASSERT_FALSE(late);
  EXPECT_THAT(late.error().message, HasSubstr("it ended on 2027-01-31"));
}

}  // namespace
}  // namespace infra::test
