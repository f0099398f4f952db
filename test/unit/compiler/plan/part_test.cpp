// A part of a plan is sound, says the same as the whole about what it has, and what it leaves out.
#include "compiler/plan/part.h"

#include <gtest/gtest.h>

#include "compiler/plan/json.h"
#include "compiler/plan/text.h"
#include "compiler/plan/verify.h"
#include "test/unit/compiler/plan/golden_plans.h"
#include "test/unit/compiler/plan/random_plan.h"

namespace infra::plan {
namespace {

const std::string kOutputs =
    "output hosts: List<String> = [field(@app[0]->endpoint, \"host\"), field(@app[1]->endpoint, \"host\")]\n"
    "output url: Url = @front->url\n";

Selection only(std::vector<std::string> addresses) { return {std::move(addresses), {}}; }
Selection except(std::vector<std::string> addresses) { return {{}, std::move(addresses)}; }

/// The golden plan without its outputs, which speak of half of it.
Plan shop() { return golden_plan({{kOutputs, ""}}); }

Plan part(const Selection& selection) {
  auto part = part_of(shop(), selection, {});
  EXPECT_TRUE(part) << (part ? "" : part.error().message);
  if (!part) return Plan();
  for (const Error& problem : verify(*part)) ADD_FAILURE() << problem.code << " " << problem.message;
  return std::move(*part);
}

Error refusal(const Plan& whole, const Selection& selection) {
  auto part = part_of(whole, selection, {});
  EXPECT_FALSE(part);
  return part ? Error() : part.error();
}

std::vector<std::string> addresses(const Plan& plan) {
  std::vector<std::string> all;
  for (const Resource& resource : plan.resources) all.push_back(resource.address);
  return all;
}

using Addresses = std::vector<std::string>;

TEST(Part, HasWhatIsNamedAndWhatGoesWithIt) {
  Plan made = part(only({"app", "data", "release"}));
  EXPECT_EQ(addresses(made), (Addresses{"app[0]", "app[1]", "data", "release"}));
  EXPECT_EQ(made.partial->left_out, (Addresses{"address", "api", "front"}));
  EXPECT_EQ(made.partial->whole, digest(shop()));
  ASSERT_EQ(made.rollouts.size(), 1u);
  EXPECT_EQ(made.artifacts.size(), 1u);
  EXPECT_EQ(made.waivers.size(), 1u);
  EXPECT_EQ(made.policies[1].findings.size(), 2u);
  EXPECT_TRUE(made.lookups.empty()) << "nothing kept refers to them";
  EXPECT_TRUE(made.providers.empty());
  ASSERT_EQ(made.checks.size(), 1u) << "the check of `front` goes with it";
  EXPECT_EQ(made.checks[0].address, "");
  EXPECT_EQ(made.removal_limit, 3);
}

TEST(Part, LeavesOutWhatIsNamed) {
  Plan made = part(except({"front", "address", "app"}));
  EXPECT_EQ(addresses(made), (Addresses{"api", "data", "release"}));
  EXPECT_EQ(made.lookups.size(), 2u) << "`api` refers to the one, and that to the other";
  EXPECT_EQ(made.providers.size(), 1u);
  EXPECT_TRUE(made.waivers.empty());
  EXPECT_TRUE(made.policies[1].findings.empty());
  EXPECT_EQ(made.policies[1].passed, 1) << "what was proved was proved of the whole";
}

TEST(Part, HasADigestOfItsOwn) {
  Plan made = part(only({"data"}));
  EXPECT_NE(digest(made), digest(shop()));
  auto again = from_json(to_json(made));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(to_text(*again), to_text(made));
  EXPECT_EQ(digest(part(except({"address", "api", "app", "front", "release"}))), digest(made))
      << "however it was asked for";
}

TEST(Part, OfEverythingIsTheWhole) {
  Plan whole = shop();
  EXPECT_EQ(digest(*part_of(whole, {}, {})), digest(whole));
  EXPECT_EQ(digest(*part_of(whole, only(addresses(whole)), {})), digest(whole));
}

TEST(Part, UnderstandsTheNamesOfTheSources) {
  auto made = part_of(shop(), only({"store"}), {{"data", "store"}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(addresses(*made), Addresses{"data"});
}

TEST(Part, RefusesAnAddressAtWhichThereIsNothing) {
  Error error = refusal(shop(), only({"dat"}));
  EXPECT_EQ(error.code, "E0630");
  EXPECT_EQ(error.help, "did you mean `data`?");
  EXPECT_EQ(refusal(shop(), only({"app[0"})).code, "E0630") << "a name begins and ends where names do";
  error = refusal(shop(), except({"backbone"}));
  EXPECT_EQ(error.code, "E0630");
  EXPECT_NE(error.notes.at(0).find("existing"), std::string::npos);
}

TEST(Part, RefusesToBeNothing) { EXPECT_EQ(refusal(shop(), except(addresses(shop()))).code, "E0631"); }

TEST(Part, RefusesWhatNeedsSomethingLeftOut) {
  Error error = refusal(shop(), only({"app"}));
  EXPECT_EQ(error.code, "E0632");
  EXPECT_EQ(error.message, "`app[0]` needs `data`, which is left out");
  EXPECT_EQ(error.notes.size(), 3u);
  EXPECT_EQ(error.help, "keep `data` and `release` as well");
  EXPECT_EQ(refusal(shop(), only({"front"})).help, "keep `app`, `data` and `release` as well")
      << "and what that needs in turn";
}

TEST(Part, RefusesWhatSpeaksOfSomethingLeftOut) {
  Error error = refusal(golden_plan(), except({"front"}));
  EXPECT_EQ(error.code, "E0633");
  EXPECT_EQ(error.message, "the output `url` speaks of `front`, which is left out");
  Plan whole = golden_plan({{kOutputs, ""}, {"call(\"String.length\", secret.env(\"DB_PASSWORD\"))", "@front->port"}});
  EXPECT_EQ(refusal(whole, only({"data"})).message, "a check of the whole speaks of `front`, which is left out");
  whole = golden_plan({{kOutputs, ""}, {"less(@app[1]->port, 9000)", "less(@front->port, 9000)"}});
  EXPECT_EQ(refusal(whole, only({"app", "data", "release"})).message,
            "the policy `rules.small` on `app[1]` speaks of `front`, which is left out");
  whole = golden_plan({{kOutputs, ""}, {"region = \"eu-west-1\"", "region = @data->path"}});
  EXPECT_EQ(refusal(whole, only({"api"})).message, "the provider `eu` speaks of `data`, which is left out");
}

TEST(Part, RefusesToCutARollout) {
  Error error = refusal(shop(), only({"app[0]", "data", "release"}));
  EXPECT_EQ(error.code, "E0634");
  EXPECT_EQ(error.message, "the rollout of `app` would be cut: `app[1]` is left out");
  EXPECT_EQ(error.help, "keep `app[1]` as well");
}

TEST(AnyPart, IsRefusedOrSoundAndSaysTheSameAsTheWhole) {
  size_t made = 0;
  for (uint32_t seed = 0; seed < 1500; ++seed) {
    RandomPlan random(seed);
    Plan whole = random.make();
    whole.partial.reset();
    Selection selection;
    std::vector<std::string>& named = random.pick(2) == 0 ? selection.only : selection.except;
    for (const Resource& resource : whole.resources) {
      if (random.pick(3) > 0) named.push_back(resource.address);
    }
    auto part = part_of(whole, selection, {});
    if (!part) {
      ASSERT_TRUE(part.error().code >= "E0630" && part.error().code <= "E0634") << part.error().code;
      continue;
    }
    for (const Error& problem : verify(*part)) {
      FAIL() << "seed " << seed << ": " << problem.code << " " << problem.message << "\n" << to_text(*part);
    }
    for (const Resource& resource : part->resources) {
      const Resource* same = whole.find(resource.address);
      ASSERT_NE(same, nullptr);
      ASSERT_EQ(value_to_json(*part->values, resource.inputs), value_to_json(*whole.values, same->inputs));
      ASSERT_EQ(part->kind_of(resource).name, whole.kind_of(*same).name);
    }
    ASSERT_EQ(part->resources.size() + (part->partial ? part->partial->left_out.size() : 0), whole.resources.size());
    ASSERT_EQ(part->outputs.size(), whole.outputs.size());
    made += part->partial.has_value();
  }
  EXPECT_GT(made, 50u) << "the property was asked of too few parts";
}

}  // namespace
}  // namespace infra::plan
