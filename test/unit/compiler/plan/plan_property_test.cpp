// What holds for every plan, on a few thousand random ones.
#include <gtest/gtest.h>

#include "compiler/plan/json.h"
#include "compiler/plan/text.h"
#include "compiler/plan/verify.h"
#include "test/unit/compiler/plan/random_plan.h"

namespace infra::plan {
namespace {

constexpr uint32_t kPlans = 1500;
constexpr uint32_t kValues = 3000;

TEST(AnyPlan, IsAcceptedWhenItIsSound) {
  for (uint32_t seed = 0; seed < kPlans; ++seed) {
    Plan plan = RandomPlan(seed).make();
    for (const Error& problem : verify(plan)) {
      ADD_FAILURE() << "seed " << seed << ": " << problem.code << " " << problem.message << "\n" << to_text(plan);
      return;
    }
  }
}

TEST(AnyPlan, ReadsBackFromItsBytes) {
  for (uint32_t seed = 0; seed < kPlans; ++seed) {
    Plan plan = RandomPlan(seed).make();
    std::string bytes = to_json(plan);
    auto again = from_json(bytes);
    ASSERT_TRUE(again) << "seed " << seed << ": " << again.error().message;
    ASSERT_EQ(to_json(*again), bytes);
    ASSERT_EQ(canonical_json(*parse_json(bytes, 1000)), bytes) << "RFC 8785";
    ASSERT_TRUE(verify(*again).empty()) << "seed " << seed;
  }
}

TEST(AnyPlan, ReadsBackFromItsText) {
  for (uint32_t seed = 0; seed < kPlans; ++seed) {
    Plan plan = RandomPlan(seed).make();
    std::string text = to_text(plan);
    auto again = from_text(text);
    ASSERT_TRUE(again) << "seed " << seed << ": " << again.error().message << "\n" << text;
    ASSERT_EQ(to_text(*again), text);
    ASSERT_EQ(to_json(*again), to_json(plan)) << text;
  }
}

TEST(AnyPlan, IsRefusedOrIsAnotherPlanWhenAByteChanges) {
  for (uint32_t seed = 0; seed < kPlans; ++seed) {
    RandomPlan random(seed);
    std::string bytes = to_json(random.make());
    std::string changed = bytes;
    for (int i = 1 + random.pick(3); i > 0; --i) {
      changed[static_cast<size_t>(random.pick(static_cast<int>(bytes.size())))] = static_cast<char>(random.pick(256));
    }
    auto plan = from_json(changed);
    if (plan) {
      ASSERT_EQ(to_json(*plan), changed) << "seed " << seed;
    }
  }
}

TEST(AnyValue, ReadsBackFromJsonAndText) {
  for (uint32_t seed = 0; seed < kValues; ++seed) {
    RandomPlan random(seed);
    Plan plan;
    value::ValueId value = random.any_value(*plan.values, 4);
    value::ValueStore other;
    auto again = value_from_json(other, value_to_json(*plan.values, value));
    ASSERT_TRUE(again) << "seed " << seed << ": " << again.error().message;
    ASSERT_EQ(value_to_json(other, *again), value_to_json(*plan.values, value)) << "seed " << seed;

    plan.deployment = "d";
    plan.outputs.push_back({"o", types::TypeStore::scalar(types::TypeKind::String), value});
    auto from = from_text(to_text(plan));
    ASSERT_TRUE(from) << "seed " << seed << ": " << from.error().message << "\n" << to_text(plan);
    ASSERT_EQ(to_json(*from), to_json(plan)) << to_text(plan);
  }
}

TEST(AnyAddress, HasOnePlaceInTheOrder) {
  RandomPlan random(7);
  auto address = [&] {
    std::string out = "a";
    for (int i = random.pick(4); i > 0; --i) {
      static const char* kParts[] = {"[1]", "[2]", "[10]", "[01]", ".b", "[\"x\"]", "-", "[", "1"};
      out += kParts[random.pick(9)];
    }
    return out;
  };
  EXPECT_TRUE(address_less("app[2]", "app[10]"));
  EXPECT_TRUE(address_less("app", "app[0]"));
  for (int i = 0; i < 20'000; ++i) {
    std::string a = address(), b = address(), c = address();
    ASSERT_EQ(!address_less(a, b) && !address_less(b, a), a == b) << a << " " << b;
    if (address_less(a, b) && address_less(b, c)) {
      ASSERT_TRUE(address_less(a, c)) << a << " " << b << " " << c;
    }
  }
}

}  // namespace
}  // namespace infra::plan
