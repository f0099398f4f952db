#include "runtime/exec/operations.h"

#include "compiler/diag/codes/host.h"
#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "runtime/change/leave.h"
#include "runtime/change/raise.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {

tl::unexpected<OperationError> fatal(Error error) {
  return tl::unexpected(OperationError{Trouble::Fatal, std::move(error)});
}

tl::unexpected<OperationError> trouble(Trouble kind, Error error) {
  return tl::unexpected(OperationError{kind, std::move(error)});
}

Error doing(Error error, const std::string& operation, const std::string& address) {
  error.notes.push_back(fmt::format("while asked to {}", operation_title(operation, address)));
  return error;
}

}  // namespace

std::string operation_title(const std::string& operation, const std::string& address) {
  if (operation == "move_back") return fmt::format("move `{}` back", address);
  return fmt::format("{} `{}`", operation, address);
}

void Operations::go_on_with(const std::vector<Intent>& open) {
  std::lock_guard lock(mutex_);
  for (const Intent& intent : open) open_[{intent.operation, intent.instance}] = intent;
}

bool Operations::is_open(const std::string& operation, uint64_t instance) {
  std::lock_guard lock(mutex_);
  return open_.contains({operation, instance});
}

Intent Operations::intent_for(const std::string& operation, const std::string& step, const Instance& row) const {
  Intent intent;
  intent.step = step;
  intent.operation = operation;
  intent.address = row.address;
  intent.instance = row.number;
  intent.kind = row.kind;
  intent.provider = row.provider;
  intent.input = row.inputs_digest;
  return intent;
}

/// Takes up an intent that was left open, or opens this one.
Result<void> Operations::open(Intent& intent) {
  {
    std::lock_guard lock(mutex_);
    auto left = open_.extract({intent.operation, intent.instance});
    if (!left.empty()) {
      intent = std::move(left.mapped());
      return {};
    }
  }
  session_.system.failpoints.hit("exec.before_intent");
  INFRA_TRY(journal_.open_intent(intent));
  session_.system.failpoints.hit("exec.after_intent");
  return {};
}

Done<void> Operations::close(Intent& intent, IntentStatus status, const Rows& rows, Json facts) {
  session_.system.failpoints.hit("exec.before_outcome");
  if (auto closed = journal_.close_intent(intent, status, rows, session_.redactor.redact(facts)); !closed)
    return fatal(std::move(closed).error());
  session_.system.failpoints.hit("exec.after_outcome");
  return {};
}

Trouble Operations::not_done(const Error& error) const {
  const bool called_off = error.code == diag::CallCancelled.code && session_.options.cancel.cancelled();
  return called_off ? Trouble::Interrupted : Trouble::Refused;
}

Result<void> Operations::without_secrets(const Instance& row) const {
  const Json stored = {{"attributes", row.baseline}, {"id", row.provider_id}, {"results", row.results}};
  const auto found = session_.redactor.find_secret(stored);
  if (!found) return {};
  return fail(diag::error(diag::SecretEchoed, row.provider, *found)
                  .way_out("a result is kept in clear and may be read by anybody who can read the state: the provider "
                           "must leave the secret out"));
}

Call Operations::call(const Intent& intent, const Instance& row, Milliseconds deadline) {
  Call call = call_for(session_, row, fence_, deadline);
  call.token = intent.token;
  call.progress = [this, step = intent.step, operation = intent.operation,
                   address = row.address](const std::string& text) {
    Event event;
    event.kind = EventKind::StepProgress;
    event.step = step;
    event.operation = operation;
    event.address = address;
    event.text = text;
    session_.events.send(std::move(event));
  };
  return call;
}

Done<Instance> Operations::create(const KindProvider& by, Work work) {
  Instance row = std::move(work.row);
  Intent intent = intent_for("create", work.step, row);
  if (auto valid = by.provider->validate(call(intent, row, work.deadline), work.desired); !valid)
    return trouble(Trouble::Refused, doing(std::move(valid).error(), "create", row.address));
  session_.system.failpoints.hit("exec.before_create_intent");
  if (auto opened = journal_.open_create(intent, row); !opened) return fatal(std::move(opened).error());
  session_.system.failpoints.hit("exec.after_create_intent");

  Call with = call(intent, row, work.deadline);
  std::optional<Error> unrecorded;
  with.report_id = [&](const std::string& id) {
    if (unrecorded || row.provider_id == id || session_.redactor.holds_secret(id)) return;
    session_.system.failpoints.hit("exec.before_id");
    row.provider_id = id;
    if (auto recorded = journal_.record_id(intent, row); !recorded) unrecorded = std::move(recorded).error();
    session_.system.failpoints.hit("exec.after_id");
  };
  CallResult<Created> result = by.provider->create(with, work.desired);
  session_.system.failpoints.hit("exec.after_create_call");
  if (unrecorded) return fatal(std::move(*unrecorded));
  if (result) return created(by, work, intent, std::move(row), std::move(*result));

  Error error = doing(std::move(result).error().error, "create", row.address);
  if (result.error().certainty == Certainty::NotDone) {
    row.status = InstanceStatus::Retired;
    if (auto closed = close(intent, IntentStatus::Failed, {&row}, {{"error", error.message}}); !closed)
      return tl::unexpected(closed.error());
    const Trouble kind = not_done(error);
    return trouble(kind, std::move(error));
  }
  // A timeout is not a failure: look whether it was made after all.
  if (by.can.recovery == Recovery::Nothing) {
    row.status = InstanceStatus::Unknown;
    if (auto closed = close(intent, IntentStatus::Unknown, {&row}, {{"error", error.message}}); !closed)
      return tl::unexpected(closed.error());
    Error unknown = unknown_outcome(row);
    unknown.notes.insert(unknown.notes.begin(), error.message);
    return trouble(Trouble::Undecided, std::move(unknown));
  }
  auto found = look_for(by, intent, row);
  if (!found || !*found) return trouble(Trouble::Undecided, std::move(error));
  auto observed = by.provider->read(call(intent, row, work.deadline), row.kind, (*found)->id);
  if (!observed || observed->presence == Presence::Gone) return trouble(Trouble::Undecided, std::move(error));
  return created(by, work, intent, std::move(row), {(*found)->id, observed->results, observed->attributes});
}

Done<Instance> Operations::unmake(const KindProvider& by, Intent& intent, Instance row, Milliseconds deadline) {
  const std::string id = std::exchange(row.provider_id, "");
  const CallResult<void> gone = by.provider->destroy(call(intent, row, deadline), row.kind, id);
  row.status = gone ? InstanceStatus::Retired : InstanceStatus::Unknown;
  const IntentStatus outcome = gone ? IntentStatus::Failed : IntentStatus::Unknown;
  if (auto closed = close(intent, outcome, {&row}, {{"error", "its id holds a secret"}}); !closed)
    return tl::unexpected(closed.error());
  if (!gone) return trouble(Trouble::Undecided, unknown_outcome(row).note(gone.error().error.message));
  return row;
}

Done<Instance> Operations::created(const KindProvider& by, const Work& work, Intent& intent, Instance row,
                                   Created result) {
  row.provider_id = result.id;
  row.results = std::move(result.results);
  row.baseline = std::move(result.baseline);
  row.status = InstanceStatus::Ready;
  const plan::Resource* resource = work.plan->find(row.address);
  auto sound = result.id.empty()
                   ? fail(diag::error(diag::ProviderAnswer, row.provider, "it made a thing without an id"))
                   : check_results(*work.plan, work.plan->kind_of(*resource), row.results);
  if (sound) sound = without_secrets(row);
  if (!sound) {
    // Something was made, but nothing can be built on it.
    row.results = row.baseline = Json::object();
    if (session_.redactor.holds_secret(row.provider_id)) {
      auto gone = unmake(by, intent, std::move(row), work.deadline);
      if (!gone) return gone;
      return trouble(Trouble::Refused, doing(sound.error(), "create", gone->address));
    }
    row.status = InstanceStatus::Retiring;
    if (auto closed = close(intent, IntentStatus::Failed, {&row}, {{"error", sound.error().message}}); !closed)
      return tl::unexpected(closed.error());
    return trouble(Trouble::Refused, doing(sound.error(), "create", row.address));
  }
  if (auto closed = close(intent, IntentStatus::Done, {&row}, {{"id", row.provider_id}}); !closed)
    return tl::unexpected(closed.error());
  return row;
}

Done<Instance> Operations::update(const KindProvider& by, const std::string& operation, const Instance& before,
                                  Work work) {
  Instance row = std::move(work.row);
  Intent intent = intent_for(operation, work.step, row);
  intent.detail = past_of(before);
  const bool again = is_open(operation, row.number);
  if (operation != "move_back" && !again)
    if (auto valid = by.provider->validate(call(intent, row, work.deadline), work.desired); !valid)
      return trouble(Trouble::Refused, doing(std::move(valid).error(), operation, row.address));
  if (auto opened = open(intent); !opened) return fatal(std::move(opened).error());
  const Call with = call(intent, row, work.deadline);
  CallResult<Created> result = by.provider->update(with, row.provider_id, before.inputs, work.desired);
  if (!result && result.error().certainty == Certainty::Unknown)  // It is idempotent: the second answer decides.
    result = by.provider->update(with, row.provider_id, before.inputs, work.desired);
  session_.system.failpoints.hit("exec.after_update_call");
  if (!result) {
    Error error = doing(std::move(result).error().error, operation, row.address);
    if (result.error().certainty == Certainty::Unknown) return trouble(Trouble::Undecided, std::move(error));
    if (auto closed = close(intent, IntentStatus::Failed, {}, {{"error", error.message}}); !closed)
      return tl::unexpected(closed.error());
    const Trouble kind = not_done(error);
    return trouble(kind, std::move(error));
  }
  if (!result->id.empty()) row.provider_id = result->id;
  const plan::Resource* resource = work.plan->find(row.address);
  row.results = std::move(result->results);
  row.baseline = std::move(result->baseline);
  auto sound = check_results(*work.plan, work.plan->kind_of(*resource), row.results);
  if (sound) sound = without_secrets(row);
  if (!sound) {
    // It was changed, and its recorded results stay: the next run puts it right.
    if (auto closed = close(intent, IntentStatus::Failed, {}, {{"error", sound.error().message}}); !closed)
      return tl::unexpected(closed.error());
    return trouble(Trouble::Refused, doing(std::move(sound).error(), operation, row.address));
  }
  if (auto closed = close(intent, IntentStatus::Done, {&row}); !closed) return tl::unexpected(closed.error());
  return row;
}

Done<Instance> Operations::start(const KindProvider& by, const std::string& step, Instance row, Milliseconds deadline) {
  Intent intent = intent_for("start", step, row);
  if (auto opened = open(intent); !opened) return fatal(std::move(opened).error());
  const Call with = call(intent, row, deadline);
  CallResult<void> result = by.provider->start(with, row.kind, row.provider_id);
  if (!result && result.error().certainty == Certainty::Unknown)
    result = by.provider->start(with, row.kind, row.provider_id);
  session_.system.failpoints.hit("exec.after_start_call");
  if (!result) {
    Error error = doing(std::move(result).error().error, "start", row.address);
    if (result.error().certainty == Certainty::Unknown) return trouble(Trouble::Undecided, std::move(error));
    if (auto closed = close(intent, IntentStatus::Failed, {}, {{"error", error.message}}); !closed)
      return tl::unexpected(closed.error());
    const Trouble kind = not_done(error);
    return trouble(kind, std::move(error));
  }
  if (auto closed = close(intent, IntentStatus::Done, {&row}); !closed) return tl::unexpected(closed.error());
  return row;
}

Done<Instance> Operations::destroy(const KindProvider& by, const std::string& step, Instance row,
                                   Milliseconds deadline) {
  Intent intent = intent_for("destroy", step, row);
  if (auto opened = open(intent); !opened) return fatal(std::move(opened).error());
  const Call with = call(intent, row, deadline);
  CallResult<void> result = by.provider->destroy(with, row.kind, row.provider_id);
  if (!result && result.error().certainty == Certainty::Unknown)  // Gone already is success.
    result = by.provider->destroy(with, row.kind, row.provider_id);
  session_.system.failpoints.hit("exec.after_destroy_call");
  if (!result) {
    Error error = doing(std::move(result).error().error, "destroy", row.address);
    if (result.error().certainty == Certainty::Unknown) return trouble(Trouble::Undecided, std::move(error));
    if (auto closed = close(intent, IntentStatus::Failed, {}, {{"error", error.message}}); !closed)
      return tl::unexpected(closed.error());
    const Trouble kind = not_done(error);
    return trouble(kind, std::move(error));
  }
  row.status = InstanceStatus::Retired;
  if (auto closed = close(intent, IntentStatus::Done, {&row}); !closed) return tl::unexpected(closed.error());
  return row;
}

Done<Drained> Operations::drain(const KindProvider& by, const std::string& step, const Instance& row,
                                const std::set<uint64_t>& from, Milliseconds deadline) {
  Intent intent = intent_for("drain", step, row);
  intent.detail = {{"from", from}};
  std::optional<Intent> narrower;
  {
    std::lock_guard lock(mutex_);
    const auto left = open_.find({intent.operation, row.number});
    if (left != open_.end() && left->second.detail != intent.detail) {
      narrower = std::move(left->second);
      open_.erase(left);
    }
  }
  if (auto opened = open(intent); !opened) return fatal(std::move(opened).error());
  if (narrower)  // Its pointer has moved on since: the one that is open now covers more.
    if (auto closed = close(*narrower, IntentStatus::Failed, {}); !closed) return tl::unexpected(closed.error());
  auto result = by.provider->drain(call(intent, row, deadline), row.kind, row.provider_id);
  session_.system.failpoints.hit("exec.after_drain_call");
  if (!result) {
    Error error = doing(std::move(result).error().error, "drain", row.address);
    const bool called_off = not_done(error) == Trouble::Interrupted;
    return trouble(called_off ? Trouble::Interrupted : Trouble::Undecided, std::move(error));
  }
  if (auto closed = close(intent, IntentStatus::Done, {}, {{"cut", result->cut}}); !closed)
    return tl::unexpected(closed.error());
  return *result;
}

}  // namespace infra::runtime
