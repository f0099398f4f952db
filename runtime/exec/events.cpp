#include "runtime/exec/events.h"

#include <array>

namespace infra::runtime {

std::string_view event_text(EventKind kind) {
  static constexpr std::array<std::string_view, 13> kTexts = {
      "run_started",   "run_resumed", "step_started", "step_progress", "step_done", "step_failed", "step_skipped",
      "pointer_moved", "moved_back",  "committed",    "note",          "warning",   "run_ended"};
  return kTexts[static_cast<size_t>(kind)];
}

}  // namespace infra::runtime
