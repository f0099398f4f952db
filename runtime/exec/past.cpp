#include "runtime/exec/past.h"

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

Result<Work> work_of_past(LiveRun& live, StateReader& reader, const Instance& row) {
  INFRA_ASSIGN(const PlanPointer plan, load_plan(live.session, reader, row.plan));
  const plan::Resource* resource = plan->find(row.address);
  if (!resource) return fail(diag::error(diag::DocumentMissing, "resource of", row.address));
  LiveTargets targets;
  for (const MadeWith& made : row.made_with) {
    INFRA_ASSIGN(const auto with, reader.instance(made.instance));
    if (with) targets.set(*with);
  }
  const Resolving resolving{live.world.lineage, targets, live.session.secrets};
  Work work;
  work.row = row;
  work.plan = plan;
  work.deadline = timeout_of(*resource);
  INFRA_ASSIGN(work.desired, reveal(resolving, *plan, *resource, live.session.state.blob_folder()));
  return work;
}

}  // namespace infra::runtime
