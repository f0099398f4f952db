// Settling: before anything new is done, every intent that a dead runner left open is brought to an answer.
#pragma once

#include "runtime/exec/live_run.h"

namespace infra::runtime {

enum class SettleFor : uint8_t {
  GoingOn,  ///< The run that opened them is gone on with: what can be repeated is left to it.
  Another,  ///< Another plan takes its place.
};

/// Interrupted creates are found again or known not to have happened. Complete; Failed with E0711 when a provider
/// cannot tell; Fatal when one could not be asked, with the run left open.
PhaseEnd settle(LiveRun& live, StateReader& reader, SettleFor purpose);

/// The intent that marks a run as moving back, when it is open.
std::optional<Intent> open_undo_mark(const std::vector<Intent>& intents);

}  // namespace infra::runtime
