// What becomes of one address, by its lifecycle and by what is known: the same decision for a change set, early, and
// for a run, when every value has arrived.
#pragma once

#include <string>
#include <vector>

#include "runtime/change/change_set.h"
#include "runtime/change/resolve.h"
#include "runtime/state/rows.h"

namespace infra::runtime {

struct Facts {
  plan::Lifecycle lifecycle = plan::Lifecycle::Immutable;
  const Instance* row = nullptr;    ///< The instance that the address maps to; null for none.
  const Instance* loose = nullptr;  ///< One that may be taken instead of making another: kept data, or left behind.
  const Resolved* resolved = nullptr;
  std::string found;  ///< Of `row`: found_text().
  const Targets* targets = nullptr;
  bool only_repair = false;  ///< What changed in the inputs is not acted upon.
  /// Of what is wanted: reasons then say `10s` where rows keep milliseconds. Null where nobody reads them.
  const plan::Plan* plan = nullptr;
  const plan::Kind* kind = nullptr;
};

struct Decision {
  Action action = Action::Keep;
  bool maybe = false;
  std::vector<std::string> why;
};

Decision decide(const Facts& facts);

/// True when the inputs of `row` are not what `resolved` says: of its identity, or of the instances it was made with.
bool inputs_changed(const Instance& row, const Resolved& resolved);

/// Whether a run may take `now` for an address where its change set says `planned`: what was definite must not have
/// become something else in between (E0720).
bool agrees(const Step& planned, Action now);

}  // namespace infra::runtime
