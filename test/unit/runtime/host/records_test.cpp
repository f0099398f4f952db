#include "runtime/host/records.h"

#include <gtest/gtest.h>

#include <fstream>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;

class RecordsTest : public ::testing::Test {
 protected:
  RecordsTest() { EXPECT_TRUE(root_.prepare(system_)); }
  Record record(const std::string& id = "shop-1") {
    Record made;
    made.id = id;
    made.kind = "std.data.Volume";
    made.provider = "volume";
    made.stamp = {"lineage", "shop", "data", "sha256:" + std::string(64, 'a'), 1};
    made.token = "create";
    made.inputs = {{"shared", true}};
    made.facts = Json::object();
    return made;
  }
  std::string file(const std::string& id = "shop-1") { return root_.records() + "/" + id + ".json"; }
  Result<std::unique_ptr<Records>> load() { return Records::load(system_, root_); }

  FakeSystem system_;
  TempFolder folder_;
  HostRoot root_{folder_ / "host"};
};

TEST_F(RecordsTest, ComeBackAsTheyWerePut) {
  Record one = record();
  one.phase = RecordPhase::Updating;
  one.results = {{"path", "/data"}};
  one.baseline = {{"mode", "0755"}};
  for (int i = 0; i < 6; ++i) one.remember("token " + std::to_string(i), {{"n", i}});
  ASSERT_TRUE(load().value()->put(one));
  auto records = load().value();
  const auto back = records->get("shop-1");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->stamp, one.stamp);
  EXPECT_EQ(back->phase, RecordPhase::Updating);
  EXPECT_EQ(back->inputs, one.inputs);
  EXPECT_EQ(back->results, one.results);
  EXPECT_EQ(back->baseline, one.baseline);
  EXPECT_EQ(back->answer_to("token 0"), nullptr) << "only the last few answers are kept";
  ASSERT_NE(back->answer_to("token 5"), nullptr);
  EXPECT_EQ((*back->answer_to("token 5"))["n"], 5);
  EXPECT_EQ(back->answer_to(""), nullptr) << "a call without a token is never the same call again";
}

// What a damaged record stood for is on this host: to go on without it would be to lose it.
TEST_F(RecordsTest, CutOffAtAnyByteAreRefusedByName) {
  ASSERT_TRUE(load().value()->put(record()));
  const std::string whole = system_.disk.read(file()).value();
  for (size_t size = 0; size + 1 < whole.size(); ++size) {
    std::ofstream(file(), std::ios::trunc) << whole.substr(0, size);
    const auto loaded = load();
    ASSERT_FALSE(loaded) << size;
    EXPECT_EQ(loaded.error().code, diag::HostRecordDamaged.code);
    EXPECT_NE(loaded.error().message.find(file()), std::string::npos) << loaded.error().message;
  }
}

TEST_F(RecordsTest, OfAnotherFormatAreRefused) {
  ASSERT_TRUE(load().value()->put(record()));
  Json text = parse_json(system_.disk.read(file()).value()).value();
  text["format"] = 2;
  std::ofstream(file(), std::ios::trunc) << canonical_json(text);
  EXPECT_EQ(load().error().code, diag::HostRecordDamaged.code);
}

TEST_F(RecordsTest, ATemporaryOfAWriteThatWasCutOffIsNoRecord) {
  std::ofstream(file() + ".tmp") << "{";
  EXPECT_TRUE(load().value()->all().empty());
}

TEST_F(RecordsTest, OnAFullDiskTheOldRecordStays) {
  auto records = load().value();
  ASSERT_TRUE(records->put(record()));
  Record changed = record();
  changed.phase = RecordPhase::Destroying;
  system_.disk.fail_changes_from(1, diag::error(diag::HostWriteFailed, file(), "No space left on device"));
  EXPECT_EQ(records->put(changed).error().code, diag::HostWriteFailed.code);
  EXPECT_FALSE(records->remove("shop-1"));
  EXPECT_EQ(records->get("shop-1")->phase, RecordPhase::Creating) << "memory says what the disk says";
  system_.disk.heal();
  EXPECT_EQ(load().value()->get("shop-1")->phase, RecordPhase::Creating);
  EXPECT_TRUE(records->remove("shop-1"));
  EXPECT_TRUE(load().value()->all().empty());
}

}  // namespace
}  // namespace infra::test
