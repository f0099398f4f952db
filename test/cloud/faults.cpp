#include "test/cloud/faults.h"

#include <fmt/format.h>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::test {

using namespace runtime;

std::string FaultyProvider::inner_id(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto known = inner_ids_.find(id);
  return known == inner_ids_.end() ? id : known->second;
}

Fault FaultyProvider::decided(const std::string& operation, const std::string& address) {
  const std::lock_guard lock(mutex_);
  return decide_(operation, address);
}

template <typename T>
CallResult<T> FaultyProvider::with_fault(const std::string& operation, const std::string& address,
                                         const std::function<CallResult<T>()>& call) {
  const Fault fault = decided(operation, address);
  const auto error = [&](Certainty certainty) {
    return tl::unexpected(CallError{
        Error{"E0797", fmt::format("a fault while asked to {} `{}`", operation, address), {}, ""}, certainty});
  };
  if (fault == Fault::Throttled)
    return tl::unexpected(CallError{Error{"E0796", "slow down", {}, ""}, Certainty::NotDone, runtime::Milliseconds(0)});
  if (fault == Fault::Silent)
    return tl::unexpected(CallError{diag::error(diag::CallTimedOut, operation, 30'000), Certainty::Unknown});
  if (fault == Fault::Before) return error(Certainty::NotDone);
  if (fault == Fault::Lost) return error(Certainty::Unknown);
  CallResult<T> result = call();
  if (fault == Fault::After) return error(Certainty::Unknown);
  if constexpr (std::is_same_v<T, Created>)
    if (fault == Fault::Nonsense && result) result->results = Json::array({"nonsense"});
  if constexpr (std::is_same_v<T, Created>) {
    if (fault == Fault::EchoAttribute && result) result->baseline["text"] = "it is " + echo;
    if (fault == Fault::EchoId && result) {
      const std::lock_guard lock(mutex_);
      inner_ids_[echo] = std::exchange(result->id, echo);
    }
  }
  if constexpr (std::is_same_v<T, Observed>)
    if (fault == Fault::EchoAttribute && result) result->attributes["text"] = "it is " + echo;
  if constexpr (std::is_same_v<T, Created> || std::is_same_v<T, Observed>)
    if (fault == Fault::EchoResult && result) result->results["name"] = "it is " + echo;
  return result;
}

CallResult<Created> FaultyProvider::create(const Call& call, const Desired& desired) {
  return with_fault<Created>("create", call.stamp.address, [&] {
    Call silent = call;  // Whoever is to give another id does not tell the true one before.
    if (!echo.empty()) silent.report_id = nullptr;
    return inner_.create(silent, desired);
  });
}
CallResult<Created> FaultyProvider::update(const Call& call, const std::string& id, const Json& before,
                                           const Desired& after) {
  return with_fault<Created>("update", call.stamp.address, [&] { return inner_.update(call, id, before, after); });
}
CallResult<void> FaultyProvider::destroy(const Call& call, const std::string& kind, const std::string& id) {
  return with_fault<void>("destroy", call.stamp.address, [&] { return inner_.destroy(call, kind, inner_id(id)); });
}
CallResult<Observed> FaultyProvider::read(const Call& call, const std::string& kind, const std::string& id) {
  return with_fault<Observed>("read", call.stamp.address, [&] { return inner_.read(call, kind, id); });
}
CallResult<std::vector<Found>> FaultyProvider::find(const Call& call, const std::string& kind,
                                                    const std::string& lineage, const std::string& address) {
  return with_fault<std::vector<Found>>("find", call.stamp.address,
                                        [&] { return inner_.find(call, kind, lineage, address); });
}
CallResult<Drained> FaultyProvider::drain(const Call& call, const std::string& kind, const std::string& id) {
  return with_fault<Drained>("drain", call.stamp.address, [&] { return inner_.drain(call, kind, id); });
}
CallResult<void> FaultyProvider::start(const Call& call, const std::string& kind, const std::string& id) {
  return with_fault<void>("start", call.stamp.address, [&] { return inner_.start(call, kind, id); });
}

}  // namespace infra::test
