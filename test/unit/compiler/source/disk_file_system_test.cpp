#include "compiler/source/disk_file_system.h"
#include "compiler/source/tree.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace infra {
namespace {

class Package : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/package.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    std::filesystem::create_directories(root_ / "in/sub");
    write("in/app.infra", "let a = 1\n");
    write("secret", "outside");
    auto disk = open_disk(root_ / "in");
    ASSERT_TRUE(disk);
    disk_ = std::move(*disk);
  }
  void TearDown() override { std::filesystem::remove_all(root_); }
  void write(const std::string& name, std::string_view text) { std::ofstream(root_ / name) << text; }
  std::string code(std::string_view path) {
    auto text = disk_->read(path, 1000);
    return text ? "read" : text.error().code;
  }

  std::filesystem::path root_;
  std::unique_ptr<FileSystem> disk_;
};

TEST_F(Package, ReadsAndDigestsRegularFilesBeneathItsRoot) {
  EXPECT_EQ(disk_->read("app.infra", 1000).value(), "let a = 1\n");
  auto content = disk_->digest("app.infra");
  ASSERT_TRUE(content);
  EXPECT_EQ(content->digest, sha256("let a = 1\n"));
  EXPECT_EQ(content->size, 10u);
  EXPECT_EQ(disk_->list("").value(), (std::vector<std::string>{"app.infra", "sub"}));
}

TEST_F(Package, NeverLeavesItsRoot) {
  EXPECT_EQ(code("../secret"), "E0053");
  EXPECT_EQ(code("/etc/passwd"), "E0053");
  std::filesystem::create_symlink("../secret", root_ / "in/link");
  EXPECT_EQ(code("link"), "E0053");
  std::filesystem::create_symlink("..", root_ / "in/up");
  EXPECT_EQ(code("up/secret"), "E0053");
  std::filesystem::create_symlink("app.infra", root_ / "in/within");
  EXPECT_EQ(code("within"), "read") << "a link that stays inside is fine";
}

TEST_F(Package, SaysWhyItCannotRead) {
  EXPECT_EQ(code("none.infra"), "E0051");
  EXPECT_EQ(code("sub"), "E0052");
  ASSERT_EQ(mkfifo((root_ / "in/pipe").c_str(), 0600), 0);
  EXPECT_EQ(code("pipe"), "E0052") << "and does not hang on it";
  write("in/large", std::string(1001, 'x'));
  EXPECT_EQ(code("large"), "E0054");
  EXPECT_EQ(open_disk(root_ / "nowhere").error().code, "E0051");
}

TEST_F(Package, SaysWhatEachEntryIs) {
  std::filesystem::create_symlink("app.infra", root_ / "in/link");
  std::filesystem::create_symlink("nowhere", root_ / "in/gone");
  write("in/run", "#!");
  std::filesystem::permissions(root_ / "in/run", std::filesystem::perms(0755));
  ASSERT_EQ(mkfifo((root_ / "in/pipe").c_str(), 0600), 0);
  auto entries = disk_->entries("");
  ASSERT_TRUE(entries);
  std::string shown;
  for (const FileSystem::Entry& entry : *entries) {
    static constexpr char kTypes[] = {'f', 'd', 'l', 'o'};
    shown +=
        entry.name + " " + kTypes[static_cast<int>(entry.type)] + (entry.executable ? "x " : " ") + entry.link + ",";
  }
  EXPECT_EQ(shown, "app.infra f ,gone l nowhere,link l app.infra,pipe o ,run fx ,sub d ,");
  EXPECT_EQ(disk_->entries("../secret").error().code, "E0053");
}

TEST_F(Package, HasOneDigestWhateverItsTimesAreAndAnotherForEachContent) {
  write("in/run", "#!");
  auto digest = [&] {
    auto tree = read_tree(*disk_, "");
    return tree ? digest_of(*tree).text() : tree.error().code;
  };
  const std::string before = digest();
  std::filesystem::last_write_time(root_ / "in/run", std::filesystem::file_time_type::min());
  std::filesystem::create_directories(root_ / "in/empty/in/empty");
  std::filesystem::create_directories(root_ / "in/.infra");
  write("in/.infra/state", "x");
  EXPECT_EQ(digest(), before);
  std::filesystem::permissions(root_ / "in/run", std::filesystem::perms(0755));
  EXPECT_NE(digest(), before);
  std::filesystem::create_symlink("../secret", root_ / "in/link");
  EXPECT_EQ(digest(), "E0053");
  std::filesystem::remove(root_ / "in/link");
  ASSERT_EQ(mkfifo((root_ / "in/pipe").c_str(), 0600), 0);
  EXPECT_EQ(digest(), "E0052");
}

}  // namespace
}  // namespace infra
