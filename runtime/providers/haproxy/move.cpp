#include "runtime/providers/haproxy/move.h"

#include <vector>

#include "compiler/base/text.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

/// Of a call's time, what is kept for moving back when new servers do not come up.
constexpr Milliseconds kReserve{5'000};

Error not_up(const std::vector<std::string>& names) {
  std::vector<std::string_view> views(names.begin(), names.end());
  std::string list = list_names(views);
  return diag::error(diag::BackendsDown, names.size() == 1 ? list + " is" : list + " are")
      .note("the backends from before still serve")
      .way_out("`infra logs` of the service shows why it does not pass the balancer's health check");
}

/// Waits until every one of `names` passes its check.
Result<void> wait_until_up(HaproxyEngine& engine, const std::set<std::string>& names, const CallTime& time) {
  for (;;) {
    INFRA_ASSIGN(EngineServers now, engine.servers());
    std::vector<std::string> down;
    for (const std::string& name : names) {
      if (!now[name].up) down.push_back("`" + now[name].address + "`");
    }
    if (down.empty()) return {};
    if (time.left() <= kReserve) return fail(not_up(down));
    INFRA_TRY(time.pause(20ms, "moving the balancer"));
  }
}

/// Best effort by nature: what does not answer cannot be moved back, and the caller reads back what came of it.
void move_back(HaproxyEngine& engine, const EngineServers& before) {
  auto now = engine.servers();
  if (!now) return;
  for (const auto& [name, server] : before) {
    if (auto current = now->find(name); current != now->end() && current->second.admin != server.admin)
      (void)engine.set(name, server.admin);
  }
  for (const auto& [name, server] : *now) {
    if (!before.contains(name)) (void)engine.remove(name);
  }
}

}  // namespace

Result<std::set<std::string>> move_engine(HaproxyEngine& engine, const BalancerSpec& spec, const CallTime& time,
                                          bool fresh) {
  INFRA_ASSIGN(const EngineServers before, engine.servers());
  auto moved = [&]() -> Result<std::set<std::string>> {
    std::set<std::string> coming, checked, leaving;
    for (const auto& [name, address] : spec.backends) {
      auto known = before.find(name);
      bool serves = known != before.end() && known->second.admin == Admin::Ready;
      if (!serves) INFRA_TRY(known == before.end() ? engine.add(name, address) : engine.set(name, Admin::Drain));
      if (!serves) coming.insert(name);
      if (!serves || fresh) checked.insert(name);
    }
    INFRA_TRY(wait_until_up(engine, checked, time));
    for (const std::string& name : coming) INFRA_TRY(engine.set(name, Admin::Ready));
    for (const auto& [name, server] : before) {
      if (spec.backends.contains(name)) continue;
      if (server.admin == Admin::Ready) INFRA_TRY(engine.set(name, Admin::Drain));
      leaving.insert(name);
    }
    return leaving;
  }();
  if (!moved) move_back(engine, before);
  return moved;
}

}  // namespace infra::runtime
