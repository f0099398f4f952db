// Whole files for the tests: every .infra file of the repository.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace infra::syntax {

struct CorpusFile {
  std::string path;
  std::string text;
};

/// The language's own files: the standard library and the examples.
inline std::vector<CorpusFile> corpus() {
  namespace fs = std::filesystem;
  std::vector<CorpusFile> files;
  for (const char* folder : {"stdlib", "examples"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(INFRA_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".infra") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      files.push_back({entry.path().string(), {std::istreambuf_iterator<char>(in), {}}});
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace infra::syntax
