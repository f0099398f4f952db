#include "runtime/providers/archive/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/system/file_descriptor.h"

namespace infra::runtime {
namespace {

/// The bytes of the archive on their way to libarchive, hashed as they pass.
struct Source {
  FileDescriptor file;
  Sha256 hash;
  std::vector<char> buffer = std::vector<char>(256 * 1024);

  static la_ssize_t read(struct archive*, void* self, const void** bytes) {
    auto& source = *static_cast<Source*>(self);
    ssize_t got;
    while ((got = ::read(source.file.get(), source.buffer.data(), source.buffer.size())) < 0 && errno == EINTR) {}
    if (got > 0) source.hash.update({source.buffer.data(), static_cast<size_t>(got)});
    *bytes = source.buffer.data();
    return got;
  }
};

/// The text in the locale's encoding or, where that has no such characters, in UTF-8; both are the bytes of a path.
std::string text_of(const char* in_locale, const char* in_utf8) {
  return in_locale ? in_locale : in_utf8 ? in_utf8 : "";
}

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

/// Whether a link at `at` with this text stays inside the root, whatever else the archive holds: no step of it climbs
/// above the root when read word by word.
bool stays_inside(const std::vector<std::string>& at, std::string_view target) {
  if (target.empty() || target.front() == '/') return false;
  size_t depth = at.size() - 1;
  while (!target.empty()) {
    size_t slash = target.find('/');
    std::string_view part = target.substr(0, slash);
    target = slash == target.npos ? std::string_view() : target.substr(slash + 1);
    if (part == "..") {
      if (depth == 0) return false;
      --depth;
    } else if (!part.empty() && part != ".") {
      ++depth;
    }
  }
  return true;
}

class Unpacking {
 public:
  Unpacking(const std::string& archive_path, FileDescriptor root, const UnpackLimits& limits)
      : name_(archive_path), root_(std::move(root)), limits_(limits) {}

  Result<Tree> run(struct archive* reader) {
    archive_entry* entry = nullptr;
    for (;;) {
      int got = archive_read_next_header(reader, &entry);
      if (got == ARCHIVE_EOF) return std::move(tree_);
      if (got < ARCHIVE_WARN) return fail(unreadable(reader));
      INFRA_TRY(take(reader, entry));
    }
  }

  Error unreadable(struct archive* reader) const {
    const char* why = archive_error_string(reader);
    return diag::error(diag::ArchiveUnreadable, name_, why ? sanitize_line(why) : "it is not a tar archive");
  }

 private:
  Error unsafe(const std::string& path, std::string_view why) const {
    return diag::error(diag::ArchiveUnsafe, name_, sanitize_line(path), why);
  }
  Error not_written(const std::string& path) const {
    return diag::error(diag::HostWriteFailed, sanitize_line(path), strerror(errno));
  }

  Result<void> take(struct archive* reader, archive_entry* entry) {
    std::string path = text_of(archive_entry_pathname(entry), archive_entry_pathname_utf8(entry));
    if (++entries_ > limits_.entries)
      return fail(diag::error(diag::ArchiveTooLarge, name_, fmt::format("{} entries", limits_.entries)));
    if (path.size() > 4096) return fail(unsafe(path.substr(0, 64) + "…", "has a path of more than 4096 bytes"));
    auto parts = split(path);
    if (!parts) return fail(unsafe(path, "leads out of the folder"));
    if (parts->empty()) return {};  // The root itself.
    INFRA_ASSIGN(FileDescriptor parent, open_parent(*parts, path));
    std::string same = text_of(archive_entry_hardlink(entry), archive_entry_hardlink_utf8(entry));
    if (!same.empty()) return link_again(same, *parts, parent, path);
    switch (archive_entry_filetype(entry)) {
      case AE_IFDIR: return make_folder(*parts, parent);
      case AE_IFREG: return write_file(reader, entry, *parts, parent);
      case AE_IFLNK:
        return make_link(text_of(archive_entry_symlink(entry), archive_entry_symlink_utf8(entry)), *parts, parent,
                         path);
      default: return fail(unsafe(path, "is neither a file, a folder nor a link"));
    }
  }

  /// The folder that `parts` lies in, opened step by step without following any link.
  Result<FileDescriptor> open_parent(const std::vector<std::string>& parts, const std::string& path) {
    FileDescriptor at(dup(root_.get()));
    std::vector<std::string> done;
    for (size_t i = 0; i + 1 < parts.size(); ++i) {
      done.push_back(parts[i]);
      if (mkdirat(at.get(), parts[i].c_str(), 0755) == 0) {
        tree_[join(done)] = TreeEntry{.type = 'd', .content = ""};
      } else if (errno != EEXIST) {
        return fail(not_written(path));
      }
      at = FileDescriptor(openat(at.get(), parts[i].c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (!at) return fail(unsafe(path, "goes through a link or a file"));
    }
    return at;
  }

  Result<void> make_folder(const std::vector<std::string>& parts, const FileDescriptor& parent) {
    const std::string path = join(parts);
    if (mkdirat(parent.get(), parts.back().c_str(), 0755) != 0) {
      struct stat info {};
      bool is_folder = errno == EEXIST &&
                       fstatat(parent.get(), parts.back().c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                       S_ISDIR(info.st_mode);
      if (!is_folder) return fail(unsafe(path, "stands twice, once as a folder"));
    }
    tree_[path] = TreeEntry{.type = 'd', .content = ""};
    return {};
  }

  Result<void> write_file(struct archive* reader, archive_entry* entry, const std::vector<std::string>& parts,
                          const FileDescriptor& parent) {
    const std::string path = join(parts);
    bool executable = (archive_entry_perm(entry) & 0111) != 0;
    // A later entry of the same path replaces the earlier one, as tar does.
    unlinkat(parent.get(), parts.back().c_str(), 0);
    FileDescriptor file(openat(parent.get(), parts.back().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                               executable ? 0755 : 0644));
    if (!file) return fail(not_written(path));
    fchmod(file.get(), executable ? 0755 : 0644);
    Sha256 hash;
    const void* block = nullptr;
    size_t size = 0;
    int64_t offset = 0, at = 0;
    int got;
    while ((got = archive_read_data_block(reader, &block, &size, &offset)) == ARCHIVE_OK) {
      // Sparse files have holes between blocks: they count and are hashed as the zeros that they read as.
      if (static_cast<uint64_t>(offset) + size > limits_.bytes - std::min(limits_.bytes, bytes_))
        return fail(diag::error(diag::ArchiveTooLarge, name_, fmt::format("{} bytes", limits_.bytes)));
      for (static const std::string zeros(64 * 1024, '\0'); at < offset;) {
        size_t step = static_cast<size_t>(std::min<int64_t>(offset - at, static_cast<int64_t>(zeros.size())));
        hash.update({zeros.data(), step});
        at += static_cast<int64_t>(step);
      }
      hash.update({static_cast<const char*>(block), size});
      for (size_t done = 0; done < size;) {
        ssize_t wrote = pwrite(file.get(), static_cast<const char*>(block) + done, size - done,
                               offset + static_cast<int64_t>(done));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return fail(not_written(path));
        done += static_cast<size_t>(wrote);
      }
      at = offset + static_cast<int64_t>(size);
    }
    if (got != ARCHIVE_EOF) return fail(unreadable(reader));
    bytes_ += static_cast<uint64_t>(at);
    struct stat info {};
    if (fstat(file.get(), &info) != 0 || info.st_size != at) return fail(not_written(path));
    tree_[path] = TreeEntry{'f', executable, static_cast<uint64_t>(at), hash.finish().text(), 0, 0};
    return {};
  }

  Result<void> make_link(const std::string& text, const std::vector<std::string>& parts, const FileDescriptor& parent,
                         const std::string& path) {
    if (!stays_inside(parts, text)) return fail(unsafe(path, "is a link that leads out of the folder"));
    unlinkat(parent.get(), parts.back().c_str(), 0);
    if (symlinkat(text.c_str(), parent.get(), parts.back().c_str()) != 0) return fail(not_written(path));
    tree_[join(parts)] = TreeEntry{'l', false, 0, text, 0, 0};
    return {};
  }

  /// A hard link in a tar names a file that it has written before.
  Result<void> link_again(const std::string& target, const std::vector<std::string>& parts,
                          const FileDescriptor& parent, const std::string& path) {
    auto from = split(target);
    auto known = from ? tree_.find(join(*from)) : tree_.end();
    if (known == tree_.end() || known->second.type != 'f')
      return fail(unsafe(path, "is a link to something that the archive has not laid down before"));
    INFRA_ASSIGN(FileDescriptor folder, open_parent(*from, path));
    unlinkat(parent.get(), parts.back().c_str(), 0);
    if (linkat(folder.get(), from->back().c_str(), parent.get(), parts.back().c_str(), 0) != 0)
      return fail(not_written(path));
    tree_[join(parts)] = known->second;
    return {};
  }

  std::string name_;
  FileDescriptor root_;
  UnpackLimits limits_;
  Tree tree_;
  uint64_t entries_ = 0, bytes_ = 0;
};

}  // namespace

Result<Tree> unpack(const std::string& path, const Digest& digest, const std::string& into,
                    const UnpackLimits& limits) {
  Source source;
  source.file = FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source.file) return fail(diag::error(diag::BytesMissing, digest.text()).note(path + ": " + strerror(errno)));
  FileDescriptor root(open(into.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root) return fail(diag::error(diag::HostWriteFailed, into, strerror(errno)));
  int root_number = root.get();

  std::unique_ptr<struct archive, decltype(&archive_read_free)> reader(archive_read_new(), &archive_read_free);
  archive_read_support_format_tar(reader.get());
  // By name: "all" would start external programs for the formats that the library cannot read itself.
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_filter_zstd(reader.get());
  Unpacking unpacking(path, std::move(root), limits);
  if (archive_read_open(reader.get(), &source, nullptr, &Source::read, nullptr) != ARCHIVE_OK)
    return fail(unpacking.unreadable(reader.get()));
  INFRA_ASSIGN(Tree tree, unpacking.run(reader.get()));
  for (const void* rest; Source::read(nullptr, &source, &rest) > 0;) {}
  if (Digest found = source.hash.finish(); found != digest)
    return fail(diag::error(diag::BytesDiffer, path, found.text(), digest.text()));
  // After a power loss a renamed folder must not hold empty files.
  if (syncfs(root_number) != 0) return fail(diag::error(diag::HostWriteFailed, into, strerror(errno)));
  for (auto& [name, entry] : tree) INFRA_TRY(note_untouched(root_number, into, name, entry));
  return tree;
}

}  // namespace infra::runtime
