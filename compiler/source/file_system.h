// How the compiler reads: through an interface that the leaves own, so that it is pure and an editor can lay
// unsaved buffers over the disk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"

namespace infra {

/// Reads beneath one package root. Every path is relative to the root, with `/` and no `..`; implementations
/// refuse to leave the root (symbolic links included) and to read anything but regular files.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// The bytes of a regular file of at most `max_bytes`. E0051 not found, E0052 not a regular file, E0053 outside
  /// of the package, E0054 too large, E0055 cannot be read.
  virtual Result<std::string> read(std::string_view path, uint64_t max_bytes) = 0;

  /// The names in a folder, sorted by bytes.
  virtual Result<std::vector<std::string>> list(std::string_view path) = 0;

  struct Entry {
    enum class Type : uint8_t { File, Folder, Link, Other };
    std::string name;
    Type type = Type::File;
    bool executable = false;  ///< Of a file: by anybody.
    std::string link = {};    ///< The text of a link, which is not followed.
  };
  /// What a folder holds, sorted by the bytes of the names.
  virtual Result<std::vector<Entry>> entries(std::string_view path) = 0;

  struct Content {
    Digest digest;
    uint64_t size = 0;
  };
  /// Digests a regular file of any size in one read, without keeping it in memory.
  virtual Result<Content> digest(std::string_view path) = 0;

  /// The path on disk, for copying bytes beside a plan; empty when there is none.
  virtual std::string location(std::string_view path) const = 0;
};

}  // namespace infra
