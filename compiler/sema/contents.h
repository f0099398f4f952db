// What `file` and `dir` give, and params of their types: the value in the plan is a digest and a size, and the bytes
// travel beside it.
#pragma once

#include <map>
#include <string>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"
#include "compiler/source/tree.h"
#include "compiler/value/value.h"

namespace infra::sema {

/// Everything of a program that has been read so.
struct Contents {
  struct Folder {
    ContentTree tree;
    std::map<Digest, uint64_t> sizes;  ///< Of its files.
  };
  std::map<Digest, std::string> files;  ///< Where the bytes of each lie.
  std::map<Digest, Folder> folders;
};

/// What one folder may hold.
inline constexpr ContentLimits kFolderLimits = {.entries = 20'000, .depth = 64};
inline constexpr uint64_t kMaxFolderBytes = uint64_t{16} << 30;

/// An Artifact; the errors of FileSystem::digest.
Result<value::ValueId> read_artifact(FileSystem& files, const std::string& path, value::ValueStore& values,
                                     Contents& contents);
/// A Dir; E0052, E0055, E0057 no such folder, E0058 a file, E0059 what a plan cannot hold.
Result<value::ValueId> read_folder(FileSystem& files, const std::string& path, value::ValueStore& values,
                                   Contents& contents);

}  // namespace infra::sema
