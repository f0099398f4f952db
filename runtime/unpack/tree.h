// What was laid down, so that it can be compared later.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "compiler/base/digest.h"
#include "compiler/base/json.h"

namespace infra::runtime {

/// One file, link or folder as it was laid down. Time of last status change and inode tell cheaply that a file was not
/// touched since: no program can set them back.
struct TreeEntry {
  char type = 'f';  ///< `f`ile, `l`ink, `d`irectory.
  bool executable = false;
  uint64_t size = 0;
  std::string content;  ///< Digest of a file, text of a link.
  int64_t changed_ns = 0;
  uint64_t inode = 0;
};
using Tree = std::map<std::string, TreeEntry>;  ///< By path below the root.

/// Fills in time and inode of an entry that was just laid down below the open folder `root`, whose path is for messages.
Result<void> note_untouched(int root, const std::string& path, const std::string& name, TreeEntry& entry);

/// The path of the first entry that is not as it was laid down; empty when all are. Files that were touched are read
/// again, up to `read_limit` bytes; beyond that a touched file counts as changed. What was added is not looked at here:
/// see first_addition.
std::string first_difference(const Tree& tree, const std::string& root, uint64_t read_limit = 256ull << 20);

/// The path of something below `root` that was not laid down; empty when there is nothing. A tree is a cache that what
/// runs from it may write beside (bytecode, for one), so this is no drift; but whatever is new starts from exactly what
/// the archive holds.
Result<std::string> first_addition(const Tree& tree, const std::string& root);

/// Lays down once more, in the empty folder `into`, what `tree` lists of `root`, without what was added there. E0817.
Result<Tree> copy_tree(const Tree& tree, const std::string& root, const std::string& into);

Json to_json(const Tree& tree);
Result<Tree> tree_from_json(const std::string& file, std::string_view text);

}  // namespace infra::runtime
