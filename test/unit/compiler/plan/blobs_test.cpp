#include "compiler/plan/blobs.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace infra::plan {
namespace {

namespace fs = std::filesystem;

class Blobs : public testing::Test {
 protected:
  static fs::path make_folder() {
    std::string pattern = (fs::temp_directory_path() / "infra-blobs-XXXXXX").string();
    return ::mkdtemp(pattern.data());
  }
  ~Blobs() override { fs::remove_all(folder_); }

  std::string file(std::string_view name, std::string_view bytes) {
    fs::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  size_t files_in_store() {
    size_t count = 0;
    if (!fs::exists(folder_ / "store")) return 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "store")) count += entry.is_regular_file();
    return count;
  }

  fs::path folder_ = make_folder();
  BlobStore store_{(folder_ / "store").string()};
};

TEST_F(Blobs, GiveBackTheBytesOfADigest) {
  auto digest = store_.add("hello");
  ASSERT_TRUE(digest) << digest.error().message;
  EXPECT_EQ(*digest, sha256("hello"));
  EXPECT_TRUE(store_.contains(*digest));
  EXPECT_EQ(store_.read(*digest), "hello");
  EXPECT_EQ(store_.path(*digest).substr((folder_ / "store").string().size(), 11), "/sha256/2c/");
  ASSERT_TRUE(store_.add("hello")) << "twice is once";
  EXPECT_EQ(files_in_store(), 1u);
}

TEST_F(Blobs, CopyAFileAndHashItInOneRead) {
  std::string bytes(300'000, 'x');
  bytes += std::string("\0\n", 2);
  ASSERT_TRUE(store_.add_file(file("a", bytes), sha256(bytes)));
  EXPECT_EQ(store_.read(sha256(bytes)), bytes);
}

TEST_F(Blobs, RefuseAFileThatChangedAndLeaveNothing) {
  auto result = store_.add_file(file("a", "new"), sha256("old"));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "E0520");
  EXPECT_FALSE(store_.contains(sha256("old")));
  EXPECT_EQ(files_in_store(), 0u);
}

TEST_F(Blobs, SayWhatIsMissing) {
  EXPECT_EQ(store_.read(sha256("nothing")).error().code, "E0521");
  EXPECT_EQ(store_.add_file((folder_ / "nowhere").string(), sha256("x")).error().code, "E0522");
  EXPECT_EQ(store_.add_file(folder_.string(), sha256("x")).error().code, "E0052");
}

TEST_F(Blobs, SeeThatACopyIsDamaged) {
  Digest digest = *store_.add("hello");
  std::ofstream(store_.path(digest), std::ios::binary | std::ios::trunc) << "hallo";
  EXPECT_EQ(store_.read(digest).error().code, "E0520");
}

TEST_F(Blobs, SayWhatTheDiskSaid) {
  BlobStore blocked(file("blocked", "a file where a folder should be"));
  EXPECT_EQ(blocked.add("x").error().code, "E0522");
}

}  // namespace
}  // namespace infra::plan
