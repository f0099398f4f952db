#include "runtime/unpack/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/system/real.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;
namespace fs = std::filesystem;

struct Member {
  std::string path;
  mode_t type = AE_IFREG;
  std::string content;  ///< Or the target of a link.
  mode_t mode = 0644;
  bool hard = false;
};

class UnpackTest : public ::testing::Test {
 protected:
  std::string tar_of(const std::vector<Member>& members) {
    std::string path = folder_ / "x.tar";
    archive* writer = archive_write_new();
    archive_write_set_format_pax(writer);
    archive_write_open_filename(writer, path.c_str());
    for (const Member& member : members) {
      archive_entry* entry = archive_entry_new();
      archive_entry_set_pathname(entry, member.path.c_str());
      archive_entry_set_filetype(entry, member.type);
      archive_entry_set_perm(entry, member.mode);
      if (member.hard) archive_entry_set_hardlink(entry, member.content.c_str());
      if (member.type == AE_IFLNK) archive_entry_set_symlink(entry, member.content.c_str());
      bool has_data = member.type == AE_IFREG && !member.hard;
      archive_entry_set_size(entry, has_data ? static_cast<int64_t>(member.content.size()) : 0);
      archive_write_header(writer, entry);
      if (has_data) archive_write_data(writer, member.content.data(), member.content.size());
      archive_entry_free(entry);
    }
    archive_write_free(writer);
    return path;
  }
  Result<Tree> unpack_members(const std::vector<Member>& members, const UnpackRules& limits = {}) {
    std::string tar = tar_of(members);
    fs::remove_all(into_);
    fs::create_directories(into_);
    return unpack(tar, sha256(*make_real_disk()->read(tar)), into_, limits);
  }

  TempFolder folder_;
  std::string into_ = folder_ / "in/to";
};

TEST_F(UnpackTest, KeepsContentLinksAndTheExecutableBitAndNothingElse) {
  auto tree = unpack_members({{"./bin", AE_IFDIR, "", 0777},
                              {"./bin/run", AE_IFREG, "#!", 04775},
                              {"data.txt", AE_IFREG, "data", 0600},
                              {"same", AE_IFREG, "data.txt", 0644, true},
                              {"bin/link", AE_IFLNK, "../data.txt"}});
  ASSERT_TRUE(tree) << tree.error().message;
  EXPECT_EQ(tree->size(), 5u);
  EXPECT_EQ(fs::status(into_ + "/bin/run").permissions(), fs::perms(0755)) << "no set-user-id bit";
  EXPECT_EQ(fs::status(into_ + "/data.txt").permissions(), fs::perms(0644));
  EXPECT_EQ(*make_real_disk()->read(into_ + "/bin/link"), "data");
  EXPECT_EQ(first_difference(*tree, into_), "");
  auto read_back = tree_from_json("x", to_json(*tree).dump());
  ASSERT_TRUE(read_back) << read_back.error().message;
  EXPECT_EQ(first_difference(*read_back, into_), "");
}

TEST_F(UnpackTest, NothingReachesOutsideTheFolder) {
  const std::vector<std::vector<Member>> hostile = {
      {{"../evil", AE_IFREG, "x"}},
      {{"a/../../evil", AE_IFREG, "x"}},
      {{"/tmp/evil", AE_IFREG, "x"}},
      {{"out", AE_IFLNK, "/etc"}},
      {{"out", AE_IFLNK, "../.."}},
      {{"deep/out", AE_IFLNK, "../x/../../.."}},
      {{"in", AE_IFLNK, "."}, {"in/file", AE_IFREG, "x"}},
      {{"hard", AE_IFREG, "../../etc/passwd", 0644, true}},
      {{"hard", AE_IFREG, "not-before", 0644, true}},
      {{"pipe", AE_IFIFO, ""}},
      {{"device", AE_IFCHR, ""}},
  };
  for (const auto& members : hostile) {
    auto tree = unpack_members(members);
    ASSERT_FALSE(tree) << members[0].path << " -> " << members[0].content;
    EXPECT_EQ(tree.error().code, "E0821") << tree.error().message;
    EXPECT_FALSE(fs::exists(folder_ / "evil"));
    EXPECT_FALSE(fs::exists(folder_ / "in/evil"));
  }
}

TEST_F(UnpackTest, ABombIsStopped) {
  auto large = unpack_members({{"a", AE_IFREG, std::string(600, 'a')}, {"b", AE_IFREG, std::string(600, 'b')}},
                              {.bytes = 1000, .entries = 10});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, "E0822");
  auto many =
      unpack_members({{"a", AE_IFREG, ""}, {"b", AE_IFREG, ""}, {"c", AE_IFREG, ""}}, {.bytes = 10, .entries = 2});
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().code, "E0822");
}

TEST_F(UnpackTest, WhatIsNoTarOrNotTheseBytesIsSaidToBeSo) {
  fs::create_directories(into_);
  std::ofstream(folder_ / "text") << std::string(2000, 'x');
  auto tree = unpack(folder_ / "text", sha256(std::string(2000, 'x')), into_);
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().code, "E0820");
  std::string tar = tar_of({{"a", AE_IFREG, "a"}});
  tree = unpack(tar, sha256("other bytes"), into_);
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().code, "E0816");
  tree = unpack(folder_ / "absent", sha256(""), into_);
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().code, "E0815");
}

TEST_F(UnpackTest, AHandOnTheTreeIsSeen) {
  std::vector<Member> members = {{"bin/run", AE_IFREG, "one", 0755}, {"link", AE_IFLNK, "bin/run"}};
  auto tree = unpack_members(members);
  ASSERT_TRUE(tree);
  std::ofstream(into_ + "/bin/run") << "two";
  EXPECT_EQ(first_difference(*tree, into_), "bin/run") << "of the same size";
  std::ofstream(into_ + "/bin/run") << "one";
  EXPECT_EQ(first_difference(*tree, into_), "") << "touched, and yet as it was";
  EXPECT_EQ(first_difference(*tree, into_, 2), "bin/run") << "beyond what may be read again, touched is changed";
  fs::permissions(into_ + "/bin/run", fs::perms(0644));
  EXPECT_EQ(first_difference(*tree, into_), "bin/run");
  fs::permissions(into_ + "/bin/run", fs::perms(0755));
  fs::remove(into_ + "/link");
  EXPECT_EQ(first_difference(*tree, into_), "link");
}

TEST_F(UnpackTest, ANameThatTheFileSystemCannotHoldIsAnErrorThatNamesIt) {
  const auto tree = unpack_members({{.path = "bin/" + std::string(300, 'n'), .content = ""}});
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().code, diag::HostWriteFailed.code) << tree.error().message;
}

}  // namespace
}  // namespace infra::test
