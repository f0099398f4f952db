// Any bytes as an archive, under the rules of packages: a tree or an error, and what is laid down is what the tree says.
#include <stdlib.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "compiler/diag/table.h"
#include "runtime/unpack/unpack.h"

namespace fs = std::filesystem;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string folder = (fs::temp_directory_path() / "infra-fuzz-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) std::abort();
  std::ofstream(folder + "/x.tar", std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  fs::create_directory(folder + "/into");
  infra::runtime::UnpackRules rules{
      .bytes = 1u << 20, .entries = 100, .depth = 8, .path_bytes = 256, .ratio = 100, .portable = true};
  auto tree = infra::runtime::unpack(folder + "/x.tar", "x.tar", folder + "/into", rules);
  if (!tree && infra::diag::find(tree.error().code) == nullptr) std::abort();
  size_t outside = 0, inside = 0;
  for (const auto& entry : fs::directory_iterator(folder)) outside += !entry.path().empty();
  for (const auto& entry : fs::recursive_directory_iterator(folder + "/into")) inside += !entry.path().empty();
  if (outside != 2 || (tree && inside != tree->size())) std::abort();
  if (tree && !infra::runtime::first_difference(*tree, folder + "/into").empty()) std::abort();
  fs::remove_all(folder);
  return 0;
}
