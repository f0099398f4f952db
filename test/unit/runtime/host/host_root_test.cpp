#include "runtime/host/host_root.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;

TEST(HostRoot, IsWhereTheEnvironmentSays) {
  FakeSystem system;
  system.environment = {{"INFRA_HOST_ROOT", "/srv/host"}, {"HOME", "/home/ann"}};
  EXPECT_EQ(default_host_root(system).value(), "/srv/host");
}

// Root has a place of its own, so this is asked as somebody else.
TEST(HostRoot, IsNowhereForAPersonWithoutAHome) {
  EXPECT_EXIT(
      {
        if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
        FakeSystem system;
        const auto root = default_host_root(system);
        _exit(!root && root.error().code == diag::NoHostFolder.code ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "");
}

TEST(HostRoot, IsRefusedWhenItIsNoAbsolutePathOrNoFolder) {
  FakeSystem system;
  TempFolder folder;
  std::ofstream(folder / "file") << "not a folder";
  for (const std::string& path : {std::string("relative"), folder / "file"}) {
    const auto prepared = HostRoot(path).prepare(system);
    ASSERT_FALSE(prepared) << path;
    EXPECT_EQ(prepared.error().code, diag::HostRootUnusable.code) << prepared.error().message;
  }
}

TEST(HostRoot, KeepsItsIdentity) {
  FakeSystem system;
  TempFolder folder;
  const HostRoot root(folder / "host");
  ASSERT_TRUE(root.prepare(system));
  const std::string id = root.host_id(system).value();
  ASSERT_TRUE(root.prepare(system));
  EXPECT_EQ(root.host_id(system).value(), id);
  std::ofstream(root.identity()) << R"({"format":2,"id":"x"})";
  EXPECT_EQ(root.host_id(system).error().code, diag::HostRecordDamaged.code);
}

TEST(HostRoot, OnAFullDiskSaysSoAndIsPreparedLater) {
  FakeSystem system;
  TempFolder folder;
  const HostRoot root(folder / "host");
  for (size_t nth = 1; nth <= 8; ++nth) {
    system.disk.fail_changes_from(nth, diag::error(diag::HostWriteFailed, "host", "No space left on device"));
    EXPECT_FALSE(root.prepare(system)) << nth;
    system.disk.heal();
  }
  EXPECT_TRUE(root.prepare(system));
}

}  // namespace
}  // namespace infra::test
