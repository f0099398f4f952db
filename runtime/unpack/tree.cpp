// Comparing an unpacked tree with what was laid down, and keeping that list.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/system/file_descriptor.h"
#include "runtime/unpack/tree.h"

namespace infra::runtime {
namespace {

std::string digest_of_file(int folder, const std::string& name) {
  FileDescriptor file(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  Sha256 hash;
  char buffer[64 * 1024];
  for (ssize_t got; file && (got = read(file.get(), buffer, sizeof buffer)) != 0;) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return "";
    hash.update({buffer, static_cast<size_t>(got)});
  }
  return file ? hash.finish().text() : "";
}

bool as_laid_down(const TreeEntry& entry, int root, const std::string& name, uint64_t& readable) {
  struct stat info {};
  if (fstatat(root, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return false;
  if (entry.type == 'd') return S_ISDIR(info.st_mode);
  if (entry.type == 'l') {
    char text[4097];
    ssize_t size = S_ISLNK(info.st_mode) ? readlinkat(root, name.c_str(), text, sizeof text) : -1;
    return size >= 0 && entry.content == std::string_view(text, static_cast<size_t>(size));
  }
  if (!S_ISREG(info.st_mode) || static_cast<uint64_t>(info.st_size) != entry.size) return false;
  if (((info.st_mode & 0111) != 0) != entry.executable) return false;
  int64_t changed = info.st_ctim.tv_sec * 1'000'000'000 + info.st_ctim.tv_nsec;
  if (changed == entry.changed_ns && info.st_ino == entry.inode) return true;
  if (entry.size > readable) return false;
  readable -= entry.size;
  return digest_of_file(root, name) == entry.content;
}

}  // namespace

Result<void> note_untouched(int root, const std::string& path, const std::string& name, TreeEntry& entry) {
  struct stat info {};
  if (fstatat(root, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
    return fail(diag::error(diag::HostWriteFailed, path + "/" + name, strerror(errno)));
  entry.changed_ns = info.st_ctim.tv_sec * 1'000'000'000 + info.st_ctim.tv_nsec;
  entry.inode = info.st_ino;
  return {};
}

std::string first_difference(const Tree& tree, const std::string& path, uint64_t read_limit) {
  FileDescriptor root(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root) return ".";
  for (const auto& [name, entry] : tree) {
    if (!as_laid_down(entry, root.get(), name, read_limit)) return name;
  }
  return "";
}

Result<std::string> first_addition(const Tree& tree, const std::string& path) {
  std::error_code problem;
  const std::filesystem::path root(path);
  std::filesystem::recursive_directory_iterator entry(root, problem), end;
  for (; !problem && entry != end; entry.increment(problem)) {
    const std::string name = entry->path().lexically_relative(root).string();
    if (!tree.contains(name)) return name;
  }
  if (problem) return fail(diag::error(diag::HostRecordDamaged, path, problem.message()));
  return std::string();
}

Result<Tree> copy_tree(const Tree& tree, const std::string& from, const std::string& into) {
  namespace fs = std::filesystem;
  Tree copied = tree;  // By path: what holds something comes before it.
  for (auto& [name, entry] : copied) {
    const fs::path source = fs::path(from) / name, target = fs::path(into) / name;
    std::error_code problem;
    if (entry.type == 'd')
      fs::create_directory(target, problem);
    else if (entry.type == 'l')
      fs::create_symlink(entry.content, target, problem);
    else
      fs::copy_file(source, target, problem);
    if (problem) return fail(diag::error(diag::HostWriteFailed, target.string(), problem.message()));
  }
  FileDescriptor root(open(into.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root || syncfs(root.get()) != 0) return fail(diag::error(diag::HostWriteFailed, into, strerror(errno)));
  for (auto& [name, entry] : copied) INFRA_TRY(note_untouched(root.get(), into, name, entry));
  return copied;
}

Json to_json(const Tree& tree) {
  Json entries = Json::object();
  for (const auto& [name, entry] : tree) {
    entries[name] = {std::string(1, entry.type),       entry.executable, entry.size, entry.content,
                     std::to_string(entry.changed_ns), entry.inode};
  }
  return {{"format", 1}, {"entries", entries}};
}

Result<Tree> tree_from_json(const std::string& file, std::string_view text) {
  auto json = parse_json(text);
  if (!json) return fail(diag::error(diag::HostRecordDamaged, file, json.error().message));
  Tree tree;
  try {  // The library's accessors throw; nothing leaves here.
    if (json->at("format") != 1) return fail(diag::error(diag::HostRecordDamaged, file, "it is not of format 1"));
    for (const auto& [name, row] : json->at("entries").items()) {
      tree[name] = TreeEntry{row.at(0).get<std::string>().at(0),       row.at(1), row.at(2), row.at(3),
                             std::stoll(row.at(4).get<std::string>()), row.at(5)};
    }
  } catch (const std::exception& problem) {
    return fail(diag::error(diag::HostRecordDamaged, file, problem.what()));
  }
  return tree;
}

}  // namespace infra::runtime
