#include "runtime/providers/archive/archive_provider.h"

#include <stdio.h>

#include <cerrno>
#include <cstring>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/providers/inputs.h"
#include "runtime/unpack/unpack.h"

namespace infra::runtime {
namespace {

Capabilities capabilities() {
  Capabilities made;
  made.kind = "std.compute.Archive";
  made.recovery = Recovery::ChosenName;
  made.calls_in_flight = 4;
  return made;
}

Result<Digest> source_of(const Json& inputs) {
  Inputs read(inputs, "std.compute.Archive");
  INFRA_ASSIGN(auto digest, read.optional_artifact("source"));
  if (!digest) return fail(read.wrong("`source` is missing"));
  return *digest;
}

}  // namespace

ArchiveProvider::ArchiveProvider(Host& host) : HostedProvider(host, "archive", capabilities()) {}

std::string ArchiveProvider::tree_of(const std::string& digest) const {
  return host_.root.cache() + "/" + digest.substr(digest.find(':') + 1);
}

std::string ArchiveProvider::list_of(const std::string& digest) const { return tree_of(digest) + ".entries"; }

Result<void> ArchiveProvider::validate(const Call&, const Desired& desired) {
  INFRA_TRY(source_of(desired.inputs));
  return {};
}

Result<ChangeAnswer> ArchiveProvider::plan_change(const std::string&, const Json& before, const Json& after) {
  return before == after ? ChangeAnswer{ChangeKind::Nothing, ""}
                         : ChangeAnswer{ChangeKind::Refused, "an archive is replaced, never changed"};
}

Result<void> ArchiveProvider::prepare(Record& record, const Desired& desired) {
  INFRA_ASSIGN(Digest digest, source_of(desired.inputs));
  if (!host_.system.disk.exists(tree_of(digest.text()))) INFRA_TRY(blob_path(desired, digest));
  record.facts["digest"] = digest.text();
  return {};
}

Result<std::optional<std::string>> ArchiveProvider::difference(const std::string& digest) const {
  if (!host_.system.disk.exists(tree_of(digest))) return std::nullopt;
  INFRA_ASSIGN(std::string text, host_.system.disk.read(list_of(digest)));
  INFRA_ASSIGN(Tree tree, tree_from_json(list_of(digest), text));
  return first_difference(tree, tree_of(digest));
}

/// Unpacked beside its place, listed, and renamed into it: whatever bears the digest's name is whole.
Result<void> ArchiveProvider::lay_down(const Digest& digest, const Desired& desired) {
  INFRA_ASSIGN(std::string blob, blob_path(desired, digest));
  const std::string place = tree_of(digest.text());
  const std::string beside = place + ".new", old = place + ".old";
  INFRA_TRY(host_.system.disk.remove_tree(beside));
  INFRA_TRY(host_.system.disk.make_folders(beside, 0755));
  auto tree = unpack(blob, digest, beside);
  if (!tree) {
    INFRA_TRY(host_.system.disk.remove_tree(beside));
    return fail(std::move(tree).error());
  }
  host_.system.failpoints.hit("host.archive_unpacked");
  INFRA_TRY(
      host_.system.disk.write_atomic(list_of(digest.text()), to_json(*tree).dump(), {.mode = 0600, .durable = true}));
  // A tree that was changed by hand is moved aside first: what runs from it keeps its open files.
  if (host_.system.disk.exists(place)) {
    INFRA_TRY(host_.system.disk.remove_tree(old));
    if (rename(place.c_str(), old.c_str()) != 0) return fail(diag::error(diag::HostWriteFailed, old, strerror(errno)));
  }
  if (rename(beside.c_str(), place.c_str()) != 0)
    return fail(diag::error(diag::HostWriteFailed, place, strerror(errno)));
  return host_.system.disk.remove_tree(old);
}

Result<Created> ArchiveProvider::make(Record& record, const Call&, const Desired& desired) {
  std::string text = record.facts.at("digest");
  NamedLocks::Guard lock(host_.locks, "tree:" + text);
  INFRA_ASSIGN(auto wrong, difference(text));
  if (!wrong || !wrong->empty()) INFRA_TRY(lay_down(*Digest::parse(text), desired));
  return Created{record.id, {{"root", tree_of(text)}}, {{"digest", text}, {"tree", "as unpacked"}}};
}

Result<void> ArchiveProvider::unmake(const Record& record, const Call&) {
  std::string text = record.facts.at("digest");
  NamedLocks::Guard lock(host_.locks, "tree:" + text);
  // Whoever makes a reference has its record on disk before it looks at the tree, under this lock.
  for (const Record& other : host_.records->all()) {
    if (other.id != record.id && other.provider == name_ && other.facts.at("digest") == text) return {};
  }
  for (const char* suffix : {"", ".new", ".old"}) INFRA_TRY(host_.system.disk.remove_tree(tree_of(text) + suffix));
  return host_.system.disk.remove(list_of(text));
}

Result<Observed> ArchiveProvider::observe(const Record& record, const Call&) {
  std::string text = record.facts.at("digest");
  NamedLocks::Guard lock(host_.locks, "tree:" + text);
  Observed observed;
  observed.stamp = record.stamp;
  INFRA_ASSIGN(auto wrong, difference(text));
  if (!wrong) return observed;
  observed.presence = Presence::Running;
  observed.attributes = {{"digest", text}, {"tree", wrong->empty() ? "as unpacked" : "changed: " + *wrong}};
  if (!wrong->empty()) observed.note = "`" + *wrong + "` is not as it was unpacked";
  return observed;
}

}  // namespace infra::runtime
