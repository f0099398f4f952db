#include "runtime/providers/archive/archive_provider.h"

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

ArchiveProvider::ArchiveProvider(Host& host) : HostedProvider(host, "archive", capabilities()), trees_(host) {}

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
  if (!host_.system.disk.exists(trees_.place_of(digest.text()))) INFRA_TRY(blob_path(desired, digest));
  record.facts["digest"] = digest.text();
  return {};
}

Result<Created> ArchiveProvider::make(Record& record, const Call&, const Desired& desired) {
  std::string text = record.facts.at("digest");
  NamedLocks::Guard lock(host_.locks, "tree:" + text);
  INFRA_ASSIGN(auto wrong, trees_.difference(text));
  if (!wrong || !wrong->empty()) {
    INFRA_ASSIGN(const std::string blob, blob_path(desired, *Digest::parse(text)));
    INFRA_TRY(trees_.lay_down(*Digest::parse(text), blob));
  }
  return Created{record.id, {{"root", trees_.place_of(text)}}, {{"digest", text}, {"tree", "as unpacked"}}};
}

Result<void> ArchiveProvider::unmake(const Record& record, const Call&) {
  std::string text = record.facts.at("digest");
  NamedLocks::Guard lock(host_.locks, "tree:" + text);
  // Whoever makes a reference has its record on disk before it looks at the tree, under this lock.
  for (const Record& other : host_.records->all()) {
    if (other.id != record.id && other.provider == name_ && other.facts.at("digest") == text) return {};
  }
  return trees_.remove(text);
}

Result<Observed> ArchiveProvider::observe(const Record& record, const Call&) {
  std::string text = record.facts.at("digest");
  NamedLocks::Guard lock(host_.locks, "tree:" + text);
  Observed observed;
  observed.stamp = record.stamp;
  INFRA_ASSIGN(auto wrong, trees_.difference(text));
  if (!wrong) return observed;
  observed.presence = Presence::Running;
  observed.attributes = {{"digest", text}, {"tree", wrong->empty() ? "as unpacked" : "changed: " + *wrong}};
  if (!wrong->empty()) observed.note = "`" + *wrong + "` is not as it was unpacked";
  return observed;
}

}  // namespace infra::runtime
