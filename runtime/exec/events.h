// What happens during a run, as one stream: the live tree, plain lines, JSON lines and the summary are all made of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "compiler/base/json.h"
#include "runtime/system/system.h"

namespace infra::runtime {

enum class EventKind : uint8_t {
  RunStarted,
  RunResumed,
  StepStarted,
  StepProgress,
  StepDone,
  StepFailed,
  StepSkipped,
  PointerMoved,
  MovedBack,
  Committed,
  Note,
  Warning,
  RunEnded,
};
std::string_view event_text(EventKind kind);

/// Texts have passed the redactor; whoever shows them passes the sanitizer.
struct Event {
  EventKind kind = EventKind::Note;
  uint64_t run = 0;
  std::string step;       ///< `create app[0]`, empty for what belongs to the run.
  std::string operation;  ///< create, update, move, retire, start, repair, keep, drain, move back
  std::string address;
  std::string text;    ///< For people.
  Json data;           ///< Facts for tools: ids, counts, digests.
  Milliseconds at{0};  ///< Since the run started.
};

using EventSink = std::function<void(const Event&)>;  ///< Called from any thread, one call at a time.

}  // namespace infra::runtime
