#include "cli/event_line.h"

#include <fmt/format.h>

#include "compiler/base/sanitize.h"

namespace infra::cli {

using runtime::Event;
using runtime::EventKind;

namespace {

struct Mark {
  std::string_view sign;
  Style style;
};

/// An empty sign: the event leaves no line.
Mark mark_of(EventKind kind) {
  switch (kind) {
    case EventKind::StepStarted:
    case EventKind::StepProgress:
    case EventKind::PointerMoved: return {"", Style::Plain};  // Said when the step is done.
    case EventKind::StepDone: return {"✓", Style::Green};
    case EventKind::StepFailed: return {"✗", Style::BoldRed};
    case EventKind::StepSkipped: return {"·", Style::Dim};
    case EventKind::MovedBack: return {"←", Style::Yellow};
    case EventKind::Committed: return {"●", Style::BoldGreen};
    case EventKind::Warning: return {"!", Style::BoldYellow};
    case EventKind::RunStarted:
    case EventKind::RunResumed:
    case EventKind::Note:
    case EventKind::RunEnded: return {" ", Style::Plain};
  }
  return {"", Style::Plain};
}

}  // namespace

std::string event_line(const Event& event, double seconds, Painter paint) {
  Mark mark = mark_of(event.kind);
  if (mark.sign.empty() || (event.step.empty() && event.text.empty())) return "";
  std::string line = fmt::format("  {} ", paint(mark.style, mark.sign));
  if (!event.step.empty()) {
    line += event.kind == EventKind::StepFailed ? paint(Style::BoldRed, sanitize_line(event.step))
                                                : sanitize_line(event.step);
    if (seconds >= 0.05) line += "  " + paint(Style::Dim, duration_text(seconds));
  }
  if (!event.text.empty()) line += (event.step.empty() ? "" : "  ") + sanitize_line(event.text);
  return line;
}

}  // namespace infra::cli
