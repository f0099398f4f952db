// Every event of a run passes here: redacted, stamped with its time, one at a time.
#pragma once

#include <mutex>

#include "runtime/exec/events.h"
#include "runtime/secret/secret.h"

namespace infra::runtime {

class EventHub {
 public:
  EventHub(Clock& clock, const Redactor& redactor, EventSink sink)
      : clock_(clock), redactor_(redactor), sink_(std::move(sink)), started_(clock.monotonic()) {}

  /// What follows belongs to this run, and its time starts now.
  void begin(uint64_t run);
  void send(Event event);
  void note(std::string text);
  void warn(std::string text);
  Milliseconds elapsed() { return clock_.monotonic() - started_; }

 private:
  Clock& clock_;
  const Redactor& redactor_;
  EventSink sink_;
  std::mutex mutex_;
  Milliseconds started_;
  uint64_t run_ = 0;
};

}  // namespace infra::runtime
