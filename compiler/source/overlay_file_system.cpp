#include "compiler/source/overlay_file_system.h"

#include <algorithm>

#include <fmt/format.h>

namespace infra {

Result<std::string> OverlayFileSystem::read(std::string_view path, uint64_t max_bytes) {
  auto text = texts_.find(path);
  if (text == texts_.end()) return below_.read(path, max_bytes);
  if (text->second.size() > max_bytes) {
    return fail(Error{
        "E0054", fmt::format("`{}` has {} bytes, the limit is {}", path, text->second.size(), max_bytes), {}, ""});
  }
  return text->second;
}

Result<std::vector<std::string>> OverlayFileSystem::list(std::string_view path) {
  auto names = below_.list(path);
  std::string prefix = path.empty() ? "" : std::string(path) + "/";
  std::vector<std::string> laid;
  for (const auto& [name, text] : texts_) {
    if (!name.starts_with(prefix)) continue;
    std::string rest = name.substr(prefix.size());
    if (rest.find('/') == std::string::npos) laid.push_back(std::move(rest));
  }
  if (laid.empty()) return names;
  // A folder that only the texts know of is one all the same.
  if (names) laid.insert(laid.end(), names->begin(), names->end());
  std::sort(laid.begin(), laid.end());
  laid.erase(std::unique(laid.begin(), laid.end()), laid.end());
  return laid;
}

Result<FileSystem::Content> OverlayFileSystem::digest(std::string_view path) {
  auto text = texts_.find(path);
  if (text == texts_.end()) return below_.digest(path);
  return Content{sha256(text->second), text->second.size()};
}

std::string OverlayFileSystem::location(std::string_view path) const {
  // The bytes on the disk, where there are any, are not these.
  return texts_.contains(path) ? "" : below_.location(path);
}

}  // namespace infra
