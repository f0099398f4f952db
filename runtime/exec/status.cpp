#include <algorithm>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "runtime/exec/inspect.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {

constexpr Milliseconds kLogsDeadline{30'000};

Error no_such(const std::string& address) {
  return diag::error(diag::NoSuchAddress, address).way_out("`infra status` lists what it has");
}

/// `app` names all of a `for`, where one of them is asked for.
Error no_such_in(const World& world, const std::string& address) {
  std::string one;
  for (const auto& [number, row] : world.rows) {
    if (row.address.starts_with(address + "[") && (one.empty() || plan::address_less(row.address, one)))
      one = row.address;
  }
  if (one.empty()) return no_such(address);
  return diag::error(diag::NoSuchAddress, address)
      .way_out(fmt::format("name one of them, in quotes for the shell: `'{}'`", one));
}

std::string_view presence_text(Presence presence) {
  switch (presence) {
    case Presence::Gone: return "gone";
    case Presence::Stopped: return "stopped";
    case Presence::Running: return "running";
  }
  return "";
}

}  // namespace

Result<StatusReport> read_status(Session& session, bool observes) {
  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(World world, read_world(session, *reader));
  StatusReport report;
  report.deployment = world.deployment;
  report.lineage = world.lineage;
  report.head = world.head;
  INFRA_ASSIGN(report.unfinished, reader->unfinished_run());
  if (observes) {
    std::vector<uint64_t> known;
    for (const auto& [number, row] : world.rows)
      if (!row.provider_id.empty()) known.push_back(number);
    INFRA_TRY(observe(session, world, known));
  }
  for (const auto& [number, row] : world.rows) {
    StatusRow status;
    status.instance = row;
    const Instance* current = world.current(row.address);
    status.in_map = current && current->number == number;
    const auto observed = world.observed.find(number);
    if (observed != world.observed.end()) {
      status.presence = presence_text(observed->second.presence);
      status.note = session.redactor.redact(std::string_view(observed->second.note));
    }
    report.rows.push_back(std::move(status));
  }
  std::stable_sort(report.rows.begin(), report.rows.end(), [](const StatusRow& a, const StatusRow& b) {
    return plan::address_less(a.instance.address, b.instance.address);
  });
  return report;
}

Result<std::string> read_logs(Session& session, const std::string& address, size_t lines) {
  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(const World world, read_world(session, *reader));
  const Instance* row = world.current(address);
  for (const auto& [number, other] : world.rows)  // What is not in the map has logs too; the newest are asked for.
    if (!world.current(address) && other.address == address) row = &other;
  if (!row) return fail(no_such_in(world, address));
  INFRA_ASSIGN(const KindProvider by, session.table.find(row->provider, row->kind));
  auto logs = by.provider->logs(call_for(session, *row, {}, kLogsDeadline), row->kind, row->provider_id, lines);
  if (!logs) return fail(std::move(logs).error().error);
  return session.redactor.redact(std::string_view(*logs));
}

Result<void> forget_address(Session& session, const std::string& address) {
  INFRA_ASSIGN(const auto lease, session.state.acquire(session.options.who));
  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(auto rows, reader->instances_of(address));
  std::vector<Instance> forgotten;
  bool known = false;
  for (Instance& row : rows) {
    known = known || row.status != InstanceStatus::Retired;
    if (row.status == InstanceStatus::Kept || row.status == InstanceStatus::Unknown)
      forgotten.push_back(std::move(row));
  }
  if (forgotten.empty())
    return fail(!known ? no_such(address)
                       : diag::error(diag::NothingToForget, address)
                             .way_out("to end it, take it out of its file and apply; `infra forget` is for what an "
                                      "interrupted run left in doubt"));
  Rows ended;
  for (Instance& row : forgotten) {
    row.status = InstanceStatus::Retired;
    ended.push_back(&row);
  }
  Journal journal(session.system, session.state, *lease, {session.options.who, session.options.commit});
  return journal.put_rows("forget", ended);
}

}  // namespace infra::runtime
