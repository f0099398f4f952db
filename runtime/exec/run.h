// One run from its lease to its end: started, gone on with, or settled in favour of another.
#pragma once

#include "runtime/exec/live_run.h"

namespace infra::runtime {

/// What a new run starts with besides its change set.
struct RunInput {
  std::map<Digest, std::string> documents;   ///< Plan and debug section, by digest.
  std::map<Digest, std::string> blob_files;  ///< Bytes of artifacts that the state may not have yet.
};

/// Carries a change set out; given again while its run is open, goes on with that run. An unfinished run of another
/// one is settled first.
Result<RunReport> carry_out(Session& session, const ChangeSet& set, const RunInput& input);

/// E0702 when there is nothing to go on with.
Result<RunReport> go_on(Session& session);

}  // namespace infra::runtime
