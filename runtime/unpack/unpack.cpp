#include "runtime/unpack/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

/// The bytes of the archive on their way to libarchive, hashed as they pass.
struct Source {
  FileDescriptor file;
  Sha256 hash;
  uint64_t passed = 0;
  std::vector<char> buffer = std::vector<char>(256 * 1024);

  static la_ssize_t read(struct archive*, void* self, const void** bytes) {
    auto& source = *static_cast<Source*>(self);
    ssize_t got;
    while ((got = ::read(source.file.get(), source.buffer.data(), source.buffer.size())) < 0 && errno == EINTR) {}
    if (got > 0) {
      source.hash.update({source.buffer.data(), static_cast<size_t>(got)});
      source.passed += static_cast<uint64_t>(got);
    }
    *bytes = source.buffer.data();
    return got;
  }
};

/// The text in the locale's encoding or, where that has no such characters, in UTF-8; both are the bytes of a path.
std::string text_of(const char* in_locale, const char* in_utf8) {
  return in_locale ? in_locale : in_utf8 ? in_utf8 : "";
}

Error unreadable(struct archive* reader, const std::string& name) {
  const char* why = archive_error_string(reader);
  return diag::error(diag::ArchiveUnreadable, name, why ? sanitize_line(why) : "it is not a tar archive");
}

Result<void> take(struct archive* reader, archive_entry* entry, LayDown& lay_down, const std::string& name) {
  std::string path = text_of(archive_entry_pathname(entry), archive_entry_pathname_utf8(entry));
  std::string same = text_of(archive_entry_hardlink(entry), archive_entry_hardlink_utf8(entry));
  if (!same.empty()) return lay_down.hard_link(path, same);
  auto next = [&]() -> Result<std::optional<LayDown::Piece>> {
    const void* block = nullptr;
    size_t size = 0;
    int64_t offset = 0;
    int got = archive_read_data_block(reader, &block, &size, &offset);
    if (got == ARCHIVE_EOF) return std::nullopt;
    if (got != ARCHIVE_OK || offset < 0) return fail(unreadable(reader, name));
    return LayDown::Piece{static_cast<uint64_t>(offset), {static_cast<const char*>(block), size}};
  };
  switch (archive_entry_filetype(entry)) {
    case AE_IFDIR: return lay_down.folder(path);
    case AE_IFREG: return lay_down.file(path, (archive_entry_perm(entry) & 0111) != 0, next);
    case AE_IFLNK: return lay_down.link(path, text_of(archive_entry_symlink(entry), archive_entry_symlink_utf8(entry)));
    default: return lay_down.refuse(path, "is neither a file, a folder nor a link");
  }
}

Result<Tree> unpack_from(Source& source, const std::string& name, const std::string& into, const UnpackRules& rules,
                         const Digest* expected) {
  FileDescriptor root(open(into.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root) return fail(diag::error(diag::HostWriteFailed, into, strerror(errno)));
  std::unique_ptr<struct archive, decltype(&archive_read_free)> reader(archive_read_new(), &archive_read_free);
  archive_read_support_format_tar(reader.get());
  // By name: "all" would start external programs for the formats that the library cannot read itself.
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_filter_zstd(reader.get());
  LayDown lay_down(name, std::move(root), rules, [&source] { return source.passed; });
  if (archive_read_open(reader.get(), &source, nullptr, &Source::read, nullptr) != ARCHIVE_OK)
    return fail(unreadable(reader.get(), name));
  for (archive_entry* entry = nullptr;;) {
    int got = archive_read_next_header(reader.get(), &entry);
    if (got == ARCHIVE_EOF) break;
    if (got < ARCHIVE_WARN) return fail(unreadable(reader.get(), name));
    INFRA_TRY(take(reader.get(), entry, lay_down, name));
  }
  if (expected) {
    for (const void* rest; Source::read(nullptr, &source, &rest) > 0;) {}
    if (Digest found = source.hash.finish(); found != *expected)
      return fail(diag::error(diag::BytesDiffer, name, found.text(), expected->text()));
  }
  return lay_down.finish();
}

}  // namespace

Result<Tree> unpack(const std::string& path, const Digest& digest, const std::string& into, const UnpackRules& rules) {
  Source source;
  source.file = FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source.file) return fail(diag::error(diag::BytesMissing, digest.text()).note(path + ": " + strerror(errno)));
  return unpack_from(source, path, into, rules, &digest);
}

Result<Tree> unpack(const std::string& path, const std::string& name, const std::string& into,
                    const UnpackRules& rules) {
  Source source;
  source.file = FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source.file) return fail(diag::error(diag::FetchFailed, name, strerror(errno)));
  return unpack_from(source, name, into, rules, nullptr);
}

}  // namespace infra::runtime
