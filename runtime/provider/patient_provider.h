// A provider around another one that waits when it is told to: a call that was refused because too much is asked at
// once is made again, later each time, until its deadline. The clock and the randomness are those that it was given.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "runtime/provider/provider.h"

namespace infra::runtime {

class PatientProvider final : public Provider {
 public:
  PatientProvider(System& system, Provider& inner) : system_(system), inner_(inner) {}

  Result<std::vector<Capabilities>> describe() override { return inner_.describe(); }
  Result<Digest> program() override { return inner_.program(); }
  Result<std::string> target() override { return inner_.target(); }
  Result<void> validate(const Call& call, const Desired& desired) override { return inner_.validate(call, desired); }
  Result<ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override {
    return inner_.plan_change(kind, before, after);
  }

  // E0737 when the provider still asks for a pause at the call's deadline, E0811 when the call is called off while it
  // waits: in both cases nothing was done.
  CallResult<Created> create(const Call& call, const Desired& desired) override;
  CallResult<Observed> read(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<Created> update(const Call& call, const std::string& id, const Json& before,
                             const Desired& after) override;
  CallResult<void> destroy(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<std::vector<Found>> find(const Call& call, const std::string& kind, const std::string& lineage,
                                      const std::string& address) override;
  CallResult<void> start(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<void> stop(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<HealthReport> health(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<Drained> drain(const Call& call, const std::string& kind, const std::string& id) override;
  CallResult<std::string> logs(const Call& call, const std::string& kind, const std::string& id, size_t lines) override;

 private:
  template <typename Ask>
  auto patiently(const char* operation, const Call& call, Ask ask) -> decltype(ask(call));
  Milliseconds scattered(Milliseconds pause);

  System& system_;
  Provider& inner_;
};

/// Every provider, patient.
class PatientProviders final : public Providers {
 public:
  PatientProviders(System& system, Providers& inner) : system_(system), inner_(inner) {}
  Result<Provider*> find(const std::string& name) override;
  Result<void> raise_fence(const std::string& lineage, Fence fence) override {
    return inner_.raise_fence(lineage, fence);
  }

 private:
  System& system_;
  Providers& inner_;
  std::map<std::string, std::unique_ptr<PatientProvider>> patient_;
};

}  // namespace infra::runtime
