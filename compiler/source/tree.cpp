#include "compiler/source/tree.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace infra {

std::string canonical_bytes(const ContentTree& tree) {
  std::string bytes;
  for (const auto& [path, entry] : tree) {
    bytes += static_cast<char>(entry.type);
    bytes += ' ';
    bytes += path;
    bytes += '\0';
    bytes += entry.type == ContentEntry::Type::Link ? entry.link : entry.content.hex();
    bytes += '\0';
  }
  return bytes;
}

std::optional<ContentTree> parse_tree(std::string_view bytes) {
  ContentTree tree;
  auto word = [&]() -> std::optional<std::string_view> {
    size_t end = bytes.find('\0');
    if (end == bytes.npos) return std::nullopt;
    std::string_view found = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    return found;
  };
  while (!bytes.empty()) {
    auto head = word();
    auto content = word();
    if (!head || !content || head->size() < 3 || (*head)[1] != ' ') return std::nullopt;
    ContentEntry entry;
    if ((*head)[0] == 'l') {
      entry.type = ContentEntry::Type::Link;
      entry.link = *content;
    } else {
      if ((*head)[0] != 'f' && (*head)[0] != 'x') return std::nullopt;
      entry.type = static_cast<ContentEntry::Type>((*head)[0]);
      auto digest = content->size() == 64 ? Digest::parse(*content) : std::nullopt;
      if (!digest) return std::nullopt;
      entry.content = *digest;
    }
    std::string path(head->substr(2));
    if (!tree.empty() && tree.rbegin()->first >= path) return std::nullopt;
    tree.emplace_hint(tree.end(), std::move(path), std::move(entry));
  }
  return tree;
}

bool is_left_out(std::string_view name) { return name == ".git" || name == ".infra"; }

bool link_stays_inside(std::string_view path, std::string_view text) {
  if (text.empty() || text.front() == '/') return false;
  size_t depth = 0;
  for (char c : path) depth += c == '/';
  bool is_named = false;
  while (!text.empty()) {
    size_t slash = text.find('/');
    std::string_view part = text.substr(0, slash);
    text = slash == text.npos ? std::string_view() : text.substr(slash + 1);
    if (part == "..") {
      if (depth == 0 || is_named) return false;
      --depth;
    } else if (!part.empty() && part != ".") {
      is_named = true;
    }
  }
  return true;
}

std::optional<std::string> unsound_path(const ContentTree& tree) {
  constexpr size_t kLongest = 4096;
  auto is_step = [](std::string_view part) { return !part.empty() && part != "." && part != ".."; };
  for (const auto& [path, entry] : tree) {
    bool sound = path.size() <= kLongest && path.find('\0') == path.npos;
    for (size_t begin = 0; sound && begin <= path.size();) {
      size_t end = std::min(path.find('/', begin), path.size());
      sound = is_step(std::string_view(path).substr(begin, end - begin));
      if (sound && end < path.size()) sound = !tree.contains(path.substr(0, end));
      begin = end + 1;
    }
    if (sound && entry.type == ContentEntry::Type::Link) {
      sound = entry.link.size() <= kLongest && entry.link.find('\0') == entry.link.npos &&
              link_stays_inside(path, entry.link);
    }
    if (!sound) return path;
  }
  return std::nullopt;
}

Result<ContentTree> read_tree(FileSystem& files, const std::string& folder, const ContentLimits& limits,
                              const TakeFile& take) {
  struct Open {
    std::string path;  // below `folder`
    size_t depth;
  };
  std::string name = folder.empty() ? "." : folder;
  auto too_large = [&](std::string what) {
    return fail(Error{"E1036", fmt::format("`{}` holds more than {}", name, what), {}, {}});
  };
  ContentTree tree;
  std::vector<Open> open = {{"", 0}};
  size_t count = 0;
  while (!open.empty()) {
    Open at = std::move(open.back());
    open.pop_back();
    auto below = [](const std::string& path, const std::string& rest) {
      return path.empty() ? rest : path + "/" + rest;
    };
    std::string place = at.path.empty() ? folder : below(folder, at.path);
    INFRA_ASSIGN(auto entries, files.entries(place));
    for (const FileSystem::Entry& entry : entries) {
      if (is_left_out(entry.name)) continue;
      if (++count > limits.entries) return too_large(fmt::format("{} entries", limits.entries));
      std::string path = below(at.path, entry.name);
      std::string full = below(folder, path);
      switch (entry.type) {
        case FileSystem::Entry::Type::Folder:
          if (at.depth + 1 > limits.depth) return too_large(fmt::format("{} folders in each other", limits.depth));
          open.push_back({path, at.depth + 1});
          break;
        case FileSystem::Entry::Type::File: {
          INFRA_ASSIGN(auto content, files.digest(full));
          if (take) INFRA_TRY(take(full, content));
          tree[path] = {entry.executable ? ContentEntry::Type::Executable : ContentEntry::Type::File, content.digest};
          break;
        }
        case FileSystem::Entry::Type::Link:
          if (!link_stays_inside(path, entry.link)) {
            return fail(Error{"E0053",
                              fmt::format("`{}` leads out of the package", full),
                              {},
                              "keep what a package reads beneath its own folder"});
          }
          tree[path] = {ContentEntry::Type::Link, {}, entry.link};
          break;
        case FileSystem::Entry::Type::Other:
          return fail(Error{"E0052", fmt::format("`{}` is not a regular file", full), {}, {}});
      }
    }
  }
  return tree;
}

}  // namespace infra
