// `via "service"`: a process out of an archive, under a shim of its own.
#pragma once

#include <deque>
#include <map>
#include <mutex>

#include "runtime/host/hosted_provider.h"
#include "runtime/providers/service/spec.h"

namespace infra::runtime {

class ServiceProvider : public HostedProvider {
 public:
  explicit ServiceProvider(Host& host);

  Result<void> validate(const Call& call, const Desired& desired) override;
  Result<ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override;
  CallResult<void> start(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<void> stop(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<HealthReport> health(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<std::string> logs(const Call& call, const std::string& kind, const std::string& id, size_t lines) override;

 protected:
  Result<void> prepare(Record& record, const Desired& desired) override;
  Result<Created> make(Record& record, const Call& call, const Desired& desired) override;
  Result<void> unmake(const Record& record, const Call& call) override;
  Result<Observed> observe(const Record& record, const Call& call) override;
  Json recordable(const Json& inputs) const override;

 private:
  Result<void> launch(const Record& record, const ServiceSpec& spec);
  Result<Json> attributes(const Record& record);
  Result<HealthReport> probe(const Record& record, const Call& call);

  std::mutex answers_mutex_;
  std::map<std::string, std::deque<std::string>> answers_;  ///< The last answers of each instance's check.
};

}  // namespace infra::runtime
