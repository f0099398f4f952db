#include "compiler/source/overlay_file_system.h"

#include <algorithm>
#include <iterator>

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

std::vector<std::string> OverlayFileSystem::laid_in(std::string_view path) const {
  std::string prefix = path.empty() ? "" : std::string(path) + "/";
  std::vector<std::string> laid;
  for (const auto& [name, text] : texts_) {
    if (!name.starts_with(prefix)) continue;
    std::string rest = name.substr(prefix.size());
    if (rest.find('/') == std::string::npos) laid.push_back(std::move(rest));
  }
  return laid;
}

Result<std::vector<std::string>> OverlayFileSystem::list(std::string_view path) {
  auto names = below_.list(path);
  std::vector<std::string> laid = laid_in(path);
  if (laid.empty()) return names;
  // A folder that only the texts know of is one all the same.
  if (names) laid.insert(laid.end(), names->begin(), names->end());
  std::sort(laid.begin(), laid.end());
  laid.erase(std::unique(laid.begin(), laid.end()), laid.end());
  return laid;
}

Result<std::vector<FileSystem::Entry>> OverlayFileSystem::entries(std::string_view path) {
  auto below = below_.entries(path);
  std::vector<std::string> laid = laid_in(path);
  if (laid.empty()) return below;
  std::vector<Entry> all;
  for (const std::string& name : laid) all.push_back({.name = name, .type = Entry::Type::File});
  if (below) {
    std::copy_if(below->begin(), below->end(), std::back_inserter(all),
                 [&](const Entry& entry) { return !std::binary_search(laid.begin(), laid.end(), entry.name); });
  }
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return all;
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
