// A run as it happens, from the one stream of events: a live view on a terminal, plain lines elsewhere, JSON lines for
// tools.
#pragma once

#include <memory>

#include "cli/context.h"
#include "runtime/exec/events.h"

namespace infra::cli {

class Progress {
 public:
  virtual ~Progress() = default;  ///< Takes what is still in motion off the screen.
  virtual void on(const runtime::Event& event) = 0;
};

/// Chooses by the format and by what the standard output is.
std::unique_ptr<Progress> make_progress(Context& context, runtime::Clock& clock);

/// What a terminal needs to hear when the program leaves in the middle of a live view.
const char* live_farewell();

}  // namespace infra::cli
