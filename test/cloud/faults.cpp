#include "test/cloud/faults.h"

#include <fmt/format.h>

namespace infra::test {

using namespace runtime;

template <typename T>
CallResult<T> FaultyProvider::with_fault(const std::string& operation, const std::string& address,
                                         const std::function<CallResult<T>()>& call) {
  const Fault fault = decide_(operation, address);
  const auto error = [&](Certainty certainty) {
    return tl::unexpected(CallError{
        Error{"E0797", fmt::format("a fault while asked to {} `{}`", operation, address), {}, ""}, certainty});
  };
  if (fault == Fault::Before) return error(Certainty::NotDone);
  if (fault == Fault::Lost) return error(Certainty::Unknown);
  CallResult<T> result = call();
  if (fault == Fault::After) return error(Certainty::Unknown);
  if constexpr (std::is_same_v<T, Created>)
    if (fault == Fault::Nonsense && result) result->results = Json::array({"nonsense"});
  return result;
}

CallResult<Created> FaultyProvider::create(const Call& call, const Desired& desired) {
  return with_fault<Created>("create", call.stamp.address, [&] { return inner_.create(call, desired); });
}
CallResult<Created> FaultyProvider::update(const Call& call, const std::string& id, const Json& before,
                                           const Desired& after) {
  return with_fault<Created>("update", call.stamp.address, [&] { return inner_.update(call, id, before, after); });
}
CallResult<void> FaultyProvider::destroy(const Call& call, const std::string& kind, const std::string& id) {
  return with_fault<void>("destroy", call.stamp.address, [&] { return inner_.destroy(call, kind, id); });
}
CallResult<void> FaultyProvider::start(const Call& call, const std::string& kind, const std::string& id) {
  return with_fault<void>("start", call.stamp.address, [&] { return inner_.start(call, kind, id); });
}

}  // namespace infra::test
