#include "cli/source_revision.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "test/support/temp_folder.h"

namespace infra::cli {
namespace {

namespace fs = std::filesystem;

const std::string kCommit(40, 'a');

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text << "\n";
}

class SourceRevision : public testing::Test {
 protected:
  test::TempFolder temp_;
  fs::path tree_ = fs::path(temp_ / "tree");
};

TEST_F(SourceRevision, IsThatOfTheBranchThatIsCheckedOut) {
  write(tree_ / ".git/HEAD", "ref: refs/heads/main");
  write(tree_ / ".git/refs/heads/main", kCommit);
  fs::create_directories(tree_ / "deep/down");
  EXPECT_EQ(source_revision(tree_ / "deep/down"), kCommit);
}

TEST_F(SourceRevision, IsFoundAmongPackedReferences) {
  write(tree_ / ".git/HEAD", "ref: refs/heads/main");
  write(tree_ / ".git/packed-refs", "# pack-refs with: peeled\n" + kCommit + " refs/heads/main");
  EXPECT_EQ(source_revision(tree_), kCommit);
}

TEST_F(SourceRevision, IsThatOfALinkedWorkTree) {
  write(tree_ / ".git", "gitdir: ../main/.git/worktrees/tree");
  fs::path git = fs::path(temp_ / "main") / ".git";
  write(git / "worktrees/tree/HEAD", "ref: refs/heads/side");
  write(git / "worktrees/tree/commondir", "../..");
  write(git / "refs/heads/side", kCommit);
  EXPECT_EQ(source_revision(tree_), kCommit);
}

TEST_F(SourceRevision, IsEmptyWhereItCannotBeKnown) {
  fs::create_directories(tree_);
  EXPECT_EQ(source_revision(tree_), "");
  write(tree_ / ".git/HEAD", "nonsense");
  EXPECT_EQ(source_revision(tree_), "");
}

}  // namespace
}  // namespace infra::cli
