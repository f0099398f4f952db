#include <gtest/gtest.h>

#include "runtime/provider/provider.h"

namespace infra::runtime {
namespace {

Stamp stamp_of(std::string address, uint64_t instance = 7) {
  return {"9f2c", "shop", std::move(address), "sha256:00", instance};
}

TEST(Stamp, PhysicalNameIsFitForFilesAndHostNames) {
  EXPECT_EQ(stamp_of("app[0]").physical_name(), "app-0-7");
  EXPECT_EQ(stamp_of("cell[\"tyo\"].app[10]", 12).physical_name(), "cell-tyo-app-10-12");
  EXPECT_EQ(stamp_of("Front_End").physical_name(), "front-end-7");
  EXPECT_EQ(stamp_of("[\"…\"]").physical_name(), "7");
}

TEST(Stamp, PhysicalNameOfALongAddressKeepsTheInstanceNumber) {
  const std::string name = stamp_of(std::string(300, 'a'), 123456).physical_name();
  EXPECT_EQ(name, std::string(40, 'a') + "-123456");
}

TEST(Stamp, RoundTripsThroughJson) {
  const Stamp stamp = stamp_of("cell[\"tyo\"].app[0]");
  auto read = stamp_from_json(to_json(stamp));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, stamp);
}

TEST(Stamp, WithAMissingOrWrongMemberIsRefused) {
  for (const char* member : {"address", "deployment", "identity", "instance", "lineage"}) {
    Json json = to_json(stamp_of("app"));
    json.erase(member);
    auto missing = stamp_from_json(json);
    ASSERT_FALSE(missing.has_value()) << member;
    EXPECT_EQ(missing.error().code, "E0725");
    EXPECT_NE(missing.error().message.find(member), std::string::npos);
    json[member] = Json::array();
    EXPECT_FALSE(stamp_from_json(json).has_value()) << member;
  }
  EXPECT_FALSE(stamp_from_json(Json("text")).has_value());
}

/// Promises nothing, as a provider of files would.
class Plain : public Provider {
  Result<std::vector<Capabilities>> describe() override { return std::vector<Capabilities>{}; }
  Result<Digest> program() override { return Digest{}; }
  Result<std::string> target() override { return std::string("here"); }
  Result<void> validate(const Call&, const Desired&) override { return {}; }
  Result<ChangeAnswer> plan_change(const std::string&, const Json&, const Json&) override { return ChangeAnswer{}; }
  CallResult<Created> create(const Call&, const Desired&) override { return Created{}; }
  CallResult<Observed> read(const Call&, const std::string&, const std::string&) override { return Observed{}; }
  CallResult<Created> update(const Call&, const std::string&, const Json&, const Desired&) override {
    return Created{};
  }
  CallResult<void> destroy(const Call&, const std::string&, const std::string&) override { return {}; }
  CallResult<std::vector<Found>> find(const Call&, const std::string&, const std::string&,
                                      const std::string&) override {
    return std::vector<Found>{};
  }
};

TEST(Provider, RefusesToStartAndStopWhatItDoesNotPromiseTo) {
  Plain plain;
  Provider& provider = plain;
  auto started = provider.start({}, "demo.File", "f");
  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().error.code, "E0723");
  EXPECT_EQ(started.error().error.message, "a `demo.File` cannot be started");
  EXPECT_EQ(started.error().certainty, Certainty::NotDone);
  auto stopped = provider.stop({}, "demo.File", "f");
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().error.message, "a `demo.File` cannot be stopped");
}

TEST(Provider, WithoutHealthOrSessionsIsHealthyAndDrainedAtOnce) {
  Plain plain;
  Provider& provider = plain;
  EXPECT_EQ(provider.health({}, "demo.File", "f")->state, HealthState::Healthy);
  EXPECT_EQ(provider.drain({}, "demo.File", "f")->cut, 0u);
  EXPECT_EQ(provider.logs({}, "demo.File", "f", 10).value(), "");
}

}  // namespace
}  // namespace infra::runtime
