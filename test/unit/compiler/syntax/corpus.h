// Whole files for the tests: every .infra file of the repository, and every block of its pages that compiles.
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

/// The blocks of one page that are fenced as `infra` and are no example of a mistake. On the page of a code those are the
/// ones after its way out.
inline void add_blocks(const std::filesystem::path& page, std::vector<CorpusFile>& blocks) {
  std::ifstream in(page);
  bool shows_mistakes = page.parent_path().filename() == "errors", in_block = false, is_wanted = false;
  size_t number = 0;
  CorpusFile block;
  for (std::string line; std::getline(in, line); ++number) {
    if (line.starts_with("**The way out")) shows_mistakes = false;
    if (!in_block && line.starts_with("```") && line != "```") {
      in_block = true;
      bool is_infra = line == "```infra" || line.starts_with("```infra ");
      is_wanted = is_infra && !shows_mistakes && line.find(" fails") == line.npos;
      block = {page.string() + ":" + std::to_string(number + 1), ""};
    } else if (in_block && line.starts_with("```")) {
      in_block = false;
      if (is_wanted) blocks.push_back(std::move(block));
    } else if (in_block) {
      block.text += line + "\n";
    }
  }
}

/// Every program that the documentation shows.
inline std::vector<CorpusFile> documented() {
  namespace fs = std::filesystem;
  std::vector<CorpusFile> blocks;
  std::vector<fs::path> pages = {fs::path(INFRA_SOURCE_DIR) / "README.md"};
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(INFRA_SOURCE_DIR) / "docs")) {
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  for (const fs::path& page : pages) add_blocks(page, blocks);
  return blocks;
}

}  // namespace infra::syntax
