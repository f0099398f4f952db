#include "compiler/sema/contents.h"

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/value/scalars.h"

namespace infra::sema {
namespace {

/// What a walk through a folder ends with, in the words of somebody who wrote `dir`.
Error in_folder(FileSystem& files, const std::string& path, Error error) {
  auto unusable = [&](std::string why) { return diag::error(diag::FolderUnusable, path, why); };
  if (error.code == diag::FileNotFound.code) {
    if (!files.digest(path)) return diag::error(diag::FolderNotFound, path);
    return diag::error(diag::NotAFolder, path).way_out(fmt::format("the bytes of a file are `file(\"{}\")`", path));
  }
  if (error.code == diag::TreeTooLarge.code) {
    return unusable(fmt::format("{} entries and {} folders in each other are the most", kFolderLimits.entries,
                                kFolderLimits.depth))
        .way_out("take an archive of it: `file(\"site.tar.gz\")`");
  }
  if (error.code == diag::OutsidePackage.code) {
    return unusable("a link in it leads out of it").note(error.message).way_out("put a copy in the place of the link");
  }
  return error;
}

}  // namespace

Result<value::ValueId> read_artifact(FileSystem& files, const std::string& path, value::ValueStore& values,
                                     Contents& contents) {
  INFRA_ASSIGN(FileSystem::Content content, files.digest(path));
  contents.files[content.digest] = files.location(path);
  return values.artifact(content.digest, content.size);
}

Result<value::ValueId> read_folder(FileSystem& files, const std::string& path, value::ValueStore& values,
                                   Contents& contents) {
  Contents::Folder folder;
  uint64_t total = 0;
  auto take = [&](const std::string& file, const FileSystem::Content& content) -> Result<void> {
    total += content.size;
    if (total > kMaxFolderBytes) {
      return fail(
          diag::error(diag::FolderUnusable, path,
                      fmt::format("{} are the most", value::print_size(static_cast<int64_t>(kMaxFolderBytes)))));
    }
    folder.sizes[content.digest] = content.size;
    contents.files[content.digest] = files.location(file);
    return {};
  };
  auto tree = read_tree(files, path, kFolderLimits, take);
  if (!tree) return fail(in_folder(files, path, std::move(tree).error()));
  for (const auto& [name, entry] : *tree) {
    if (!first_invalid_utf8(name) && !first_invalid_utf8(entry.link)) continue;
    return fail(diag::error(diag::FolderUnusable, path, "a name in it is not UTF-8").note(fmt::format("`{}`", name)));
  }
  folder.tree = std::move(*tree);
  Digest digest = digest_of(folder.tree);
  contents.folders.try_emplace(digest, std::move(folder));
  return values.dir(digest, total);
}

}  // namespace infra::sema
