// A folder as content: what its digest is taken of. Two folders with one digest hold the same files for everybody who
// reads them; times, owners, modes other than the executable bit and empty folders are not part of it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/source/file_system.h"

namespace infra {

struct ContentEntry {
  enum class Type : char { File = 'f', Executable = 'x', Link = 'l' };
  Type type = Type::File;
  Digest content;         ///< Of a file.
  std::string link = {};  ///< The text of a link.

  friend bool operator==(const ContentEntry&, const ContentEntry&) = default;
};

/// By path below the root, with `/`, sorted by bytes.
using ContentTree = std::map<std::string, ContentEntry>;

/// Type, path and content of every entry, each ended by a zero byte: `f path\0<64 hex digits>\0`. The digest of a tree
/// is that of these bytes.
std::string canonical_bytes(const ContentTree& tree);
inline Digest digest_of(const ContentTree& tree) { return sha256(canonical_bytes(tree)); }
/// Reads exactly what canonical_bytes writes; nothing otherwise.
std::optional<ContentTree> parse_tree(std::string_view bytes);

/// `.git` and `.infra`, in any folder, are no content.
bool is_left_out(std::string_view name);

/// Whether a link that lies at `path` stays beneath the root, whatever the other links are: `..` only begins its text,
/// since a name before it may be a link itself.
bool link_stays_inside(std::string_view path, std::string_view text);

/// The first path that cannot be laid down with the others: of odd steps, beneath a file, a link out of the folder.
std::optional<std::string> unsound_path(const ContentTree& tree);

struct ContentLimits {
  size_t entries = 200'000;
  size_t depth = 64;
};

/// Reads all of a folder, each file once. E1036 beyond a limit, E0053 for a link out of the folder, E0052 for what is
/// neither file, folder nor link, and what reading gives. `take` is told of each file, by its path for `files`, and
/// may end the reading.
using TakeFile = std::function<Result<void>(const std::string& path, const FileSystem::Content& content)>;
Result<ContentTree> read_tree(FileSystem& files, const std::string& folder, const ContentLimits& limits = {},
                              const TakeFile& take = {});

}  // namespace infra
