#include "runtime/provider/patient_provider.h"

#include <algorithm>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

namespace {
constexpr Milliseconds kFirstPause{250};
constexpr Milliseconds kLongestPause{15'000};
}  // namespace

/// Between a half and the whole of it: calls that were refused together do not come back together.
Milliseconds PatientProvider::scattered(Milliseconds pause) {
  uint8_t drawn[2] = {};
  system_.random.fill(drawn);
  const int64_t share = drawn[0] * 256 + drawn[1];
  return pause / 2 + Milliseconds(pause.count() / 2 * share / 65'535);
}

template <typename Ask>
auto PatientProvider::patiently(const char* operation, const Call& call, Ask ask) -> decltype(ask(call)) {
  const Milliseconds end = system_.clock.monotonic() + call.deadline;
  Call now = call;
  for (Milliseconds pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
    auto result = ask(now);
    if (result || !result.error().throttled) return result;
    const Milliseconds wait = std::max(*result.error().throttled, scattered(pause));
    if (system_.clock.monotonic() + wait >= end)
      return tl::unexpected(
          CallError{diag::error(diag::StillThrottled, operation, call.deadline.count())
                        .note(std::move(result).error().error.message)
                        .way_out("apply less at once, or give it more time with `with { timeout }`")});
    if (call.progress) call.progress(fmt::format("too much is asked at once: again in {} ms", wait.count()));
    if (!system_.clock.sleep(wait, call.cancel))
      return tl::unexpected(CallError{diag::error(diag::CallCancelled, operation)});
    now.deadline = std::max(end - system_.clock.monotonic(), Milliseconds(1));
  }
}

CallResult<Created> PatientProvider::create(const Call& call, const Desired& desired) {
  return patiently("create", call, [&](const Call& now) { return inner_.create(now, desired); });
}
CallResult<Observed> PatientProvider::read(const Call& call, const std::string& kind, const std::string& id) {
  return patiently("read", call, [&](const Call& now) { return inner_.read(now, kind, id); });
}
CallResult<Created> PatientProvider::update(const Call& call, const std::string& id, const Json& before,
                                            const Desired& after) {
  return patiently("update", call, [&](const Call& now) { return inner_.update(now, id, before, after); });
}
CallResult<void> PatientProvider::destroy(const Call& call, const std::string& kind, const std::string& id) {
  return patiently("destroy", call, [&](const Call& now) { return inner_.destroy(now, kind, id); });
}
CallResult<std::vector<Found>> PatientProvider::find(const Call& call, const std::string& kind,
                                                     const std::string& lineage, const std::string& address) {
  return patiently("find", call, [&](const Call& now) { return inner_.find(now, kind, lineage, address); });
}
CallResult<void> PatientProvider::start(const Call& call, const std::string& kind, const std::string& id) {
  return patiently("start", call, [&](const Call& now) { return inner_.start(now, kind, id); });
}
CallResult<void> PatientProvider::stop(const Call& call, const std::string& kind, const std::string& id) {
  return patiently("stop", call, [&](const Call& now) { return inner_.stop(now, kind, id); });
}
CallResult<HealthReport> PatientProvider::health(const Call& call, const std::string& kind, const std::string& id) {
  return patiently("health", call, [&](const Call& now) { return inner_.health(now, kind, id); });
}
CallResult<Drained> PatientProvider::drain(const Call& call, const std::string& kind, const std::string& id) {
  return patiently("drain", call, [&](const Call& now) { return inner_.drain(now, kind, id); });
}
CallResult<std::string> PatientProvider::logs(const Call& call, const std::string& kind, const std::string& id,
                                              size_t lines) {
  return patiently("logs", call, [&](const Call& now) { return inner_.logs(now, kind, id, lines); });
}

Result<Provider*> PatientProviders::find(const std::string& name) {
  INFRA_ASSIGN(Provider * inner, inner_.find(name));
  auto& patient = patient_[name];
  if (!patient) patient = std::make_unique<PatientProvider>(system_, *inner);
  return patient.get();
}

}  // namespace infra::runtime
