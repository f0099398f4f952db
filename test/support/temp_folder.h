// A folder of a test's own, gone with everything in it when the test ends.
#pragma once

#include <filesystem>
#include <string>

namespace infra::test {

/// Where many syncs would only wait for a disk: a kill leaves the same files in memory. Nothing is executed
/// from there.
struct InMemory {};

class TempFolder {
 public:
  TempFolder();
  explicit TempFolder(InMemory);
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  explicit TempFolder(const std::filesystem::path& parent);

  std::string path_;
};

}  // namespace infra::test
