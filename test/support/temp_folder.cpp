#include "test/support/temp_folder.h"

#include <unistd.h>

#include <cstdlib>

namespace infra::test {

namespace {

std::filesystem::path memory_or_disk() {
  const std::filesystem::path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

}  // namespace

TempFolder::TempFolder() : TempFolder(std::filesystem::temp_directory_path()) {}
TempFolder::TempFolder(InMemory) : TempFolder(memory_or_disk()) {}

TempFolder::TempFolder(const std::filesystem::path& parent) : path_((parent / "infra-test-XXXXXX").string()) {
  if (::mkdtemp(path_.data()) == nullptr) std::abort();
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace infra::test
