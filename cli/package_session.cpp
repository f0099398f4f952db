#include "cli/package_session.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/package_cache.h"
#include "cli/package_fetcher.h"
#include "cli/package_store.h"
#include "cli/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "compiler/diag/report.h"
#include "compiler/package/open.h"
#include "compiler/source/disk_file_system.h"
#include "runtime/system/system.h"

namespace infra::cli {
namespace {

/// The folder itself is what is locked: no file stays behind, and the holder's death frees it.
Result<runtime::FileDescriptor> hold(const std::string& root, Terminal& terminal) {
  runtime::FileDescriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  auto refused = [&] { return fail(diag::error(diag::CannotWrite, root, std::strerror(errno))); };
  if (!folder) return refused();
  if (flock(folder.get(), LOCK_EX | LOCK_NB) == 0) return folder;
  if (errno != EWOULDBLOCK) return refused();
  terminal.err("waiting for another `infra` that changes this package\n");
  while (flock(folder.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return refused();
  }
  return folder;
}

std::string change_line(Painter paint, const package::LockedPackage* before, const package::LockedPackage* now) {
  const package::LockedPackage& one = now ? *now : *before;
  std::string name = sanitize_line(one.name);
  if (!now) return fmt::format("{} {} {}\n", paint(Style::Red, "-"), name, one.version.text());
  std::string pin = one.pin ? (one.pin->commit.empty() ? one.pin->digest.brief() : one.pin->commit.substr(0, 12)) : "";
  std::string what = sanitize_line(one.source.text());
  if (!pin.empty()) what += " " + paint(Style::Dim, pin);
  if (!before) return fmt::format("{} {} {}  {}\n", paint(Style::Green, "+"), name, one.version.text(), what);
  if (before->version == one.version)
    return fmt::format("{} {} {}  {}\n", paint(Style::Yellow, "~"), name, one.version.text(), what);
  return fmt::format("{} {} {} → {}  {}\n", paint(Style::Yellow, "~"), name, before->version.text(), one.version.text(),
                     what);
}

void show_changes(Context& context, const package::Lock& before, const package::Lock& now) {
  Painter paint = context.terminal.out_paint();
  for (const package::LockedPackage& old : before.packages) {
    if (!now.find(old.name)) context.terminal.out(change_line(paint, &old, nullptr));
  }
  for (const package::LockedPackage& one : now.packages) {
    const package::LockedPackage* old = before.find(one.name);
    if (!old || !(*old == one)) context.terminal.out(change_line(paint, old, &one));
  }
}

}  // namespace

std::unique_ptr<PackageSession> PackageSession::open(Context& context, const std::string& folder, bool writes_lock) {
  std::unique_ptr<PackageSession> session(new PackageSession(context));
  session->root_ = package_folder(folder);
  if (session->root_.empty()) {
    report(context, diag::error(diag::ManifestMissing, folder.empty() ? "." : folder)
                        .note("neither there nor in a folder above it")
                        .way_out("a package is a folder with an `infra.toml`: `name = \"shop\"` and "
                                 "`version = \"0.1.0\"` are enough"));
    return nullptr;
  }
  auto held = hold(session->root_, context.terminal);
  if (!held) return report(context, held.error()), nullptr;
  session->held_ = std::move(*held);
  auto files = open_disk(session->root_);
  if (!files) return report(context, files.error()), nullptr;
  session->files_ = std::move(*files);
  session->store_ = disk_packages(session->root_);
  auto text = session->files_->read(package::kManifestFile, package::kMaxTomlBytes);
  if (!text) return report(context, text.error()), nullptr;
  session->written_text_ = *text;
  if (!session->take_manifest(*text)) return nullptr;
  SourceMap sources;
  diag::Sink sink;
  auto lock = package::load_lock(*session->files_, sources, sink);
  if (lock) {
    session->has_lock_ = lock->is_there;
    session->lock_ = std::move(lock->lock);
    if (session->has_lock_) session->lock_text_ = sources.file(FileId(0)).text();
  }
  if (!lock) session->show(sink, sources);
  if (!lock && !writes_lock) return nullptr;
  return session;
}

void PackageSession::show(diag::Sink& sink, const SourceMap& sources) { report(context_, sink.take(), sources); }

bool PackageSession::take_manifest(const std::string& text) {
  SourceMap sources;
  diag::Sink sink;
  auto manifest = package::read_manifest(sources.add(std::string(package::kManifestFile), text), sources, sink);
  if (!manifest) return show(sink, sources), false;
  manifest_ = std::move(*manifest);
  manifest_text_ = text;
  return true;
}

std::optional<package::Lock> PackageSession::resolve(package::Fetcher* fetcher, const std::set<std::string>& renew,
                                                     bool renew_all) {
  SourceMap sources;
  diag::Sink sink;
  // Read again, so that places of mistakes lie in a text that is there.
  auto manifest =
      package::read_manifest(sources.add(std::string(package::kManifestFile), manifest_text_), sources, sink);
  if (!manifest) return show(sink, sources), std::nullopt;
  auto lock = package::resolve({*manifest, lock_, *store_, fetcher, renew, renew_all}, sources, sink);
  if (!lock) show(sink, sources);
  return lock;
}

std::optional<package::Lock> PackageSession::locked_offline() { return resolve(nullptr, {}, false); }

int PackageSession::bring_up_to_date(const std::set<std::string>& renew, bool renew_all) {
  PackageFetcher fetcher(context_, root_);
  auto lock = resolve(&fetcher, renew, renew_all);
  if (!lock) return kError;
  // The manifest first: killed in between, it asks for what the lock does not have yet, and `infra lock` goes on.
  auto& failpoints = runtime::real_system().failpoints;
  if (manifest_text_ != written_text_) {
    if (auto written = write_file(root_ + "/" + std::string(package::kManifestFile), manifest_text_); !written)
      return report(context_, written.error());
  }
  failpoints.hit("package.between_files");
  std::string text = package::to_text(*lock);
  bool is_needed = has_lock_ || !lock->packages.empty();
  if (is_needed && text != lock_text_) {
    if (auto written = write_file(root_ + "/" + std::string(package::kLockFile), text); !written)
      return report(context_, written.error());
  }
  mark_used(*lock);
  if (context_.format == Format::Json) return print_json(context_, packages_json(*lock)), kDone;
  Painter paint = context_.terminal.out_paint();
  if (!is_needed || text == lock_text_) {
    context_.terminal.out(fmt::format("{} {}\n", paint(Style::BoldGreen, "up to date"), package::kLockFile));
  } else {
    show_changes(context_, lock_, *lock);
    context_.terminal.out(fmt::format("{} {}\n", paint(Style::BoldGreen, "locked"), package::kLockFile));
  }
  return kDone;
}

Json packages_json(const package::Lock& lock) {
  Json packages = Json::array();
  for (const package::LockedPackage& one : lock.packages) {
    Json entry = {{"name", one.name}, {"version", one.version.text()}, {"source", one.source.text()}};
    if (one.pin) entry["digest"] = one.pin->digest.text();
    if (one.pin && !one.pin->commit.empty()) entry["commit"] = one.pin->commit;
    packages.push_back(std::move(entry));
  }
  return {{"packages", std::move(packages)}};
}

void add_package_option(OptionTable& takes, std::string& folder) {
  takes.text("--package", folder, "FOLDER", "Whose dependencies; the package that this folder lies in unless given.");
}

}  // namespace infra::cli
