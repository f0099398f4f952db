#include "runtime/exec/live_run.h"

namespace infra::runtime {

Milliseconds timeout_of(const plan::Resource& resource) {
  constexpr int64_t kDefault = 60'000;
  return Milliseconds(resource.with.timeout_ms.value_or(kDefault));
}

void step_event(LiveRun& live, EventKind kind, const std::string& step, const std::string& operation,
                const std::string& address, std::string text, Json data) {
  if (kind == EventKind::StepDone || kind == EventKind::StepFailed)
    live.summary.push_back({{"address", address},
                            {"operation", operation},
                            {"ended_ms", live.session.events.elapsed().count()},
                            {"done", kind == EventKind::StepDone}});
  Event event;
  event.kind = kind;
  event.step = step;
  event.operation = operation;
  event.address = address;
  event.text = std::move(text);
  event.data = std::move(data);
  live.session.events.send(std::move(event));
}

}  // namespace infra::runtime
