// What is asked before a run may touch anything: that it is of this deployment, that nothing moved on since it was
// planned, and that providers reach what they have always reached.
#pragma once

#include "runtime/exec/session.h"

namespace infra::runtime {

/// E0701 of another deployment or lineage, before any provider starts.
Result<void> check_deployment(const Session& session, const std::string& deployment);
/// The fences of all who have held the lease for this run: a row whose last writer had one of them was written by it.
Result<std::set<uint64_t>> fences_of(StateReader& reader, uint64_t run);
/// What of all that the change set was made from is another by now: the head, a row's revision, a provider's program.
/// Rows that `own`, the fences of its run, wrote last are as that run left them.
Result<std::optional<std::string>> find_stale(Session& session, StateReader& reader, const ChangeSet& set,
                                              const std::set<uint64_t>& own);
/// E0703 with what find_stale finds.
Result<void> check_fresh(Session& session, StateReader& reader, const ChangeSet& set, const std::set<uint64_t>& own);
/// E0712 when a provider's target is not the recorded one. Gives the pins that are not recorded yet.
Result<std::map<std::string, std::string>> check_pins(Session& session, StateReader& reader, const ChangeSet& set);
/// On a lineage without a generation: E0713 when a thing carries the stamp of another lineage of a deployment of this
/// name.
Result<void> refuse_foreign(Session& session, const Goal& goal, Fence fence);

}  // namespace infra::runtime
