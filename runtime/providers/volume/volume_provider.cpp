#include "runtime/providers/volume/volume_provider.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/providers/inputs.h"

namespace infra::runtime {
namespace {

constexpr const char* kKind = "std.data.Volume";

Capabilities capabilities() {
  Capabilities made;
  made.kind = kKind;
  made.recovery = Recovery::ChosenName;
  made.updates_in_place = true;
  made.not_kept = {"on", "disk", "size", "encrypted", "reformat"};
  return made;
}

Result<bool> shared_of(const Json& inputs) { return Inputs(inputs, kKind).flag("shared", false); }

std::string mode_text(unsigned mode) { return fmt::format("{:04o}", mode & 07777); }

}  // namespace

VolumeProvider::VolumeProvider(Host& host) : HostedProvider(host, "volume", capabilities()) {}

Result<void> VolumeProvider::validate(const Call&, const Desired& desired) {
  INFRA_TRY(shared_of(desired.inputs));
  return {};
}

Result<ChangeAnswer> VolumeProvider::plan_change(const std::string&, const Json& before, const Json& after) {
  INFRA_ASSIGN(bool was, shared_of(before));
  INFRA_ASSIGN(bool becomes, shared_of(after));
  return ChangeAnswer{was == becomes ? ChangeKind::Nothing : ChangeKind::InPlace, ""};
}

Result<void> VolumeProvider::prepare(Record& record, const Desired& desired) {
  INFRA_TRY(shared_of(desired.inputs));
  // Data that no record speaks of is somebody's all the same.
  if (host_.system.disk.exists(folder_of(record.id)))
    return fail(diag::error(diag::VolumeForeign, folder_of(record.id), "this host has no record of it")
                    .way_out("move the folder away if its data is still wanted, remove it if not"));
  return {};
}

Result<Created> VolumeProvider::make(Record& record, const Call&, const Desired& desired) {
  INFRA_ASSIGN(bool shared, shared_of(desired.inputs));
  INFRA_TRY(host_.system.disk.write_atomic(stamp_of(record.id), canonical_json(to_json(record.stamp)),
                                           {.mode = 0600, .durable = true}));
  host_.system.failpoints.hit("host.volume_stamped");
  INFRA_TRY(host_.system.disk.make_folders(folder_of(record.id), 0700));
  return settle(record, shared);
}

Result<Created> VolumeProvider::settle(const Record& record, bool shared) {
  const std::string path = folder_of(record.id);
  const mode_t mode = shared ? 0755 : 0700;
  if (chmod(path.c_str(), mode) != 0) return fail(diag::error(diag::HostWriteFailed, path, strerror(errno)));
  return Created{record.id, {{"path", path}}, {{"mode", mode_text(mode)}, {"path", path}}};
}

Result<Created> VolumeProvider::change(Record& record, const Call&, const Desired& after, Certainty&) {
  INFRA_ASSIGN(bool shared, shared_of(after.inputs));
  const std::string path = folder_of(record.id);
  // Made anew it would be empty, and nobody would notice that the data is lost.
  if (!host_.system.disk.exists(path)) return fail(diag::error(diag::VolumeForeign, path, "it has been removed"));
  INFRA_TRY(host_.system.disk.write_atomic(stamp_of(record.id), canonical_json(to_json(record.stamp)),
                                           {.mode = 0600, .durable = true}));
  return settle(record, shared);
}

Result<void> VolumeProvider::unmake(const Record& record, const Call&) {
  // An interrupted removal goes on where it was: the stamp goes last.
  INFRA_TRY(host_.system.disk.remove_tree(folder_of(record.id)));
  return host_.system.disk.remove(stamp_of(record.id));
}

Result<Observed> VolumeProvider::observe(const Record& record, const Call&) {
  Observed observed;
  const std::string path = folder_of(record.id);
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) return observed;
  observed.presence = Presence::Running;
  observed.attributes = {{"mode", mode_text(info.st_mode)}, {"path", path}};
  auto text = host_.system.disk.read(stamp_of(record.id));
  auto json = text ? parse_json(*text) : Result<Json>(Json());
  if (auto stamp = stamp_from_json(json.value_or(Json()))) observed.stamp = *stamp;
  return observed;
}

}  // namespace infra::runtime
