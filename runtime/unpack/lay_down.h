// Laying down a tree that may be hostile, entry by entry: nothing in it reaches outside the folder, nothing in it is a
// device, and it cannot fill the disk without end. Whoever reads an archive or a repository feeds it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/system/file_descriptor.h"
#include "runtime/unpack/tree.h"

namespace infra::runtime {

struct UnpackRules {
  uint64_t bytes = 8ull << 30;
  uint64_t entries = 200'000;
  size_t depth = 128;  ///< Folders in each other.
  size_t path_bytes = 4096;
  /// How many times its own size an archive may become, after a first MiB that is free; 0: any.
  uint64_t ratio = 0;
  /// Names must mean the same file on every file system: no two that differ by case or Unicode form only, no path
  /// twice, UTF-8 without control characters; and `.git` and `.infra` are left out. Without it a later entry of a path
  /// replaces the earlier one, as tar does.
  bool portable = false;
};

class LayDown {
 public:
  /// A piece of a file's content. Between pieces there may be holes, which read as zeros.
  struct Piece {
    uint64_t offset = 0;
    std::string_view bytes;
  };
  /// The next piece, nothing at the end.
  using Content = std::function<Result<std::optional<Piece>>()>;

  /// Into the folder that `root` is open on. `name` is the archive's, for messages; `packed` says how many bytes of it
  /// were read so far, for the ratio.
  LayDown(std::string name, FileDescriptor root, const UnpackRules& rules, std::function<uint64_t()> packed = {});

  /// Each counts as one entry. E0821 for what would not be safe, E0822 for too much, E1030 ratio, E1031 depth, E1032
  /// length of a path, E1033 and E1034 for names, E0817 when the disk does not take it.
  Result<void> folder(const std::string& path);
  Result<void> file(const std::string& path, bool executable, const Content& content);
  Result<void> link(const std::string& path, const std::string& text);
  /// Of something that was laid down before.
  Result<void> hard_link(const std::string& path, const std::string& target);
  /// What is neither: always E0821.
  Result<void> refuse(const std::string& path, std::string_view what);

  /// Everything is on the disk when it returns.
  Result<Tree> finish();

 private:
  using Parts = std::vector<std::string>;
  struct Place {
    Parts parts;
    std::string path;  ///< Without `.` and doubled `/`.
    FileDescriptor parent;
  };

  Error unsafe(const std::string& path, std::string_view why) const;
  Error not_written(const std::string& path) const;
  /// Nothing: the root itself, or what is left out.
  Result<std::optional<Place>> enter(const std::string& path);
  Result<FileDescriptor> open_parent(const Parts& parts, const std::string& path);
  Result<void> check_name(const std::string& part, const std::string& path) const;
  Result<void> claim(const Parts& parts);
  Result<void> make_way(const Place& place);
  Result<void> count(uint64_t bytes_of_file) const;

  std::string name_;
  FileDescriptor root_;
  UnpackRules rules_;
  std::function<uint64_t()> packed_;
  Tree tree_;
  std::map<std::string, std::string> folded_;  ///< What a path is to a file system that does not tell case apart.
  uint64_t entries_ = 0, bytes_ = 0;
};

}  // namespace infra::runtime
