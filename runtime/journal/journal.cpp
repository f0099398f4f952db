#include "runtime/journal/journal.h"

#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/journal/group.h"

namespace infra::runtime {
namespace {

/// Writes copies of rows, and gives the revisions that they got back to their owners once they are durable.
class RowsWritten {
 public:
  explicit RowsWritten(const Rows& rows) : owners_(rows) {}

  Result<void> put(StateWriter& writer) {
    copies_.clear();
    for (const Instance* owner : owners_) copies_.push_back(*owner);
    for (Instance& copy : copies_) INFRA_TRY(writer.put_instance(copy));
    return {};
  }
  void publish() {
    for (size_t i = 0; i < owners_.size(); ++i) *owners_[i] = std::move(copies_[i]);
  }
  /// For the audit: what each row has become.
  Json facts() const {
    Json all = Json::array();
    for (const Instance& row : copies_) {
      all.push_back({{"instance", row.number},
                     {"address", row.address},
                     {"identity", row.identity.text()},
                     {"status", status_text(row.status)},
                     {"id", row.provider_id},
                     {"revision", row.revision}});
    }
    return all;
  }

 private:
  Rows owners_;
  std::vector<Instance> copies_;
};

Json intent_facts(const Intent& intent) {
  return {{"intent", intent.id},
          {"step", intent.step},
          {"operation", intent.operation},
          {"address", intent.address},
          {"instance", intent.instance},
          {"kind", intent.kind},
          {"provider", intent.provider},
          {"token", intent.token},
          {"input", intent.input.text()},
          {"fence", intent.fence},
          {"run", intent.run}};
}

Json run_facts(const Run& run) {
  return {{"run", run.id},
          {"verb", run.verb},
          {"change_set", run.change_set.text()},
          {"plan", run.plan.text()},
          {"generation", run.generation}};
}

/// Facts given by the caller, under the journal's own.
Json with(Json own, const Json& facts) {
  if (!facts.empty()) own["facts"] = facts;
  return own;
}

}  // namespace

Journal::Journal(System& system, State& state, const Lease& lease, Author author)
    : system_(system),
      lease_(lease),
      author_(std::move(author)),
      commits_(std::make_unique<GroupCommit>(state, lease)) {}

Journal::~Journal() = default;

AuditRecord Journal::record(std::string_view event, Json body) const {
  AuditRecord record;
  record.run = run_;
  record.time_ms = system_.clock.wall().count();
  record.who = author_.who;
  record.event = event;
  record.body = std::move(body);
  return record;
}

Result<Run> Journal::open_run(const RunStart& start) {
  system_.failpoints.hit("journal.open_run.before");
  Run run;
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    for (const auto& [digest, bytes] : start.documents) INFRA_TRY(writer.put_document(digest, bytes));
    INFRA_ASSIGN(const bool fresh, writer.consume(start.change_set));
    if (!fresh) return fail(diag::error(diag::ChangeSetUsed, start.change_set.brief()));
    if (start.abandons != 0) INFRA_TRY(abandon(writer, start.abandons));

    run = Run();
    run.verb = start.verb;
    run.change_set = start.change_set;
    run.plan = start.plan;
    INFRA_ASSIGN(run.generation, writer.next_generation());
    run.started_ms = system_.clock.wall().count();
    run.who = author_.who;
    INFRA_TRY(writer.put_run(run));
    INFRA_TRY(writer.put_generation({run.generation, run.id, run.plan, false, 0}));
    Json body = run_facts(run);
    body["commit"] = author_.commit;
    body["fence"] = lease_.fence().fence;
    body["epoch"] = lease_.fence().epoch;
    AuditRecord started = record("run.start", std::move(body));
    started.run = run.id;
    return writer.append_audit(started);
  });
  INFRA_TRY(durable);
  run_ = run.id;
  system_.failpoints.hit("journal.open_run.after");
  return run;
}

Result<void> Journal::abandon(StateWriter& writer, uint64_t abandoned) {
  INFRA_ASSIGN(std::optional<Run> run, writer.unfinished_run());
  if (!run || run->id != abandoned) return fail(diag::error(diag::StateRefuses, "to abandon a run that has ended"));
  run->status = RunStatus::Abandoned;
  run->ended_ms = system_.clock.wall().count();
  INFRA_TRY(writer.put_run(*run));
  AuditRecord ended = record("run.abandoned", run_facts(*run));
  ended.run = abandoned;
  INFRA_TRY(writer.append_audit(ended));
  return writer.join_chain(abandoned);
}

Result<void> Journal::resume_run(const Run& run) {
  system_.failpoints.hit("journal.resume_run.before");
  run_ = run.id;
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    Json body = run_facts(run);
    body["commit"] = author_.commit;
    body["fence"] = lease_.fence().fence;
    body["epoch"] = lease_.fence().epoch;
    AuditRecord resumed = record("run.resume", std::move(body));
    return writer.append_audit(resumed);
  });
  INFRA_TRY(durable);
  system_.failpoints.hit("journal.resume_run.after");
  return {};
}

Result<void> Journal::put_intent(Intent& intent, const std::function<Result<void>(StateWriter&, Intent&)>& rows) {
  Intent opened;
  const std::string token = intent.token.empty() ? system_.random.hex(16) : intent.token;
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    opened = intent;
    opened.run = run_;
    opened.fence = lease_.fence().fence;
    opened.token = token;
    opened.status = IntentStatus::Open;
    INFRA_TRY(rows(writer, opened));
    INFRA_TRY(writer.put_intent(opened));
    AuditRecord written = record("intent", intent_facts(opened));
    return writer.append_audit(written);
  });
  INFRA_TRY(durable);
  intent = std::move(opened);
  return {};
}

Result<void> Journal::open_intent(Intent& intent, const Rows& rows) {
  system_.failpoints.hit("journal.open_intent.before");
  RowsWritten written(rows);
  INFRA_TRY(put_intent(intent, [&](StateWriter& writer, Intent&) { return written.put(writer); }));
  written.publish();
  system_.failpoints.hit("journal.open_intent.after");
  return {};
}

Result<void> Journal::open_create(Intent& intent, Instance& row) {
  system_.failpoints.hit("journal.open_create.before");
  Instance created;
  const auto durable = put_intent(intent, [&](StateWriter& writer, Intent& opened) -> Result<void> {
    created = row;
    INFRA_ASSIGN(created.number, writer.next_instance_number());
    created.status = InstanceStatus::Creating;
    created.run = run_;
    created.revision = 0;
    opened.instance = created.number;
    return writer.put_instance(created);
  });
  INFRA_TRY(durable);
  row = std::move(created);
  system_.failpoints.hit("journal.open_create.after");
  return {};
}

Result<void> Journal::record_id(const Intent& intent, Instance& row) {
  system_.failpoints.hit("journal.record_id.before");
  RowsWritten written({&row});
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    INFRA_TRY(written.put(writer));
    AuditRecord noted = record("id", {{"intent", intent.id}, {"rows", written.facts()}});
    return writer.append_audit(noted);
  });
  INFRA_TRY(durable);
  written.publish();
  system_.failpoints.hit("journal.record_id.after");
  return {};
}

Result<void> Journal::close_intent(Intent& intent, IntentStatus outcome, const Rows& rows, Json facts) {
  system_.failpoints.hit("journal.close_intent.before");
  RowsWritten written(rows);
  Intent closed;
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    INFRA_TRY(written.put(writer));
    closed = intent;
    closed.status = outcome;
    INFRA_TRY(writer.put_intent(closed));
    AuditRecord done = record("outcome", with({{"intent", intent.id},
                                               {"step", intent.step},
                                               {"outcome", status_text(outcome)},
                                               {"rows", written.facts()}},
                                              facts));
    return writer.append_audit(done);
  });
  INFRA_TRY(durable);
  intent = std::move(closed);
  written.publish();
  system_.failpoints.hit("journal.close_intent.after");
  return {};
}

Result<void> Journal::put_rows(std::string_view event, const Rows& rows, Json facts) {
  system_.failpoints.hit("journal.put_rows.before");
  RowsWritten written(rows);
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    INFRA_TRY(written.put(writer));
    AuditRecord changed = record(event, with({{"rows", written.facts()}}, facts));
    return writer.append_audit(changed);
  });
  INFRA_TRY(durable);
  written.publish();
  system_.failpoints.hit("journal.put_rows.after");
  return {};
}

Result<void> Journal::put_values(std::string_view event, const std::map<std::string, std::string>& values) {
  system_.failpoints.hit("journal.put_values.before");
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    Json digests = Json::object();
    for (const auto& [key, bytes] : values) {
      INFRA_TRY(writer.put_value(key, bytes));
      digests[key] = sha256(bytes).text();
    }
    AuditRecord changed = record(event, {{"values", std::move(digests)}});
    return writer.append_audit(changed);
  });
  INFRA_TRY(durable);
  system_.failpoints.hit("journal.put_values.after");
  return {};
}

Result<void> Journal::commit_generation(Run& run, std::vector<Entry> entries, const Rows& rows, Json facts) {
  system_.failpoints.hit("journal.commit_generation.before");
  for (Entry& entry : entries) entry.generation = run.generation;
  RowsWritten written(rows);
  Run committed;
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    committed = run;
    committed.status = RunStatus::Committed;
    INFRA_TRY(writer.put_generation({run.generation, run.id, run.plan, true, system_.clock.wall().count()}));
    Json map = Json::object();
    for (const Entry& entry : entries) {
      INFRA_TRY(writer.put_entry(entry));
      map[entry.address] = entry.instance ? Json(*entry.instance) : Json();
    }
    INFRA_TRY(written.put(writer));
    INFRA_TRY(writer.put_run(committed));
    Json body = run_facts(run);
    body["map"] = std::move(map);
    body["rows"] = written.facts();
    AuditRecord stands = record("commit", with(std::move(body), facts));
    INFRA_TRY(writer.append_audit(stands));
    return writer.join_chain(run.id);
  });
  INFRA_TRY(durable);
  run = std::move(committed);
  written.publish();
  system_.failpoints.hit("journal.commit_generation.after");
  return {};
}

Result<void> Journal::end_run(Run& run, RunStatus status, Json facts) {
  system_.failpoints.hit("journal.end_run.before");
  Run ended;
  const auto durable = commits_->run([&](StateWriter& writer) -> Result<void> {
    ended = run;
    ended.status = status;
    ended.ended_ms = system_.clock.wall().count();
    INFRA_TRY(writer.put_run(ended));
    Json body = run_facts(run);
    body["status"] = status_text(status);
    AuditRecord end = record("run.end", with(std::move(body), facts));
    INFRA_TRY(writer.append_audit(end));
    return writer.join_chain(run.id);
  });
  INFRA_TRY(durable);
  run = std::move(ended);
  run_ = 0;
  system_.failpoints.hit("journal.end_run.after");
  return {};
}

}  // namespace infra::runtime
