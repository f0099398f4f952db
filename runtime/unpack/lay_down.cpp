#include "runtime/unpack/lay_down.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "compiler/source/tree.h"

namespace infra::runtime {
namespace {

constexpr uint64_t kFreeBytes = 1u << 20;  // not held against the ratio

/// `./a//b/` to {"a", "b"}; nothing when the path is absolute or climbs.
std::optional<std::vector<std::string>> split(std::string_view path) {
  if (path.empty() || path.front() == '/') return std::nullopt;
  std::vector<std::string> parts;
  while (!path.empty()) {
    size_t slash = path.find('/');
    std::string_view part = path.substr(0, slash);
    path = slash == path.npos ? std::string_view() : path.substr(slash + 1);
    if (part == "..") return std::nullopt;
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  return parts;
}

std::string join(const std::vector<std::string>& parts) {
  std::string path;
  for (const std::string& part : parts) path += (path.empty() ? "" : "/") + part;
  return path;
}

/// Without case and in one Unicode form, as the file systems of other machines compare names.
std::string fold(const std::string& path) {
  utf8proc_uint8_t* made = nullptr;
  auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(path.data()), static_cast<utf8proc_ssize_t>(path.size()),
                   &made, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
  std::string folded = size >= 0 ? std::string(reinterpret_cast<char*>(made), static_cast<size_t>(size)) : path;
  std::free(made);
  return folded;
}

std::string brief(const std::string& path) { return sanitize_line(path.size() > 96 ? path.substr(0, 96) + "…" : path); }

bool holds_control(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    uint32_t point = decode_utf8(text, at);
    if (point < 0x20 || (point >= 0x7f && point < 0xa0) || is_bidi_control(point)) return true;
  }
  return false;
}

}  // namespace

LayDown::LayDown(std::string name, FileDescriptor root, const UnpackRules& rules, std::function<uint64_t()> packed)
    : name_(std::move(name)), root_(std::move(root)), rules_(rules), packed_(std::move(packed)) {}

Error LayDown::unsafe(const std::string& path, std::string_view why) const {
  return diag::error(diag::ArchiveUnsafe, name_, brief(path), why);
}

Error LayDown::not_written(const std::string& path) const {
  return diag::error(diag::HostWriteFailed, brief(path), strerror(errno));
}

Result<void> LayDown::check_name(const std::string& part, const std::string& path) const {
  std::string_view why;
  if (first_invalid_utf8(part))
    why = "is not UTF-8";
  else if (holds_control(part))
    why = "holds a character that is not shown";
  else if (part.find('\\') != part.npos)
    why = "holds `\\`, which separates folders on some systems";
  else if (part.back() == '.' || part.back() == ' ')
    why = "ends in a dot or a space, which some file systems drop";
  else if (!is_left_out(part) && is_left_out(fold(part)))
    why = "is a reserved one, written otherwise";
  if (why.empty()) return {};
  return fail(diag::error(diag::NameUnusable, name_, brief(path), why));
}

/// Every step of a path is one name of one thing.
Result<void> LayDown::claim(const Parts& parts) {
  std::string path;
  for (const std::string& part : parts) {
    path += (path.empty() ? "" : "/") + part;
    auto [known, is_new] = folded_.try_emplace(fold(path), path);
    if (!is_new && known->second != path)
      return fail(diag::error(diag::NamesAlike, name_, brief(known->second), brief(path)));
  }
  return {};
}

Result<std::optional<LayDown::Place>> LayDown::enter(const std::string& path) {
  if (++entries_ > rules_.entries)
    return fail(diag::error(diag::ArchiveTooLarge, name_, fmt::format("{} entries", rules_.entries)));
  if (path.size() > rules_.path_bytes)
    return fail(diag::error(diag::PathTooLong, name_, rules_.path_bytes, brief(path)));
  // What the system takes as the end of a path would be another path than the one that was looked at.
  if (path.find('\0') != path.npos) return fail(unsafe(path, "holds a zero byte"));
  auto parts = split(path);
  if (!parts) return fail(unsafe(path, "leads out of the folder"));
  if (parts->empty()) return std::nullopt;
  if (parts->size() > rules_.depth + 1) return fail(diag::error(diag::TreeTooDeep, name_, rules_.depth, brief(path)));
  if (rules_.portable) {
    for (const std::string& part : *parts) {
      INFRA_TRY(check_name(part, path));
      if (is_left_out(part)) return std::nullopt;
    }
    INFRA_TRY(claim(*parts));
  }
  Place place;
  place.path = join(*parts);
  place.parts = std::move(*parts);
  INFRA_ASSIGN(place.parent, open_parent(place.parts, path));
  return place;
}

/// The folder that `parts` lies in, opened step by step without following any link.
Result<FileDescriptor> LayDown::open_parent(const Parts& parts, const std::string& path) {
  FileDescriptor at(dup(root_.get()));
  std::string done;
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    done += (i == 0 ? "" : "/") + parts[i];
    if (mkdirat(at.get(), parts[i].c_str(), 0755) == 0) {
      tree_[done] = TreeEntry{.type = 'd', .content = ""};
    } else if (errno != EEXIST) {
      return fail(not_written(path));
    }
    at = FileDescriptor(openat(at.get(), parts[i].c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!at) return fail(unsafe(path, "goes through a link or a file"));
  }
  return at;
}

/// Room for a file or a link under its name.
Result<void> LayDown::make_way(const Place& place) {
  if (rules_.portable && tree_.count(place.path)) return fail(unsafe(place.path, "stands twice"));
  unlinkat(place.parent.get(), place.parts.back().c_str(), 0);
  return {};
}

Result<void> LayDown::count(uint64_t bytes_of_file) const {
  uint64_t all = bytes_ > UINT64_MAX - bytes_of_file ? UINT64_MAX : bytes_ + bytes_of_file;
  if (all > rules_.bytes) return fail(diag::error(diag::ArchiveTooLarge, name_, fmt::format("{} bytes", rules_.bytes)));
  if (rules_.ratio != 0 && packed_ && all > kFreeBytes && (all - kFreeBytes) / rules_.ratio > packed_())
    return fail(diag::error(diag::ArchiveRatio, name_, rules_.ratio));
  return {};
}

Result<void> LayDown::folder(const std::string& path) {
  INFRA_ASSIGN(auto place, enter(path));
  if (!place) return {};
  if (mkdirat(place->parent.get(), place->parts.back().c_str(), 0755) != 0) {
    struct stat info {};
    bool is_folder = errno == EEXIST &&
                     fstatat(place->parent.get(), place->parts.back().c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                     S_ISDIR(info.st_mode);
    if (!is_folder) return fail(unsafe(place->path, "stands twice, once as a folder"));
  }
  tree_[place->path] = TreeEntry{.type = 'd', .content = ""};
  return {};
}

Result<void> LayDown::file(const std::string& path, bool executable, const Content& content) {
  INFRA_ASSIGN(auto place, enter(path));
  if (!place) return {};
  INFRA_TRY(make_way(*place));
  const mode_t mode = executable ? 0755 : 0644;
  FileDescriptor file(openat(place->parent.get(), place->parts.back().c_str(),
                             O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  if (!file) return fail(not_written(place->path));
  fchmod(file.get(), mode);
  Sha256 hash;
  uint64_t at = 0;
  for (;;) {
    INFRA_ASSIGN(auto piece, content());
    if (!piece) break;
    if (piece->offset < at) return fail(unsafe(place->path, "holds pieces that overlap"));
    // Holes count, and are hashed, as the zeros that they read as.
    if (piece->offset > rules_.bytes) INFRA_TRY(count(piece->offset));
    INFRA_TRY(count(piece->offset + piece->bytes.size()));
    for (static const std::string zeros(64 * 1024, '\0'); at < piece->offset;) {
      size_t step = static_cast<size_t>(std::min<uint64_t>(piece->offset - at, zeros.size()));
      hash.update({zeros.data(), step});
      at += step;
    }
    hash.update(piece->bytes);
    for (size_t done = 0; done < piece->bytes.size();) {
      ssize_t wrote = pwrite(file.get(), piece->bytes.data() + done, piece->bytes.size() - done,
                             static_cast<off_t>(piece->offset + done));
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote <= 0) return fail(not_written(place->path));
      done += static_cast<size_t>(wrote);
    }
    at = piece->offset + piece->bytes.size();
  }
  bytes_ += at;
  struct stat info {};
  if (fstat(file.get(), &info) != 0 || static_cast<uint64_t>(info.st_size) != at) return fail(not_written(place->path));
  tree_[place->path] = TreeEntry{'f', executable, at, hash.finish().text(), 0, 0};
  return {};
}

Result<void> LayDown::link(const std::string& path, const std::string& text) {
  INFRA_ASSIGN(auto place, enter(path));
  if (!place) return {};
  if (text.find('\0') != text.npos || !link_stays_inside(place->path, text))
    return fail(unsafe(path, "is a link that leads out of the folder"));
  if (text.size() > rules_.path_bytes)
    return fail(diag::error(diag::PathTooLong, name_, rules_.path_bytes, brief(text)));
  INFRA_TRY(make_way(*place));
  if (symlinkat(text.c_str(), place->parent.get(), place->parts.back().c_str()) != 0)
    return fail(not_written(place->path));
  tree_[place->path] = TreeEntry{'l', false, 0, text, 0, 0};
  return {};
}

Result<void> LayDown::hard_link(const std::string& path, const std::string& target) {
  INFRA_ASSIGN(auto place, enter(path));
  if (!place) return {};
  auto from = split(target);
  auto known = from ? tree_.find(join(*from)) : tree_.end();
  if (known == tree_.end() || known->second.type != 'f')
    return fail(unsafe(path, "is a link to something that the archive has not laid down before"));
  INFRA_ASSIGN(FileDescriptor folder, open_parent(*from, path));
  const TreeEntry same = known->second;
  INFRA_TRY(make_way(*place));
  if (linkat(folder.get(), from->back().c_str(), place->parent.get(), place->parts.back().c_str(), 0) != 0)
    return fail(not_written(place->path));
  tree_[place->path] = same;
  return {};
}

Result<void> LayDown::refuse(const std::string& path, std::string_view what) { return fail(unsafe(path, what)); }

Result<Tree> LayDown::finish() {
  // After a power loss a renamed folder must not hold empty files.
  if (syncfs(root_.get()) != 0) return fail(not_written(name_));
  for (auto& [path, entry] : tree_) INFRA_TRY(note_untouched(root_.get(), name_, path, entry));
  return std::move(tree_);
}

}  // namespace infra::runtime
