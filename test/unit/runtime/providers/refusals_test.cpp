// What the providers of a host refuse, each with a code of its own and nothing done.
#include <gtest/gtest.h>

#include <filesystem>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/host/records.h"
#include "test/unit/runtime/providers/host_bed.h"

namespace infra::test {
namespace {

using namespace runtime;

class RefusalsTest : public ::testing::Test {
 protected:
  static Call call(const std::string& token) {
    Call made;
    made.stamp = {"lineage", "shop", "thing", "sha256:" + std::string(64, 'a'), 1};
    made.fence = {1, 1};
    made.token = token;
    return made;
  }
  static void expect_refused(const CallResult<Created>& answer, std::string_view code) {
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().error.code, code) << answer.error().error.message;
    EXPECT_EQ(answer.error().certainty, Certainty::NotDone);
  }

  const Desired volume_{"std.data.Volume", {{"shared", false}}, {}}, shared_{"std.data.Volume", {{"shared", true}}, {}};
  TestHost host_{Where::InProcess};
};

TEST_F(RefusalsTest, AChangeOfWhatThisHostDoesNotHave) {
  expect_refused(host_.provider("volume").update(call("update"), "no-such-1", volume_.inputs, shared_),
                 diag::NoSuchInstance.code);
}

TEST_F(RefusalsTest, ASecondCreateByAnotherCall) {
  Provider& provider = host_.provider("volume");
  ASSERT_TRUE(provider.create(call("one"), volume_));
  expect_refused(provider.create(call("another"), volume_), diag::InstanceExists.code);
  ASSERT_TRUE(provider.create(call("one"), volume_)) << "the same call gets the same answer";
}

TEST_F(RefusalsTest, AVolumeWhereDataLiesThatNoRecordSpeaksOf) {
  const std::string folder = HostRoot(host_.root()).volumes() + "/" + instance_id(call("").stamp);
  std::filesystem::create_directories(folder);
  expect_refused(host_.provider("volume").create(call("create"), volume_), diag::VolumeForeign.code);
  EXPECT_TRUE(std::filesystem::exists(folder));
  std::filesystem::remove(folder);
}

// Made anew it would be empty, and nobody would notice that the data is lost.
TEST_F(RefusalsTest, AChangeOfAVolumeThatWasRemovedByHand) {
  Provider& provider = host_.provider("volume");
  const auto made = provider.create(call("create"), volume_);
  ASSERT_TRUE(made);
  std::filesystem::remove_all(made->results["path"].get<std::string>());
  expect_refused(provider.update(call("update"), made->id, volume_.inputs, shared_), diag::VolumeForeign.code);
  EXPECT_TRUE(provider.destroy(call("destroy"), volume_.kind, made->id));
}

TEST_F(RefusalsTest, AFileAtAPathThatIsNotAbsoluteOrWhoseFolderIsMissing) {
  for (const std::string& path : {std::string("etc/shop.conf"), host_.folder() / "missing/shop.conf"}) {
    const Desired file{"std.host.File", {{"path", path}, {"content", "x"}}, {}};
    const auto valid = host_.provider("file").validate(call(""), file);
    ASSERT_FALSE(valid) << path;
    EXPECT_EQ(valid.error().code, diag::FilePathUnusable.code) << valid.error().message;
    expect_refused(host_.provider("file").create(call("create"), file), diag::FilePathUnusable.code);
  }
}

TEST_F(RefusalsTest, ABalancerOnAHostWithoutHaproxy) {
  host_.system().environment = [](const std::string& name) {
    return name == "PATH" ? std::optional<std::string>("/nowhere:/neither/here") : std::nullopt;
  };
  const int port = host_.system().network.free_port().value();
  expect_refused(host_.provider("haproxy").create(call("create"), balancer(port, {})), diag::HaproxyMissing.code);
  EXPECT_TRUE(host_.provider("haproxy").find(call(""), "std.net.Balancer", "lineage", "")->empty());
}

}  // namespace
}  // namespace infra::test
