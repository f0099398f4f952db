// A package whose builds have not run: a lint reads what is written, and not what a build makes of it.
#pragma once

#include "compiler/source/file_system.h"

namespace infra::lint {

/// `below` must outlive it. The artifact of a file that is not there is an empty one, and a folder that is not there is empty;
/// sources must be there.
class WithoutBuildOutputs : public FileSystem {
 public:
  explicit WithoutBuildOutputs(FileSystem& below) : below_(below) {}

  Result<std::string> read(std::string_view path, uint64_t max_bytes) override { return below_.read(path, max_bytes); }
  Result<std::vector<std::string>> list(std::string_view path) override { return below_.list(path); }
  Result<std::vector<Entry>> entries(std::string_view path) override;
  Result<Content> digest(std::string_view path) override;
  std::string location(std::string_view path) const override { return below_.location(path); }

 private:
  FileSystem& below_;
};

}  // namespace infra::lint
