#include "test/support/temp_folder.h"

#include <cstdlib>

namespace infra::test {

TempFolder::TempFolder() : path_((std::filesystem::temp_directory_path() / "infra-test-XXXXXX").string()) {
  if (::mkdtemp(path_.data()) == nullptr) std::abort();
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace infra::test
