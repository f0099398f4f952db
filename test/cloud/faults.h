// A provider around another one that goes wrong when it is told to.
#pragma once

#include <functional>
#include <random>

#include "runtime/provider/provider.h"

namespace infra::test {

enum class Fault : uint8_t {
  None,
  Before,    ///< An error, and certainly nothing was done.
  After,     ///< It was done, and the answer is lost: Unknown.
  Lost,      ///< It was not done, but nobody can say so: Unknown.
  Nonsense,  ///< It was done, and the results make no sense.
};

class FaultyProvider : public runtime::Provider {
 public:
  /// Asked before every mutating call: operation (create, update, destroy, start) and address.
  using Decide = std::function<Fault(const std::string& operation, const std::string& address)>;
  FaultyProvider(runtime::Provider& inner, Decide decide) : inner_(inner), decide_(std::move(decide)) {}

  Result<std::vector<runtime::Capabilities>> describe() override { return inner_.describe(); }
  Result<Digest> program() override { return inner_.program(); }
  Result<std::string> target() override { return inner_.target(); }
  Result<void> validate(const runtime::Call& call, const runtime::Desired& desired) override {
    return inner_.validate(call, desired);
  }
  Result<runtime::ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override {
    return inner_.plan_change(kind, before, after);
  }
  runtime::CallResult<runtime::Created> create(const runtime::Call& call, const runtime::Desired& desired) override;
  runtime::CallResult<runtime::Observed> read(const runtime::Call& call, const std::string& kind,
                                              const std::string& id) override {
    return inner_.read(call, kind, id);
  }
  runtime::CallResult<runtime::Created> update(const runtime::Call& call, const std::string& id, const Json& before,
                                               const runtime::Desired& after) override;
  runtime::CallResult<void> destroy(const runtime::Call& call, const std::string& kind, const std::string& id) override;
  runtime::CallResult<std::vector<runtime::Found>> find(const runtime::Call& call, const std::string& kind,
                                                        const std::string& lineage,
                                                        const std::string& address) override {
    return inner_.find(call, kind, lineage, address);
  }
  runtime::CallResult<void> start(const runtime::Call& call, const std::string& kind, const std::string& id) override;
  runtime::CallResult<void> stop(const runtime::Call& call, const std::string& kind, const std::string& id) override {
    return inner_.stop(call, kind, id);
  }
  runtime::CallResult<runtime::HealthReport> health(const runtime::Call& call, const std::string& kind,
                                                    const std::string& id) override {
    return inner_.health(call, kind, id);
  }
  runtime::CallResult<runtime::Drained> drain(const runtime::Call& call, const std::string& kind,
                                              const std::string& id) override {
    return inner_.drain(call, kind, id);
  }
  runtime::CallResult<std::string> logs(const runtime::Call& call, const std::string& kind, const std::string& id,
                                        size_t lines) override {
    return inner_.logs(call, kind, id, lines);
  }

 private:
  template <typename T>
  runtime::CallResult<T> with_fault(const std::string& operation, const std::string& address,
                                    const std::function<runtime::CallResult<T>()>& call);

  runtime::Provider& inner_;
  Decide decide_;
};

}  // namespace infra::test
