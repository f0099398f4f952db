#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "runtime/system/real.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::runtime {
namespace {

namespace fs = std::filesystem;

int mode_of(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 07777) : -1;
}

class RealDiskTest : public testing::Test {
 protected:
  test::TempFolder folder_;
  std::unique_ptr<Disk> disk_ = make_real_disk();
};

TEST_F(RealDiskTest, AFileIsReplacedWholeAndKeepsTheModeThatWasAsked) {
  const std::string path = folder_ / "secret";
  ASSERT_TRUE(disk_->write_atomic(path, "one", {.mode = 0600}));
  ASSERT_TRUE(disk_->write_atomic(path, std::string(100'000, 'x'), {.mode = 0640}));
  EXPECT_EQ(disk_->read(path).value(), std::string(100'000, 'x'));
  EXPECT_EQ(mode_of(path), 0640);
  EXPECT_EQ(disk_->list(folder_.path()).value(), std::vector<std::string>{"secret"}) << "no temporary name is left";
}

TEST_F(RealDiskTest, AFailedWriteLeavesTheOldContentAndNothingElse) {
  fs::create_directory(folder_ / "goal");  // a folder cannot be replaced by a file
  const auto written = disk_->write_atomic(folder_ / "goal", "x", {});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "E0608");
  EXPECT_EQ(disk_->list(folder_.path()).value(), std::vector<std::string>{"goal"});
}

TEST_F(RealDiskTest, FoldersAreMadeWithTheirModeAndExistingOnesKeepTheirs) {
  fs::create_directory(folder_ / "a");
  ::chmod((folder_ / "a").c_str(), 0755);
  ASSERT_TRUE(disk_->make_folders(folder_ / "a/b/c", 0700));
  EXPECT_EQ(mode_of(folder_ / "a"), 0755);
  EXPECT_EQ(mode_of(folder_ / "a/b"), 0700);
  EXPECT_EQ(mode_of(folder_ / "a/b/c"), 0700);
  std::ofstream(folder_ / "file") << "x";
  EXPECT_EQ(disk_->make_folders(folder_ / "file", 0700).error().code, "E0608");
}

TEST_F(RealDiskTest, RemovingATreeFollowsNoLinksAndOpensLockedFolders) {
  fs::create_directories(folder_ / "outside");
  std::ofstream(folder_ / "outside/kept") << "x";
  fs::create_directories(folder_ / "tree/locked/deep");
  fs::create_directory_symlink(folder_ / "outside", folder_ / "tree/link");
  ::chmod((folder_ / "tree/locked").c_str(), 0500);
  ASSERT_TRUE(disk_->remove_tree(folder_ / "tree"));
  EXPECT_FALSE(disk_->exists(folder_ / "tree"));
  EXPECT_TRUE(disk_->exists(folder_ / "outside/kept"));
  EXPECT_TRUE(disk_->remove_tree(folder_ / "tree")) << "absent is fine";
}

TEST_F(RealDiskTest, ALockHasOneHolderAndSaysWho) {
  auto first = disk_->try_lock(folder_ / "lock", "ada, pid 7");
  ASSERT_TRUE(first.has_value());
  ASSERT_NE(*first, nullptr);
  auto second = disk_->try_lock(folder_ / "lock", "bob");
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(*second, nullptr);
  EXPECT_EQ(disk_->read(folder_ / "lock").value(), "ada, pid 7");
  first->reset();
  auto third = disk_->try_lock(folder_ / "lock", "bob");
  ASSERT_TRUE(third.has_value());
  EXPECT_NE(*third, nullptr);
  EXPECT_EQ(disk_->read(folder_ / "lock").value(), "bob");
}

TEST_F(RealDiskTest, ReadingWhatIsAbsentSaysSo) {
  EXPECT_EQ(disk_->read(folder_ / "none").error().code, "E0051");
  EXPECT_EQ(disk_->read(folder_.path()).error().code, "E0055");
  EXPECT_EQ(disk_->list(folder_ / "none").error().code, "E0051");
}

TEST_F(RealDiskTest, FilesWithoutASizeAreReadToTheirEnd) {
  EXPECT_NE(disk_->read("/proc/self/status").value().find("VmPeak"), std::string::npos);
}

TEST_F(RealDiskTest, TheFileSystemIsNamedByItsMount) {
  EXPECT_EQ(disk_->file_system_type("/proc/self").value(), "proc");
  EXPECT_EQ(disk_->file_system_type("/proc/none/such").value(), "proc");
  EXPECT_EQ(disk_->file_system_type(folder_ / "not/yet").value(), disk_->file_system_type(folder_.path()).value());
}

TEST(FaultDisk, FailsFromTheChangeThatItWasToldTo) {
  test::TempFolder folder;
  test::FaultDisk disk;
  disk.fail_changes_from(2, Error{"E0607", "no space", {}, ""});
  EXPECT_TRUE(disk.write_atomic(folder / "a", "1", {}));
  EXPECT_EQ(disk.write_atomic(folder / "b", "1", {}).error().code, "E0607");
  EXPECT_EQ(disk.remove(folder / "a").error().code, "E0607");
  disk.heal();
  EXPECT_TRUE(disk.write_atomic(folder / "b", "1", {}));
}

}  // namespace
}  // namespace infra::runtime
