#include "runtime/host/host_root.h"

#include <unistd.h>

#include "compiler/base/json.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

Result<std::string> default_host_root(System& system) {
  if (auto root = system.environment("INFRA_HOST_ROOT"); root && !root->empty()) return *root;
  if (geteuid() == 0) return std::string("/var/lib/infra");
  if (auto state = system.environment("XDG_STATE_HOME"); state && state->starts_with('/'))
    return *state + "/infra/host";
  if (auto home = system.environment("HOME"); home && home->starts_with('/')) return *home + "/.local/state/infra/host";
  return fail(diag::error(diag::NoHostFolder));
}

Result<void> HostRoot::prepare(System& system) const {
  if (!path_.starts_with('/')) return fail(diag::error(diag::HostRootUnusable, path_, "it is not an absolute path"));
  for (const std::string& folder : {path_, records(), sealed(), cache(), old_logs(), path_ + "/running"}) {
    if (auto made = system.disk.make_folders(folder, 0700); !made)
      return fail(diag::error(diag::HostRootUnusable, path_, made.error().message));
  }
  // Services may run as other users one day, and find their volumes by path: the way there is open, not readable.
  if (auto made = system.disk.make_folders(volumes(), 0711); !made)
    return fail(diag::error(diag::HostRootUnusable, path_, made.error().message));
  if (!system.disk.exists(identity())) {
    Json made = {{"format", 1}, {"id", system.random.hex(16)}};
    INFRA_TRY(system.disk.write_atomic(identity(), canonical_json(made), {.mode = 0600, .durable = true}));
  }
  return {};
}

Result<std::string> HostRoot::host_id(System& system) const {
  INFRA_ASSIGN(std::string text, system.disk.read(identity()));
  auto json = parse_json(text);
  if (!json || !json->is_object() || json->value("format", 0) != 1 || !json->contains("id") ||
      !(*json)["id"].is_string())
    return fail(diag::error(diag::HostRecordDamaged, identity(), "it is not a host's identity of format 1"));
  return (*json)["id"].get<std::string>();
}

}  // namespace infra::runtime
