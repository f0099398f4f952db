#include "runtime/system/folder_sync.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;

TEST(FolderSync, ServesManyThreadsAndFoldersAtOnce) {
  const TempFolder folders[2];
  FolderSync sync;
  std::vector<std::thread> threads;
  std::vector<int> answers(16, -1);
  for (size_t i = 0; i < answers.size(); ++i)
    threads.emplace_back([&, i] {
      const std::string path = folders[i % 2].path();
      for (int round = 0; round < 50 && answers[i] <= 0; ++round) {
        std::ofstream(path + "/" + std::to_string(i) + "." + std::to_string(round)) << "x";
        answers[i] = sync.sync(path);
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answers, std::vector<int>(16, 0));
}

TEST(FolderSync, AFolderThatIsGoneIsToldToEachAndForgottenAfter) {
  const TempFolder folder;
  FolderSync sync;
  EXPECT_EQ(sync.sync(folder / "later"), ENOENT);
  std::filesystem::create_directory(folder / "later");
  EXPECT_EQ(sync.sync(folder / "later"), 0);
}

}  // namespace
}  // namespace infra::test
