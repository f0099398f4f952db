#include "runtime/providers/file/file_provider.h"

#include <algorithm>
#include <filesystem>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/providers/file/placed_file.h"
#include "runtime/providers/inputs.h"

namespace infra::runtime {
namespace {

constexpr const char* kKind = "std.host.File";

Capabilities capabilities() {
  Capabilities made;
  made.kind = kKind;
  made.recovery = Recovery::Stamp;
  made.updates_in_place = true;
  made.calls_in_flight = 32;  // They wait for the disk, and those that wait together share a sync.
  return made;
}

using Place = FileProvider::Place;

struct FileSpec {
  std::string path;
  std::optional<std::string> content;
  std::optional<Digest> source;
  unsigned mode = 0644;
};

Result<FileSpec> read_file(const Json& json) {
  Inputs inputs(json, kKind);
  FileSpec spec;
  INFRA_ASSIGN(spec.path, inputs.text("path"));
  if (!spec.path.starts_with('/') || spec.path.ends_with('/') || spec.path.find('\0') != spec.path.npos)
    return fail(diag::error(diag::FilePathUnusable, spec.path, "it is not an absolute path of a file")
                    .way_out("begin the path with `/`: the helper knows no other folder to start from"));
  INFRA_ASSIGN(spec.content, inputs.optional_text("content"));
  INFRA_ASSIGN(spec.source, inputs.optional_artifact("source"));
  if (spec.content.has_value() == spec.source.has_value())
    return fail(inputs.wrong("`content` or `source`, one of them, is what it holds"));
  INFRA_ASSIGN(bool executable, inputs.flag("executable", false));
  spec.mode = executable ? 0755 : 0644;
  return spec;
}

Result<std::string> bytes_of(System& system, const FileSpec& spec, const Desired& desired) {
  if (spec.content) return *spec.content;
  INFRA_ASSIGN(std::string path, blob_path(desired, *spec.source));
  INFRA_ASSIGN(std::string bytes, system.disk.read(path));
  if (Digest found = sha256(bytes); found != *spec.source)
    return fail(diag::error(diag::BytesDiffer, path, found.text(), spec.source->text()));
  return bytes;
}

Json attributes(const std::string& path, const Digest& digest, unsigned mode) {
  return {{"digest", digest.text()}, {"mode", fmt::format("{:04o}", mode)}, {"path", path}};
}

Created created(const Record& record, const FileSpec& spec, const Digest& digest) {
  return {record.id, {{"digest", digest.text()}}, attributes(spec.path, digest, spec.mode)};
}

/// Everywhere that content of this resource may lie: one place, and while a change is under way the new one too, last.
std::vector<Place> places_of(const Record& record) {
  std::vector<Place> places;
  for (const Json& one : record.facts.at("places")) places.push_back({one.at(0), one.at(1)});
  return places;
}

Json facts_of(const std::vector<Place>& places) {
  Json list = Json::array();
  for (const Place& place : places) list.push_back({place.path, place.digest});
  return {{"places", list}};
}

bool same_thing(const Stamp& a, const Stamp& b) { return a.lineage == b.lineage && a.address == b.address; }

}  // namespace

FileProvider::FileProvider(Host& host) : HostedProvider(host, "file", capabilities()) {}

Result<void> FileProvider::validate(const Call& call, const Desired& desired) {
  INFRA_ASSIGN(FileSpec spec, read_file(desired.inputs));
  Record asking;
  asking.id = instance_id(call.stamp);
  asking.stamp = call.stamp;
  return refuse_foreign(asking, spec.path);
}

Result<ChangeAnswer> FileProvider::plan_change(const std::string&, const Json& before, const Json& after) {
  return ChangeAnswer{before == after ? ChangeKind::Nothing : ChangeKind::InPlace, ""};
}

Result<void> FileProvider::refuse_foreign(const Record& asking, const std::string& path) const {
  auto refused = [&](std::string why) {
    return fail(diag::error(diag::FileForeign, path)
                    .note(std::move(why))
                    .way_out("move the file away, or give the resource another path"));
  };
  std::error_code problem;
  if (!std::filesystem::is_directory(std::filesystem::path(path).parent_path(), problem))
    return fail(diag::error(diag::FilePathUnusable, path, "its folder does not exist"));
  INFRA_ASSIGN(auto found, look_at(path));
  if (found && !found->is_file) return refused("it is not a regular file");
  bool ours = !found || (found->stamp && same_thing(*found->stamp, asking.stamp));
  const auto lies_there = [&](const Record& record) {
    if (record.provider != name_) return false;
    const Json& places = record.facts.at("places");
    return std::any_of(places.begin(), places.end(), [&](const Json& place) { return place.at(0) == path; });
  };
  for (const Record& record : host_.records->where(lies_there)) {
    for (const Place& place : places_of(record)) {
      if (place.path != path) continue;
      if (!same_thing(record.stamp, asking.stamp))
        return refused(fmt::format("it is `{}` of the deployment `{}`", record.stamp.address, record.stamp.deployment));
      // Once made it is this resource's, whatever somebody wrote into it; before, only what we were about to put there.
      ours = ours || record.phase != RecordPhase::Creating || found->digest.text() == place.digest;
    }
  }
  return ours ? Result<void>() : refused("its content was not put there by a deployment of this host");
}

Result<void> FileProvider::prepare(Record& record, const Desired& desired) {
  INFRA_ASSIGN(FileSpec spec, read_file(desired.inputs));
  INFRA_TRY(refuse_foreign(record, spec.path));
  INFRA_ASSIGN(std::string bytes, bytes_of(host_.system, spec, desired));
  record.facts = facts_of({{spec.path, sha256(bytes).text()}});
  return {};
}

Result<Created> FileProvider::make(Record& record, const Call&, const Desired& desired) {
  INFRA_ASSIGN(FileSpec spec, read_file(desired.inputs));
  INFRA_ASSIGN(std::string bytes, bytes_of(host_.system, spec, desired));
  INFRA_TRY(refuse_foreign(record, spec.path));
  INFRA_ASSIGN(auto found, look_at(spec.path));
  INFRA_TRY(place_file(host_.system.disk, spec.path, bytes, spec.mode, record.stamp, /*only_new=*/!found));
  return created(record, spec, sha256(bytes));
}

/// The rename is the change: before it the old file stands untouched, after it nothing is left to fail but the record.
Result<Created> FileProvider::change(Record& record, const Call& call, const Desired& after, Certainty& certainty) {
  INFRA_ASSIGN(FileSpec spec, read_file(after.inputs));
  INFRA_ASSIGN(std::string bytes, bytes_of(host_.system, spec, after));
  INFRA_TRY(refuse_foreign(record, spec.path));
  INFRA_ASSIGN(auto found, look_at(spec.path));
  const Digest digest = sha256(bytes);
  std::vector<Place> places = places_of(record);
  places.push_back({spec.path, digest.text()});
  record.facts = facts_of(places);
  INFRA_TRY(host_.records->put(record));
  INFRA_TRY(place_file(host_.system.disk, spec.path, bytes, spec.mode, record.stamp, /*only_new=*/!found));
  host_.system.failpoints.hit("host.file_placed");
  certainty = Certainty::Unknown;
  std::erase_if(places, [&](const Place& place) { return place.path == spec.path; });
  INFRA_TRY(remove_from(places, call));
  record.facts = facts_of({{spec.path, digest.text()}});
  return created(record, spec, digest);
}

Result<void> FileProvider::remove_from(const std::vector<Place>& places, const Call& call) {
  for (const Place& place : places) {
    INFRA_ASSIGN(auto found, look_at(place.path));
    if (!found) continue;
    bool ours = std::any_of(places.begin(), places.end(), [&](const Place& one) {
      return one.path == place.path && one.digest == found->digest.text();
    });
    if (found->is_file && ours) {
      INFRA_TRY(host_.system.disk.remove(place.path));
    } else if (call.progress) {
      // Somebody has put content of their own there: it is not ours to remove.
      call.progress(fmt::format("`{}` was changed by hand and stays", place.path));
    }
  }
  return {};
}

Result<void> FileProvider::unmake(const Record& record, const Call& call) {
  return remove_from(places_of(record), call);
}

Result<Observed> FileProvider::observe(const Record& record, const Call&) {
  Observed observed;
  const std::string path = places_of(record).back().path;
  INFRA_ASSIGN(auto found, look_at(path));
  if (!found) return observed;
  observed.presence = Presence::Running;
  observed.stamp = found->stamp ? *found->stamp : record.stamp;
  observed.attributes = attributes(path, found->digest, found->mode);
  if (!found->is_file) observed.attributes["digest"] = "not a regular file";
  return observed;
}

}  // namespace infra::runtime
