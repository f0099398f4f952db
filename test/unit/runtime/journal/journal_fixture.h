// A deployment with its keys, a journal on it, and one whole run to replay.
#pragma once

#include <memory>
#include <string>

#include "runtime/journal/found.h"
#include "runtime/journal/journal.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::runtime {

/// A process that works on the deployment: its own state, lease and journal. Throws Killed where a failpoint
/// says so.
struct Worker {
  /// Opens what `deployment` holds, or founds it.
  Worker(System& system, const std::string& folder);

  std::unique_ptr<State> state;
  std::unique_ptr<Lease> lease;
  std::unique_ptr<Journal> journal;
};

RunStart sample_start(const std::string& change_set);
Intent create_intent(const std::string& address);
Instance new_instance(const std::string& address);

/// Goes on with whatever is unfinished, or starts the run of `change_set`: makes `app[0]` and `app[1]`,
/// commits, retires what the map no longer names, ends. Called again after a death it comes to the same end,
/// so it is what a small engine would do. Every error is a test failure.
void run_to_the_end(System& system, const std::string& folder, const std::string& change_set);

}  // namespace infra::runtime
