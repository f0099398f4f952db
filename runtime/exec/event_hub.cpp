#include "runtime/exec/event_hub.h"

namespace infra::runtime {

void EventHub::begin(uint64_t run) {
  std::lock_guard lock(mutex_);
  run_ = run;
  started_ = clock_.monotonic();
}

void EventHub::send(Event event) {
  if (!sink_) return;
  std::lock_guard lock(mutex_);
  event.run = run_;
  event.at = clock_.monotonic() - started_;
  event.text = redactor_.redact(std::string_view(event.text));
  event.data = redactor_.redact(event.data);
  sink_(event);
}

void EventHub::note(std::string text) {
  Event event;
  event.kind = EventKind::Note;
  event.text = std::move(text);
  send(std::move(event));
}

void EventHub::warn(std::string text) {
  Event event;
  event.kind = EventKind::Warning;
  event.text = std::move(text);
  send(std::move(event));
}

}  // namespace infra::runtime
