#include "runtime/provider/provider.h"

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

namespace {

tl::unexpected<CallError> cannot(std::string_view operation, const std::string& kind) {
  return tl::unexpected(CallError{diag::error(diag::OperationUnsupported, kind, operation), Certainty::NotDone});
}

}  // namespace

CallResult<void> Provider::start(const Call&, const std::string& kind, const std::string&) {
  return cannot("started", kind);
}

CallResult<void> Provider::stop(const Call&, const std::string& kind, const std::string&) {
  return cannot("stopped", kind);
}

CallResult<HealthReport> Provider::health(const Call&, const std::string&, const std::string&) {
  return HealthReport{HealthState::Healthy, {}};
}

CallResult<Drained> Provider::drain(const Call&, const std::string&, const std::string&) { return Drained{}; }

CallResult<std::string> Provider::logs(const Call&, const std::string&, const std::string&, size_t) {
  return std::string();
}

}  // namespace infra::runtime
