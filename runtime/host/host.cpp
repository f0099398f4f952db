#include "runtime/host/host.h"

namespace infra::runtime {

NamedLocks::Guard::Guard(NamedLocks& locks, std::string name) : locks_(locks), name_(std::move(name)) {
  std::unique_lock lock(locks_.mutex_);
  locks_.freed_.wait(lock, [&] { return !locks_.held_.contains(name_); });
  locks_.held_.insert(name_);
}

NamedLocks::Guard::~Guard() {
  {
    std::lock_guard lock(locks_.mutex_);
    locks_.held_.erase(name_);
  }
  locks_.freed_.notify_all();
}

Result<std::unique_ptr<Host>> Host::open(System& system, const std::string& path, const std::string& shim_program) {
  HostRoot root(path);
  INFRA_TRY(root.prepare(system));
  INFRA_ASSIGN(std::string id, root.host_id(system));
  INFRA_ASSIGN(auto records, Records::load(system, root));
  INFRA_ASSIGN(auto key, HostKey::load(system, root));
  INFRA_ASSIGN(auto gate, FenceGate::load(system, root));
  auto host = std::unique_ptr<Host>(new Host{system,
                                             root,
                                             id,
                                             std::move(records),
                                             std::move(key),
                                             std::move(gate),
                                             PortBook(system),
                                             Supervisor(system, root, shim_program),
                                             {}});
  for (const Record& record : host->records->all()) {
    if (record.facts.contains("port")) host->ports.keep(record.facts["port"].get<int>());
  }
  // A crash between a record's end and its values' leaves values that belong to nothing: they are erased now.
  INFRA_ASSIGN(auto sealed, system.disk.list(root.sealed()));
  for (const std::string& name : sealed) {
    if (!host->records->get(name)) INFRA_TRY(host->key->erase(name));
  }
  return host;
}

}  // namespace infra::runtime
