#include "runtime/exec/admission.h"

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

namespace {

constexpr Milliseconds kFindDeadline{30'000};

std::string pin_key(const std::string& provider) { return "pin." + provider; }

}  // namespace

Result<void> check_deployment(const Session& session, const std::string& deployment) {
  if (deployment == session.state.deployment()) return {};
  return fail(diag::error(diag::WrongDeployment, deployment, session.state.deployment())
                  .way_out("compile with `--deployment`, or work where the state of that deployment is"));
}

Result<std::set<uint64_t>> fences_of(StateReader& reader, uint64_t run) {
  std::set<uint64_t> fences;
  INFRA_ASSIGN(const auto records, reader.audit_of(run));
  for (const AuditRecord& record : records)
    if (record.event == "run.start" || record.event == "run.resume")
      fences.insert(record.body.value("fence", uint64_t{0}));
  return fences;
}

Result<std::optional<std::string>> find_stale(Session& session, StateReader& reader, const ChangeSet& set,
                                              const std::set<uint64_t>& own) {
  using Answer = std::optional<std::string>;
  if (set.lineage != session.state.lineage()) return Answer("it is of another lineage");
  INFRA_ASSIGN(const auto head, reader.head());
  const uint64_t number = head ? head->number : 0;
  if (number != set.base) return Answer(fmt::format("its head was generation {} and is {}", set.base, number));
  INFRA_ASSIGN(const auto rows, reader.instances());
  std::map<uint64_t, const Instance*> now;
  for (const Instance& row : rows) now[row.number] = &row;
  for (const auto& [instance, revision] : set.revisions) {
    std::optional<Instance> ended;
    const auto found = now.find(instance);
    if (found == now.end()) {
      INFRA_ASSIGN(ended, reader.instance(instance));
    }
    const Instance* row = found != now.end() ? found->second : ended ? &*ended : nullptr;
    if (row && (row->revision == revision || own.contains(row->fence))) continue;
    if (!row || ended) return Answer(fmt::format("instance {} is no longer there", instance));
    return Answer(fmt::format("`{}` was written since", row->address));
  }
  for (const auto& [instance, row] : now)
    if (!set.revisions.contains(instance) && !own.contains(row->fence))
      return Answer(fmt::format("`{}` has been added", row->address));
  for (const auto& [name, program] : set.providers) {
    INFRA_ASSIGN(Provider * provider, session.table.provider(name));
    INFRA_ASSIGN(const Digest digest, provider->program());
    if (digest.text() != program) return Answer(fmt::format("provider `{}` is another program", name));
  }
  return Answer();
}

Result<void> check_fresh(Session& session, StateReader& reader, const ChangeSet& set, const std::set<uint64_t>& own) {
  INFRA_ASSIGN(const auto stale, find_stale(session, reader, set, own));
  if (!stale) return {};
  return fail(diag::error(diag::ChangeSetStale, *stale)
                  .way_out(own.empty() ? "make the change set again"
                                       : "give `infra apply` the file again: what it makes of it takes the place of "
                                         "the interrupted run"));
}

Result<std::map<std::string, std::string>> check_pins(Session& session, StateReader& reader, const ChangeSet& set) {
  std::map<std::string, std::string> pins;
  for (const auto& [name, program] : set.providers) {
    INFRA_ASSIGN(Provider * provider, session.table.provider(name));
    INFRA_ASSIGN(const std::string target, provider->target());
    INFRA_ASSIGN(const auto pinned, reader.value(pin_key(name)));
    if (!pinned)
      pins[pin_key(name)] = target;
    else if (*pinned != target)
      return fail(diag::error(diag::TargetChanged, name, target, *pinned));
  }
  return pins;
}

Result<void> refuse_foreign(Session& session, const Goal& goal, Fence fence) {
  std::set<std::pair<std::string, std::string>> kinds;
  for (const auto& [address, wanted] : goal.resources) kinds.emplace(wanted.kind().provider, wanted.kind().name);
  for (const auto& [provider, kind] : kinds) {
    INFRA_ASSIGN(const KindProvider by, session.table.find(provider, kind));
    Call call;
    call.stamp.lineage = session.state.lineage();
    call.stamp.deployment = session.state.deployment();
    call.fence = fence;
    call.deadline = kFindDeadline;
    call.cancel = session.options.cancel;
    const auto found = by.provider->find(call, kind, "", "");
    if (!found) return fail(found.error().error);
    for (const Found& thing : *found)
      if (thing.stamp.deployment == session.state.deployment() && thing.stamp.lineage != session.state.lineage())
        return fail(diag::error(diag::ForeignStamp, thing.stamp.address, thing.stamp.deployment)
                        .note(fmt::format("it is a `{}` of lineage {}; this state is of lineage {}", kind,
                                          thing.stamp.lineage, session.state.lineage()))
                        .way_out("work where that state is, or give this deployment another name"));
  }
  return {};
}

}  // namespace infra::runtime
