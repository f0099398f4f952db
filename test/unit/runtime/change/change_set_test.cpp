#include "runtime/change/change_set.h"

#include <gtest/gtest.h>

namespace infra::runtime {
namespace {

ChangeSet sample() {
  ChangeSet set;
  set.verb = "rollback";
  set.deployment = "shop";
  set.lineage = "9f2c";
  set.plan = sha256("plan");
  set.base = 4;
  set.target = 3;
  set.entry_plans["app[0]"] = sha256("older plan");
  set.revisions[12] = 3;
  set.providers["service"] = sha256("program").text();
  Step keep;
  keep.address = "data";
  keep.kind = "std.data.Volume";
  keep.lifecycle = plan::Lifecycle::Persistent;
  keep.instance = 2;
  keep.found = "running";
  Step replace;
  replace.action = Action::Replace;
  replace.address = "app[0]";
  replace.kind = "std.compute.Service";
  replace.instance = 12;
  replace.maybe = true;
  replace.why = {"`release` changed: \"v2\" to \"v1\""};
  replace.after = {"archive"};
  replace.before = {{"release", "v2"}};
  replace.after_inputs = {{"release", "v1"}};
  set.steps = {keep, replace};
  set.notes = {"`data` stays as it is"};
  return set;
}

TEST(ChangeSet, ReadBackIsTheSameBytesAndTheSameName) {
  const std::string bytes = to_json(sample());
  auto read = change_set_from_json(bytes);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(to_json(*read), bytes);
  EXPECT_EQ(digest(*read), digest(sample()));
  EXPECT_EQ(read->steps[1].name(), "replace app[0]");
  EXPECT_TRUE(read->steps[1].maybe);
}

TEST(ChangeSet, EveryActionHasATextOfItsOwn) {
  for (int i = 0; i <= static_cast<int>(Action::DestroyData); ++i) {
    const auto action = static_cast<Action>(i);
    EXPECT_EQ(action_from_text(action_text(action)), action);
  }
  EXPECT_FALSE(action_from_text("demolish").has_value());
}

TEST(ChangeSet, IsEmptyWhenEveryStepKeeps) {
  ChangeSet set = sample();
  EXPECT_FALSE(set.empty());
  EXPECT_EQ(set.count(Action::Replace), 1u);
  set.steps.pop_back();
  EXPECT_TRUE(set.empty());
}

TEST(ChangeSet, NamesDifferWhenAnythingThatBindsItDiffers) {
  const Digest name = digest(sample());
  ChangeSet other = sample();
  other.lineage = "aaaa";
  EXPECT_NE(digest(other), name);
  other = sample();
  other.revisions[12] = 4;
  EXPECT_NE(digest(other), name);
  other = sample();
  other.providers["service"] = sha256("upgraded").text();
  EXPECT_NE(digest(other), name);
  other = sample();
  other.plan = sha256("another");
  EXPECT_NE(digest(other), name);
}

TEST(ChangeSet, WithAPartMissingOrWrongIsRefused) {
  const Json good = Json::parse(to_json(sample()));
  for (const auto& [name, value] : good.items()) {
    Json bad = good;
    bad.erase(name);
    auto missing = change_set_from_json(canonical_json(bad));
    ASSERT_FALSE(missing.has_value()) << name;
    EXPECT_EQ(missing.error().code, "E0705");
    bad[name] = Json(1.5);
    EXPECT_FALSE(change_set_from_json(canonical_json(bad)).has_value()) << name;
  }
  for (const auto& [name, value] : good["steps"][1].items()) {
    if (name == "before" || name == "after_inputs") continue;  // Any JSON will do.
    Json bad = good;
    bad["steps"][1][name] = Json(1.5);
    EXPECT_FALSE(change_set_from_json(canonical_json(bad)).has_value()) << name;
  }
}

TEST(ChangeSet, OfAnotherFormatOrNotInCanonicalFormIsRefused) {
  Json json = Json::parse(to_json(sample()));
  EXPECT_FALSE(change_set_from_json(json.dump(2)).has_value());
  json["extra"] = true;
  EXPECT_FALSE(change_set_from_json(canonical_json(json)).has_value());
  json.erase("extra");
  json["format"] = 2;
  auto newer = change_set_from_json(canonical_json(json));
  ASSERT_FALSE(newer.has_value());
  EXPECT_NE(newer.error().message.find("format is 2"), std::string::npos);
  EXPECT_FALSE(change_set_from_json("not json").has_value());
}

}  // namespace
}  // namespace infra::runtime
