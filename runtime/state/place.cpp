#include "runtime/state/place.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

namespace fs = std::filesystem;

/// FUSE that does not say what it is may be anything: it counts as a network.
constexpr std::string_view kNetworkTypes[] = {
    "9p",
    "afs",
    "ceph",
    "cifs",
    "coda",
    "fuse",
    "fuse.ceph",
    "fuse.ceph-fuse",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "gfs2",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "smb2",
    "smb3",
    "smbfs",
};

bool is_beneath(const fs::path& path, const fs::path& folder) {
  const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

}  // namespace

Result<void> refuse_network_place(System& system, const std::string& folder) {
  INFRA_ASSIGN(const std::string type, system.disk.file_system_type(folder));
  if (std::find(std::begin(kNetworkTypes), std::end(kNetworkTypes), type) == std::end(kNetworkTypes)) return {};
  return fail(diag::error(diag::StatePlace, folder, "it lies on the network file system " + type)
                  .note("locks there do not hold between machines, and a state without a lock can be lost")
                  .way_out("keep it on a local disk"));
}

Result<void> refuse_passing_place(System& system, const std::string& folder) {
  constexpr const char* kWayOut = "name a place that stays with `--state DIR`";
  const std::string ci = system.environment("CI").value_or("");
  if (!ci.empty() && ci != "0" && ci != "false") {
    return fail(
        diag::error(diag::StatePlace, folder, "this is CI (`CI` is set), and what a job leaves behind is thrown away")
            .way_out(kWayOut));
  }
  std::error_code error;
  const fs::path place = fs::weakly_canonical(fs::absolute(folder, error), error);
  for (const std::string& temporary : {std::string("/tmp"), std::string("/var/tmp"), std::string("/dev/shm"),
                                       system.environment("TMPDIR").value_or("")}) {
    if (temporary.empty() || !is_beneath(place, fs::weakly_canonical(temporary, error))) continue;
    return fail(diag::error(diag::StatePlace, folder, "`" + temporary + "` is for temporary files").way_out(kWayOut));
  }
  return {};
}

}  // namespace infra::runtime
