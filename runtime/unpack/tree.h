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

/// The path of the first entry that is not as it was laid down; empty when all are. Files that were touched are read
/// again, up to `read_limit` bytes; beyond that a touched file counts as changed. What was added is not looked at: a
/// process may leave files of its own (caches of bytecode) beside what it runs from.
std::string first_difference(const Tree& tree, const std::string& root, uint64_t read_limit = 256ull << 20);

Json to_json(const Tree& tree);
Result<Tree> tree_from_json(const std::string& file, std::string_view text);

}  // namespace infra::runtime
