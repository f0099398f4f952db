#include "compiler/lint/build_outputs.h"

#include "compiler/diag/codes/source.h"

namespace infra::lint {

Result<std::vector<FileSystem::Entry>> WithoutBuildOutputs::entries(std::string_view path) {
  auto found = below_.entries(path);
  bool is_missing = !found && found.error().code == diag::FileNotFound.code && !below_.digest(path);
  if (is_missing) return std::vector<Entry>();
  return found;
}

Result<FileSystem::Content> WithoutBuildOutputs::digest(std::string_view path) {
  auto found = below_.digest(path);
  if (!found && found.error().code == diag::FileNotFound.code) return Content{sha256(""), 0};
  return found;
}

}  // namespace infra::lint
