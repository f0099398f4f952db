// Texts laid over another file system: unsaved buffers of an editor, an expression after the end of a file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/source/file_system.h"

namespace infra {

/// `below` must outlive it. A path that has a text is answered from the text, everything else from below.
class OverlayFileSystem : public FileSystem {
 public:
  explicit OverlayFileSystem(FileSystem& below) : below_(below) {}

  void lay(std::string path, std::string text) { texts_.insert_or_assign(std::move(path), std::move(text)); }

  /// E0054 when the text is larger than `max_bytes`; otherwise the errors of what lies below.
  Result<std::string> read(std::string_view path, uint64_t max_bytes) override;
  /// What lies below and the names of texts directly in the folder.
  Result<std::vector<std::string>> list(std::string_view path) override;
  /// The same, with the texts as files that nobody may execute.
  Result<std::vector<Entry>> entries(std::string_view path) override;
  Result<Content> digest(std::string_view path) override;
  std::string location(std::string_view path) const override;

 private:
  /// The names of texts directly in the folder, sorted.
  std::vector<std::string> laid_in(std::string_view path) const;

  FileSystem& below_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace infra
