// A run while it goes on: what it was made from, what it has done so far, and where that is written down. State only.
#pragma once

#include <map>
#include <set>
#include <string>

#include "runtime/change/world.h"
#include "runtime/exec/operations.h"
#include "runtime/exec/session.h"

namespace infra::runtime {

/// What addresses are at this moment of the run; an address that was not reached yet is not known.
class LiveTargets : public Targets {
 public:
  const Target* find(const std::string& address) const override {
    const auto found = targets_.find(address);
    return found == targets_.end() ? nullptr : &found->second;
  }
  void set(const Instance& row) {
    targets_[row.address] = {row.lifecycle, row.identity, row.number, row.provider_id, row.results, false};
  }

 private:
  std::map<std::string, Target> targets_;
};

struct LiveRun {
  LiveRun(Session& s, const Lease& l, Journal& j) : session(s), lease(l), journal(j), operations(s, j, l.fence()) {}

  Session& session;
  const Lease& lease;
  Journal& journal;
  Operations operations;

  Run run;
  ChangeSet set;
  Goal goal;
  World world;  ///< Rows are kept up to date; the map is that of the head.
  LiveTargets targets;

  std::map<std::string, uint64_t> now;  ///< The instance of each address that was reached.
  std::set<std::string> footprint;      ///< Addresses of which this run has changed something.
  std::map<std::string, std::set<uint64_t>>
      touched;  ///< By operation: instances with which it was done before a resume.

  std::vector<Error> errors;
  std::vector<std::string> unfinished;
  std::vector<std::string> kept;
  Json summary = Json::array();

  Resolving resolving() { return {world.lineage, targets, session.secrets}; }
  Instance* row(uint64_t number) {
    const auto found = world.rows.find(number);
    return found == world.rows.end() ? nullptr : &found->second;
  }
};

enum class PhaseEnd : uint8_t {
  Complete,
  Failed,       ///< `errors` says why; the run moves back.
  Interrupted,  ///< The run stays open and can be gone on with.
  Fatal,        ///< Nothing can be recorded any more; the run stays open.
};

PhaseEnd walk(LiveRun& live);              ///< Makes, changes, starts, proves healthy, moves pointers.
PhaseEnd commit(LiveRun& live);            ///< The generation stands.
PhaseEnd drain_and_retire(LiveRun& live);  ///< After the commit; what cannot be retired is in `unfinished`.
PhaseEnd undo(LiveRun& live);              ///< Before the commit: pointers back, what was made is retired.

Milliseconds timeout_of(const plan::Resource& resource);
void step_event(LiveRun& live, EventKind kind, const std::string& step, const std::string& operation,
                const std::string& address, std::string text = "", Json data = Json::object());

}  // namespace infra::runtime
