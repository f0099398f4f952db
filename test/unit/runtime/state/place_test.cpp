#include "runtime/state/place.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "runtime/state/state.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::runtime {
namespace {

class Place : public testing::Test {
 protected:
  auto init(const std::string& folder, bool explicit_place) {
    return init_sqlite_state(system_, folder, "shop", explicit_place);
  }
  int mode_of(const std::string& name) {
    struct stat info {};
    return ::stat((folder_ + name).c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 07777) : -1;
  }

  test::TempFolder temp_;
  test::FakeSystem system_;
  std::string folder_ = temp_ / "project/.infra";
};

TEST_F(Place, ATemporaryFolderIsRefusedUnlessItIsMeant) {
  const auto refused = init("/tmp/infra-test-never-made/.infra", false);
  EXPECT_EQ(refused.error().code, "E0605");
  EXPECT_FALSE(system_->disk.exists("/tmp/infra-test-never-made")) << "nothing is left of a refusal";
  system_.environment["TMPDIR"] = temp_.path();
  EXPECT_EQ(refuse_passing_place(system_, folder_).error().code, "E0605");
  EXPECT_TRUE(init(folder_, true));
}

TEST_F(Place, AFolderThatOnlyStartsLikeATemporaryOneIsFine) {
  EXPECT_TRUE(refuse_passing_place(system_, "/tmpfiles/.infra"));
  EXPECT_TRUE(refuse_passing_place(system_, "/srv/tmp/.infra"));
}

TEST_F(Place, CiIsRefusedUnlessItIsMeant) {
  for (const char* value : {"true", "1", "yes"}) {
    system_.environment["CI"] = value;
    const auto refused = refuse_passing_place(system_, "/srv/project/.infra");
    ASSERT_FALSE(refused) << value;
    EXPECT_EQ(refused.error().code, "E0605");
    EXPECT_FALSE(refused.error().help.empty());
  }
  for (const char* value : {"", "0", "false"}) {
    system_.environment["CI"] = value;
    EXPECT_TRUE(refuse_passing_place(system_, "/srv/project/.infra")) << value;
  }
  system_.environment["CI"] = "true";
  EXPECT_TRUE(init(folder_, true));
}

TEST_F(Place, ANetworkFileSystemIsRefusedHoweverItIsMeant) {
  ASSERT_TRUE(init(folder_, true));
  for (const char* type : {"nfs4", "fuse", "cifs", "fuse.sshfs", "9p"}) {
    system_.disk.pretend_type(type);
    EXPECT_EQ(init(temp_ / "other", true).error().code, "E0605") << type;
    EXPECT_EQ(open_sqlite_state(system_, folder_).error().code, "E0605") << type;
  }
  system_.disk.pretend_type("xfs");
  EXPECT_TRUE(open_sqlite_state(system_, folder_));
}

TEST_F(Place, TheFolderIsForItsOwnerAndIgnoresItself) {
  ASSERT_TRUE(init(folder_, true));
  EXPECT_EQ(mode_of(""), 0700);
  EXPECT_EQ(mode_of("/blobs"), 0700);
  for (const char* file : {"/state.db", "/lease", "/.gitignore"}) EXPECT_EQ(mode_of(file), 0600) << file;
  EXPECT_EQ(system_->disk.read(folder_ + "/.gitignore").value(), "*\n");
}

TEST_F(Place, ASecondInitChangesNothing) {
  const std::string lineage = init(folder_, true).value()->lineage();
  EXPECT_EQ(init(folder_, true).error().code, "E0601");
  EXPECT_EQ(open_sqlite_state(system_, folder_).value()->lineage(), lineage);
}

TEST_F(Place, TwoInitsAtOnceMakeOneState) {
  ASSERT_TRUE(system_->disk.make_folders(folder_, 0700));
  auto lock = system_->disk.try_lock(folder_ + "/lease", "the other init");
  EXPECT_EQ(init(folder_, true).error().code, "E0601");
  lock->reset();
  EXPECT_TRUE(init(folder_, true));
}

TEST_F(Place, AnInitThatFailsAnywhereLeavesNoHalfState) {
  const Error full{"E0607", "no space", {}, ""};
  size_t failures = 0;
  for (size_t nth = 1;; ++nth) {
    const std::string folder = temp_ / std::to_string(nth);
    system_.disk.fail_changes_from(nth, full);
    const auto made = init(folder, true);
    system_.disk.heal();
    if (made) break;
    ++failures;
    EXPECT_EQ(made.error().code, "E0607");
    EXPECT_EQ(open_sqlite_state(system_, folder).error().code, "E0602") << "at change " << nth;
    EXPECT_TRUE(init(folder, true)) << "at change " << nth << ", tried again";
  }
  EXPECT_GT(failures, 4u);
}

TEST_F(Place, TheJournalOfARemovedDatabaseIsNotPlayedIntoTheNextOne) {
  ASSERT_TRUE(system_->disk.make_folders(folder_, 0700));
  std::ofstream(folder_ + "/state.db-journal") << std::string(8192, 'j');
  ASSERT_TRUE(init(folder_, true));
  EXPECT_FALSE(system_->disk.exists(folder_ + "/state.db-journal"));
}

}  // namespace
}  // namespace infra::runtime
