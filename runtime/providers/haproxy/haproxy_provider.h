// `via "haproxy"`: a balancer as a pointer. Its file is written first, then the running engine is moved over its
// runtime socket, then both are read back; nothing is reloaded when only backends change.
#pragma once

#include <set>

#include "runtime/host/hosted_provider.h"
#include "runtime/providers/haproxy/balancer.h"
#include "runtime/providers/haproxy/engine.h"

namespace infra::runtime {

class HaproxyProvider : public HostedProvider {
 public:
  explicit HaproxyProvider(Host& host);

  Result<void> validate(const Call& call, const Desired& desired) override;
  Result<ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override;
  CallResult<void> start(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<void> stop(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<HealthReport> health(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<Drained> drain(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<std::string> logs(const Call& call, const std::string& kind, const std::string& id, size_t lines) override;

 protected:
  Result<void> prepare(Record& record, const Desired& desired) override;
  Result<Created> make(Record& record, const Call& call, const Desired& desired) override;
  Result<void> unmake(const Record& record, const Call& call) override;
  Result<Observed> observe(const Record& record, const Call& call) override;
  Result<Created> change(Record& record, const Call& call, const Desired& after, Certainty& certainty) override;
  bool remakes() const override { return true; }

 private:
  std::string config_of(const std::string& id) const { return host_.root.running(id) + "/" + kConfigFile; }
  HaproxyEngine engine_of(const std::string& id) const {
    return HaproxyEngine(host_.system.network, host_.root.running(id) + "/" + kAdminSocket);
  }
  bool runs(const std::string& id);
  Result<void> port_is_ours_or_free(const std::string& id, int port);
  Result<void> write_config(const std::string& id, const std::string& text);
  /// Starts haproxy under its shim and waits until it answers.
  Result<void> launch(const Record& record, const BalancerSpec& spec, const CallTime& time);
  /// Makes the running engine read its file again, in a new worker that takes over the listening socket.
  Result<void> reload(const Record& record, const CallTime& time);
  Result<Created> settle(Record& record, const BalancerSpec& spec, const CallTime& time, bool fresh);
  Result<Json> attributes(const Record& record, const BalancerSpec& spec);
  Result<Drained> drain_leaving(Record record, const Call& call);
  Result<uint64_t> wait_for_sessions(HaproxyEngine& engine, const std::set<std::string>& leaving, Milliseconds limit,
                                     const CallTime& time);
};

}  // namespace infra::runtime
