#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "cli/package_cache.h"
#include "cli/package_session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "compiler/package/verified_files.h"
#include "compiler/source/tree.h"
#include "runtime/system/system.h"

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

constexpr uint64_t kLargestFile = 1u << 30;

/// Whether what lies there is ours to replace: a package of that name, or nothing.
bool is_ours(package::PackageStore& store, const std::string& name) {
  auto files = store.vendored(name);
  if (!files) return true;
  auto text = files->read(package::kManifestFile, package::kMaxTomlBytes);
  if (!text) return false;
  SourceMap sources;
  diag::Sink sink;
  auto manifest = package::read_manifest(sources.add(name, std::move(*text)), sources, sink);
  return manifest && manifest->name == name;
}

Result<void> copy_tree(FileSystem& files, const std::string& into) {
  auto refused = [](const std::string& path, const std::error_code& problem) {
    return fail(diag::error(diag::CannotWrite, path, problem.message()));
  };
  std::error_code problem;
  std::vector<std::string> open = {""};
  while (!open.empty()) {
    std::string folder = std::move(open.back());
    open.pop_back();
    std::string prefix = folder.empty() ? "" : folder + "/";
    fs::create_directories(into + "/" + folder, problem);
    if (problem) return refused(into + "/" + folder, problem);
    INFRA_ASSIGN(auto entries, files.entries(folder));
    for (const FileSystem::Entry& entry : entries) {
      std::string path = prefix + entry.name, to = into + "/" + path;
      if (entry.type == FileSystem::Entry::Type::Folder) {
        open.push_back(path);
      } else if (entry.type == FileSystem::Entry::Type::Link) {
        fs::create_symlink(entry.link, to, problem);
        if (problem) return refused(to, problem);
      } else {
        INFRA_ASSIGN(std::string bytes, files.read(path, kLargestFile));
        INFRA_TRY(runtime::real_system().disk.write_atomic(to, bytes,
                                                           {.mode = entry.executable ? 0755 : 0644, .durable = false}));
      }
    }
  }
  return {};
}

/// Beside its place first, then by one rename: `vendor/NAME` is whole, the old one or the new one.
Result<void> lay_down(PackageSession& session, const package::LockedPackage& locked) {
  runtime::Disk& disk = runtime::real_system().disk;
  if (!is_ours(session.store(), locked.name))
    return fail(diag::error(diag::VendorForeign, locked.name, locked.name)
                    .way_out("move it away: `infra vendor` replaces the whole folder"));
  INFRA_ASSIGN(auto files, package::open_cached(session.store(), locked.name, locked.pin->digest));
  std::string vendor = session.root() + "/vendor", place = vendor + "/" + locked.name;
  std::string fresh = vendor + "/.new-" + locked.name, old = vendor + "/.old-" + locked.name;
  INFRA_TRY(disk.remove_tree(fresh));
  INFRA_TRY(disk.remove_tree(old));
  INFRA_TRY(copy_tree(*files, fresh));
  std::error_code problem;
  if (fs::exists(place, problem)) fs::rename(place, old, problem);
  if (!problem) fs::rename(fresh, place, problem);
  if (problem) return fail(diag::error(diag::CannotWrite, place, problem.message()));
  return disk.remove_tree(old);
}

/// What lies in `vendor/` and is not named by the lock.
struct Unlocked {
  std::vector<std::string> removed;  ///< They were what the cache has: `infra lock` brings them back.
  std::vector<std::string> left;     ///< They may be somebody's work.
};

Result<Unlocked> tidy(PackageSession& session) {
  Unlocked unlocked;
  runtime::Disk& disk = runtime::real_system().disk;
  const std::string vendor = session.root() + "/vendor";
  auto names = disk.list(vendor);
  if (!names) return unlocked;
  for (const std::string& name : *names) {
    const package::LockedPackage* locked = session.lock().find(name);
    if (name.starts_with('.') || (locked && locked->pin)) continue;
    auto files = session.store().vendored(name);
    if (!files) continue;  // no folder
    auto tree = read_tree(*files, "");
    const bool is_copy = tree && package::open_cached(session.store(), name, digest_of(*tree)).has_value();
    if (!is_copy) {
      unlocked.left.push_back(name);
      continue;
    }
    INFRA_TRY(disk.remove_tree(vendor + "/" + name));
    unlocked.removed.push_back(name);
  }
  return unlocked;
}

int vendor(Context& context, const std::string& folder) {
  auto session = PackageSession::open(context, folder, false);
  if (!session) return kError;
  if (!session->has_lock() && !session->manifest().dependencies.empty())
    return report(context, diag::error(diag::LockMissing).way_out("`infra lock` fetches them and writes it"));
  size_t count = 0;
  for (const package::LockedPackage& locked : session->lock().packages) {
    if (!locked.pin) continue;
    if (auto done = lay_down(*session, locked); !done) return report(context, done.error());
    ++count;
  }
  mark_used(session->lock());
  auto unlocked = tidy(*session);
  if (!unlocked) return report(context, unlocked.error());
  if (context.format == Format::Json) {
    Json json = packages_json(session->lock());
    json["removed"] = unlocked->removed;
    json["left"] = unlocked->left;
    return print_json(context, json), kDone;
  }
  Painter paint = context.terminal.out_paint();
  for (const std::string& name : unlocked->removed) {
    context.terminal.out(
        fmt::format("{} {}, which infra.lock does not name\n", paint(Style::Red, "-"), sanitize_line(name)));
  }
  for (const std::string& name : unlocked->left) {
    context.terminal.out(
        fmt::format("{} vendor/{}: infra.lock does not name it, and it is no copy of what was fetched\n",
                    paint(Style::Yellow, "left"), sanitize_line(name)));
  }
  context.terminal.out(fmt::format("{} {} in {}\n", paint(Style::BoldGreen, "vendored"), count_noun(count, "package"),
                                   session->root() + "/vendor"));
  return kDone;
}

}  // namespace

std::function<int()> vendor_verb(OptionTable& takes, Context& context) {
  auto folder = std::make_shared<std::string>();
  add_package_option(takes, *folder);
  takes.format();
  return [folder, &context] { return vendor(context, *folder); };
}

}  // namespace infra::cli
