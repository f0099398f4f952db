// A provider around another one that goes wrong when it is told to.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "runtime/provider/provider.h"

namespace infra::test {

enum class Fault : uint8_t {
  None,
  Before,     ///< An error, and certainly nothing was done.
  After,      ///< It was done, and the answer is lost: Unknown.
  Lost,       ///< It was not done, but nobody can say so: Unknown.
  Nonsense,   ///< It was done, and the results make no sense.
  Throttled,  ///< Too much is asked at once: not now.
  Silent,     ///< No answer by the deadline: what a helper that hangs comes to.
  // It was done, and the answer holds `echo`.
  EchoResult,
  EchoAttribute,
  EchoId,
};

class FaultyProvider : public runtime::Provider {
 public:
  /// Asked before every call, by one call at a time: operation (create, read, update, destroy, find, start, drain) and
  /// address.
  using Decide = std::function<Fault(const std::string& operation, const std::string& address)>;
  FaultyProvider(runtime::Provider& inner, Decide decide) : inner_(inner), decide_(std::move(decide)) {}

  /// What the faults of this name put into an answer. An id is one for as long as this object lives.
  std::string echo;

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
                                              const std::string& id) override;
  runtime::CallResult<runtime::Created> update(const runtime::Call& call, const std::string& id, const Json& before,
                                               const runtime::Desired& after) override;
  runtime::CallResult<void> destroy(const runtime::Call& call, const std::string& kind, const std::string& id) override;
  runtime::CallResult<std::vector<runtime::Found>> find(const runtime::Call& call, const std::string& kind,
                                                        const std::string& lineage,
                                                        const std::string& address) override;
  runtime::CallResult<void> start(const runtime::Call& call, const std::string& kind, const std::string& id) override;
  runtime::CallResult<void> stop(const runtime::Call& call, const std::string& kind, const std::string& id) override {
    return inner_.stop(call, kind, id);
  }
  runtime::CallResult<runtime::HealthReport> health(const runtime::Call& call, const std::string& kind,
                                                    const std::string& id) override {
    return inner_.health(call, kind, id);
  }
  runtime::CallResult<runtime::Drained> drain(const runtime::Call& call, const std::string& kind,
                                              const std::string& id) override;
  runtime::CallResult<std::string> logs(const runtime::Call& call, const std::string& kind, const std::string& id,
                                        size_t lines) override {
    return inner_.logs(call, kind, id, lines);
  }

 private:
  template <typename T>
  runtime::CallResult<T> with_fault(const std::string& operation, const std::string& address,
                                    const std::function<runtime::CallResult<T>()>& call);

  std::string inner_id(const std::string& id) const;

  Fault decided(const std::string& operation, const std::string& address);

  runtime::Provider& inner_;
  mutable std::mutex mutex_;  ///< Of all below: calls come side by side.
  Decide decide_;
  std::map<std::string, std::string> inner_ids_;  ///< By the id that was given for it.
};

}  // namespace infra::test
