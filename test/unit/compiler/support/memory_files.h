// A file system in memory, for tests of the compiler.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/source/file_system.h"

namespace infra::test {

class MemoryFiles : public FileSystem {
 public:
  MemoryFiles() = default;
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  void put(std::string path, std::string text) { files_[std::move(path)] = std::move(text); }
  /// `list` gives names in another order, as disks do.
  void reverse_listing() { reversed_ = true; }
  /// How often each file was read.
  const std::map<std::string, int>& reads() const { return reads_; }

  Result<std::string> read(std::string_view path, uint64_t max_bytes) override {
    ++reads_[std::string(path)];
    auto found = files_.find(std::string(path));
    if (found == files_.end()) return fail(diag::error(diag::FileNotFound, path));
    if (found->second.size() > max_bytes) {
      return fail(diag::error(diag::FileTooLarge, path, found->second.size(), max_bytes));
    }
    return found->second;
  }

  Result<std::vector<std::string>> list(std::string_view folder) override {
    std::vector<std::string> names;
    std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
    for (const auto& [path, text] : files_) {
      if (!path.starts_with(prefix)) continue;
      std::string rest = path.substr(prefix.size());
      std::string name = rest.substr(0, rest.find('/'));
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    if (names.empty()) return fail(diag::error(diag::FileNotFound, folder));
    if (reversed_) std::reverse(names.begin(), names.end());
    return names;
  }

  Result<std::vector<Entry>> entries(std::string_view folder) override {
    auto names = list(folder);
    if (!names) return fail(names.error());
    std::sort(names->begin(), names->end());
    std::vector<Entry> found;
    for (const std::string& name : *names) {
      bool is_file = files_.count((folder.empty() ? "" : std::string(folder) + "/") + name) != 0;
      found.push_back({.name = name, .type = is_file ? Entry::Type::File : Entry::Type::Folder});
    }
    return found;
  }

  Result<Content> digest(std::string_view path) override {
    auto text = read(path, UINT64_MAX);
    if (!text) return fail(text.error());
    return Content{sha256(*text), text->size()};
  }

  std::string location(std::string_view path) const override { return "/memory/" + std::string(path); }

 private:
  std::map<std::string, std::string> files_;
  std::map<std::string, int> reads_;
  bool reversed_ = false;
};

}  // namespace infra::test
