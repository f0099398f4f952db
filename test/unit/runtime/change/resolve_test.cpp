#include "runtime/change/resolve.h"

#include <gtest/gtest.h>

#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/change/why.h"
#include "test/cloud/plans.h"

namespace infra::runtime {
namespace {

using test::PlanBuilder;

class FakeSecrets : public Secrets {
 public:
  std::map<std::string, std::string> known;
  Result<SecretText> value(std::string_view, std::string_view name) override {
    const auto found = known.find(std::string(name));
    if (found == known.end()) return fail(diag::error(diag::SecretUnset, name));
    return SecretText(std::string(found->second));
  }
  Result<Digest> commit(std::string_view address, std::string_view field, std::string_view value) override {
    return commitment("key", "lineage", address, field, value);
  }
};

class MapTargets : public Targets {
 public:
  std::map<std::string, Target> targets;
  const Target* find(const std::string& address) const override {
    const auto found = targets.find(address);
    return found == targets.end() ? nullptr : &found->second;
  }
};

class ResolveTest : public ::testing::Test {
 protected:
  Resolved resolve_one(PlanBuilder& builder, const std::string& address) {
    const plan::Plan plan = builder.build();
    auto resolved = resolve({lineage, targets, secrets}, plan, *plan.find(address));
    EXPECT_TRUE(resolved.has_value()) << (resolved ? "" : resolved.error().message);
    return resolved ? *resolved : Resolved{};
  }
  void thing(const std::string& address, uint64_t instance, std::string_view identity) {
    targets.targets[address] = {plan::Lifecycle::Immutable,
                                sha256(identity),
                                instance,
                                "id-1",
                                Json{{"name", "n"}, {"endpoint", {{"host", "h"}, {"port", 20000 + instance}}}},
                                false};
  }
  void disk(const std::string& address, uint64_t instance, const std::string& path) {
    targets.targets[address] = {plan::Lifecycle::Persistent, sha256("d"), instance, "disk",
                                Json{{"path", path}},        false};
  }

  std::string lineage = "lineage";
  MapTargets targets;
  FakeSecrets secrets;
};

TEST_F(ResolveTest, EqualInputsHaveOneIdentityAndOthersAnother) {
  PlanBuilder a, b, c;
  a.add("app", "Thing", {{"text", a.text("v1")}});
  b.add("app", "Thing", {{"text", b.text("v1")}});
  c.add("app", "Thing", {{"text", c.text("v2")}});
  EXPECT_EQ(resolve_one(a, "app").identity, resolve_one(b, "app").identity);
  EXPECT_NE(resolve_one(a, "app").identity, resolve_one(c, "app").identity);
}

TEST_F(ResolveTest, AnAbsentOptionalAndADerivedFieldReplaceNothing) {
  PlanBuilder a, b;
  a.add("app", "Thing", {{"text", a.text("v1")}});
  b.add("app", "Thing", {{"text", b.text("v1")}, {"disk", b.values().none()}, {"port", b.number(8080)}});
  EXPECT_EQ(resolve_one(a, "app").identity, resolve_one(b, "app").identity);
}

TEST_F(ResolveTest, AReferenceToSomethingImmutableCountsAsItsIdentityWhicheverInstanceStandsForIt) {
  PlanBuilder builder;
  builder.add("base", "Thing", {{"text", builder.text("x")}});
  builder.add("app", "Thing", {{"text", builder.text("v1")}, {"within", builder.ref("base")}});
  thing("base", 1, "first");
  const Resolved first = resolve_one(builder, "app");
  thing("base", 2, "first");
  const Resolved again = resolve_one(builder, "app");
  thing("base", 3, "second");
  EXPECT_EQ(first.identity, again.identity);
  EXPECT_NE(first.identity, resolve_one(builder, "app").identity);
  ASSERT_EQ(again.made_with.size(), 1u);
  EXPECT_EQ(again.made_with[0].instance, 2u);
  EXPECT_EQ(again.inputs["within"]["instance"], 2);
}

TEST_F(ResolveTest, AReferenceToSomethingThatHoldsDataCountsAsItsAddressAlone) {
  PlanBuilder builder;
  builder.add("data", "Disk", {{"size", builder.number(1)}});
  builder.add("app", "Thing", {{"text", builder.text("v1")}, {"disk", builder.ref("data")}});
  disk("data", 1, "/a");
  const auto first = resolve_one(builder, "app").identity;
  disk("data", 7, "/b");
  EXPECT_EQ(resolve_one(builder, "app").identity, first);
}

TEST_F(ResolveTest, OfSomethingThatHoldsDataTheResultsReadCountByTheirValues) {
  PlanBuilder builder;
  builder.add("data", "Disk", {{"size", builder.number(1)}});
  builder.add("app", "Thing", {{"text", builder.join({builder.text("at "), builder.result("data", "path")})}});
  disk("data", 1, "/a");
  const Resolved first = resolve_one(builder, "app");
  EXPECT_EQ(first.inputs["text"], "at /a");
  EXPECT_EQ(first.made_with.at(0).results, Json({{"path", "/a"}}));
  disk("data", 1, "/b");
  EXPECT_NE(resolve_one(builder, "app").identity, first.identity);
}

TEST_F(ResolveTest, AResultOfSomethingImmutableCountsByWhoseItIsBeforeItIsMade) {
  PlanBuilder builder;
  builder.add("base", "Thing", {{"text", builder.text("x")}});
  builder.add("app", "Thing", {{"text", builder.join({builder.text("by "), builder.result("base", "name")})}});
  targets.targets["base"] = {plan::Lifecycle::Immutable, sha256("i"), 0, "", std::nullopt, false};
  const Resolved before = resolve_one(builder, "app");
  EXPECT_TRUE(before.identity.has_value());
  EXPECT_FALSE(before.complete);
  EXPECT_EQ(before.inputs["text"], kUnknown);
  EXPECT_EQ(before.waits_for, std::vector<std::string>{"base"});
  thing("base", 4, "i");
  const Resolved after = resolve_one(builder, "app");
  EXPECT_EQ(after.identity, before.identity);
  EXPECT_EQ(after.inputs["text"], "by n");
  EXPECT_TRUE(after.complete);
}

TEST_F(ResolveTest, WaitsForAResultOfSomethingThatIsNotImmutable) {
  PlanBuilder builder;
  builder.add("data", "Disk", {{"size", builder.number(1)}});
  builder.add("app", "Thing", {{"text", builder.result("data", "path")}});
  targets.targets["data"] = {plan::Lifecycle::Persistent, sha256("d"), 1, "disk", std::nullopt, false};
  const Resolved resolved = resolve_one(builder, "app");
  EXPECT_FALSE(resolved.identity.has_value());
  EXPECT_EQ(resolved.waits_for, std::vector<std::string>{"data"});
}

TEST_F(ResolveTest, ASecretStandsAsACommitmentAndIsGivenInClearOnlyToItsProvider) {
  PlanBuilder builder;
  builder.add(
      "app", "Thing",
      {{"text", builder.text("v1")}, {"secret", builder.join({builder.text("user:"), builder.secret("PASSWORD")})}});
  secrets.known["PASSWORD"] = "correct horse";
  const Resolved first = resolve_one(builder, "app");
  EXPECT_EQ(first.inputs.dump().find("horse"), std::string::npos);
  EXPECT_TRUE(first.inputs["secret"]["$secret"].contains("commitment"));
  const plan::Plan plan = builder.build();
  const auto desired = reveal({lineage, targets, secrets}, plan, *plan.find("app"), "/blobs");
  ASSERT_TRUE(desired.has_value());
  EXPECT_EQ(desired->inputs["secret"], "user:correct horse");

  secrets.known["PASSWORD"] = "another";
  const Resolved second = resolve_one(builder, "app");
  EXPECT_NE(second.identity, first.identity);
  EXPECT_EQ(explain_change(first.inputs, second), std::vector<std::string>{"the secret in `secret` changed"});
}

TEST_F(ResolveTest, ASecretThatCannotBeReadLeavesTheIdentityOpen) {
  PlanBuilder builder;
  builder.add("app", "Thing", {{"text", builder.text("v1")}, {"secret", builder.secret("PASSWORD")}});
  const Resolved resolved = resolve_one(builder, "app");
  EXPECT_FALSE(resolved.identity.has_value());
  ASSERT_FALSE(resolved.unread.empty());
  EXPECT_EQ(resolved.unread.front().code, "E0622");
}

TEST_F(ResolveTest, AResultOfTheWrongTypeIsTheProvidersMistake) {
  PlanBuilder builder;
  builder.add("data", "Disk", {{"size", builder.number(1)}});
  builder.add("app", "Thing", {{"text", builder.result("data", "path")}});
  targets.targets["data"] = {plan::Lifecycle::Persistent, sha256("d"), 1, "disk", Json{{"path", 7}}, false};
  const plan::Plan plan = builder.build();
  const auto resolved = resolve({lineage, targets, secrets}, plan, *plan.find("app"));
  ASSERT_FALSE(resolved.has_value());
  EXPECT_EQ(resolved.error().code, "E0722");
}

TEST_F(ResolveTest, RevealingWhatWaitsNamesWhatItWaitsFor) {
  PlanBuilder builder;
  builder.add("base", "Thing", {{"text", builder.text("x")}});
  builder.add("app", "Thing", {{"text", builder.text("v1")}, {"within", builder.ref("base")}});
  const plan::Plan plan = builder.build();
  const auto desired = reveal({lineage, targets, secrets}, plan, *plan.find("app"), "/blobs");
  ASSERT_FALSE(desired.has_value());
  EXPECT_EQ(desired.error().code, "E0721");
}

TEST_F(ResolveTest, AValueNestedWithoutBoundIsAnError) {
  PlanBuilder builder;
  value::ValueId deep = builder.text("x");
  for (int i = 0; i < 5000; ++i) deep = builder.list({deep});
  builder.add("app", "Thing", {{"text", deep}});
  const plan::Plan plan = builder.build();
  const auto resolved = resolve({lineage, targets, secrets}, plan, *plan.find("app"));
  ASSERT_FALSE(resolved.has_value());
  EXPECT_TRUE(resolved.error().code == "E0727" || resolved.error().code == "E0390") << resolved.error().code;
}

TEST_F(ResolveTest, AFolderCountsByItsDigestAndComesWithItsFiles) {
  ContentTree tree = {{"index.html", {ContentEntry::Type::File, sha256("page"), {}}},
                      {"latest", {ContentEntry::Type::Link, {}, "index.html"}},
                      {"run", {ContentEntry::Type::Executable, sha256("code"), {}}}};
  const auto with = [&](const ContentTree& content) {
    PlanBuilder builder;
    builder.add("app", "Thing", {{"text", builder.values().dir(digest_of(content), 8)}});
    return builder;
  };
  PlanBuilder one = with(tree);
  const Resolved resolved = resolve_one(one, "app");
  EXPECT_EQ(resolved.inputs["text"], (Json{{"digest", digest_of(tree).text()}, {"size", 8}}));
  plan::Plan plan = one.build();
  plan.dirs = {{digest_of(tree), tree}};
  const auto desired = reveal({lineage, targets, secrets}, plan, *plan.find("app"), "/blobs", {});
  ASSERT_TRUE(desired) << desired.error().message;
  EXPECT_EQ(desired->inputs["text"]["files"],
            (Json{{{"path", "index.html"}, {"digest", sha256("page").text()}},
                  {{"path", "latest"}, {"link", "index.html"}},
                  {{"path", "run"}, {"digest", sha256("code").text()}, {"executable", true}}}));
  EXPECT_EQ(desired->blobs.size(), 2u);
  tree.erase("latest");
  PlanBuilder other = with(tree);
  EXPECT_NE(resolve_one(other, "app").identity, resolved.identity);
  plan.dirs.clear();
  EXPECT_EQ(reveal({lineage, targets, secrets}, plan, *plan.find("app"), "/blobs", {}).error().code, "E0726");
}

}  // namespace
}  // namespace infra::runtime
