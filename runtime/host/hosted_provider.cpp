#include "runtime/host/hosted_provider.h"

#include <algorithm>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

Json to_answer(const Created& created) { return {{"results", created.results}, {"baseline", created.baseline}}; }

Created from_answer(const std::string& id, const Json& answer) {
  return {id, answer.at("results"), answer.at("baseline")};
}

}  // namespace

Milliseconds CallTime::left() const { return std::max(end_ - system_.clock.monotonic(), Milliseconds(0)); }

Result<void> CallTime::pause(Milliseconds duration, std::string_view what) const {
  if (left() == Milliseconds(0)) return fail(diag::error(diag::CallTimedOut, what, call_.deadline.count()));
  if (!system_.clock.sleep(std::min(duration, left()), call_.cancel))
    return fail(diag::error(diag::CallCancelled, what));
  return {};
}

Error HostedProvider::no_such(const std::string& id) { return diag::error(diag::NoSuchInstance, id); }

Error HostedProvider::wrong_inputs(std::string_view why) const {
  return diag::error(diag::WrongInputs, capabilities_.kind, why);
}

std::string HostedProvider::mark_of(const Record& record) {
  return fmt::format("{}/{}", record.stamp.lineage, record.stamp.instance);
}

Result<Digest> HostedProvider::program() {
  INFRA_ASSIGN(std::string bytes, host_.system.disk.read("/proc/self/exe"));
  return sha256(bytes);
}

Result<Created> HostedProvider::change(Record&, const Call&, const Desired&, Certainty&) {
  return fail(diag::error(diag::OperationUnsupported, capabilities_.kind, "changed in place"));
}

CallResult<Created> HostedProvider::create(const Call& call, const Desired& desired) {
  auto admission = host_.gate->enter(call);
  if (!admission) return not_done(std::move(admission).error());
  std::string id = instance_id(call.stamp);
  NamedLocks::Guard lock(host_.locks, id);
  return make_new(call, id, desired);
}

CallResult<Created> HostedProvider::make_new(const Call& call, const std::string& id, const Desired& desired) {
  auto record = host_.records->get(id);
  if (record && (record->token != call.token || record->provider != name_))
    return not_done(diag::error(diag::InstanceExists, id));
  if (record && record->phase != RecordPhase::Creating) {
    const Json* answer = record->answer_to(call.token);
    return from_answer(id, answer ? *answer : Json{{"results", record->results}, {"baseline", record->baseline}});
  }
  if (!record) {
    record = Record{id,
                    desired.kind,
                    name_,
                    call.stamp,
                    RecordPhase::Creating,
                    call.token,
                    recordable(desired.inputs),
                    Json::object(),
                    Json(),
                    Json(),
                    {}};
    if (auto prepared = prepare(*record, desired); !prepared) return not_done(std::move(prepared).error());
    if (auto kept = host_.records->put(*record); !kept) {
      if (record->facts.contains("port")) host_.ports.free(record->facts["port"].get<int>());
      return not_done(std::move(kept).error());
    }
  }
  host_.system.failpoints.hit("host.create_recorded");
  if (call.report_id) call.report_id(id);
  Result<Created> made = make(*record, call, desired);
  host_.system.failpoints.hit("host.create_made");
  if (made) {
    auto done = finish(*record, call, made);
    if (done) return done;
    made = fail(done.error().error);
  }
  // Nothing half made stays: what the caller hears is then certain.
  Result<void> undone = unmake(*record, call);
  if (undone) undone = host_.key->erase(id);
  if (undone) undone = host_.records->remove(id);
  if (undone && record->facts.contains("port")) host_.ports.free(record->facts["port"].get<int>());
  return undone ? not_done(std::move(made).error()) : unknown(std::move(made).error());
}

/// Records what was made or changed; only now may the caller count on it.
CallResult<Created> HostedProvider::finish(Record& record, const Call& call, Result<Created> made) {
  made->id = record.id;
  record.phase = RecordPhase::Ready;
  record.results = made->results;
  record.baseline = made->baseline;
  record.remember(call.token, to_answer(*made));
  if (auto kept = host_.records->put(record); !kept) return unknown(std::move(kept).error());
  host_.system.failpoints.hit("host.outcome_recorded");
  return *std::move(made);
}

CallResult<Observed> HostedProvider::read(const Call& call, const std::string&, const std::string& id) {
  auto record = host_.records->get(id);
  if (!record) return Observed{};
  if (record->phase == RecordPhase::Creating || record->phase == RecordPhase::Destroying) {
    bool creating = record->phase == RecordPhase::Creating;
    return Observed{Presence::Gone, Json::object(), Json::object(), record->stamp,
                    creating ? "its creation was interrupted" : "its removal was interrupted"};
  }
  auto observed = observe(*record, call);
  if (!observed) return not_done(std::move(observed).error());
  observed->results = record->results;
  return *std::move(observed);
}

CallResult<Created> HostedProvider::update(const Call& call, const std::string& id, const Json&, const Desired& after) {
  auto admission = host_.gate->enter(call);
  if (!admission) return not_done(std::move(admission).error());
  NamedLocks::Guard lock(host_.locks, id);
  auto record = host_.records->get(id);
  if (!record && !remakes()) return not_done(no_such(id));
  if (!record || record->phase == RecordPhase::Creating) return make_new(call, id, after);
  if (const Json* answer = record->answer_to(call.token)) return from_answer(id, *answer);
  const Record before = *record;
  record->phase = RecordPhase::Updating;
  if (auto kept = host_.records->put(*record); !kept) return not_done(std::move(kept).error());
  host_.system.failpoints.hit("host.update_recorded");
  record->stamp = call.stamp;
  record->inputs = recordable(after.inputs);
  Certainty certainty = Certainty::NotDone;
  Result<Created> changed = change(*record, call, after, certainty);
  host_.system.failpoints.hit("host.update_made");
  if (changed) return finish(*record, call, std::move(changed));
  if (certainty == Certainty::NotDone) {
    if (auto kept = host_.records->put(before); !kept) certainty = Certainty::Unknown;
  }
  return tl::unexpected(CallError{std::move(changed).error(), certainty});
}

CallResult<void> HostedProvider::destroy(const Call& call, const std::string&, const std::string& id) {
  auto admission = host_.gate->enter(call);
  if (!admission) return not_done(std::move(admission).error());
  NamedLocks::Guard lock(host_.locks, id);
  auto record = host_.records->get(id);
  if (!record) return {};
  record->phase = RecordPhase::Destroying;
  if (auto kept = host_.records->put(*record); !kept) return not_done(std::move(kept).error());
  host_.system.failpoints.hit("host.destroy_recorded");
  if (auto gone = unmake(*record, call); !gone) return unknown(std::move(gone).error());
  host_.system.failpoints.hit("host.destroy_unmade");
  if (auto erased = host_.key->erase(id); !erased) return unknown(std::move(erased).error());
  if (auto gone = host_.records->remove(id); !gone) return unknown(std::move(gone).error());
  if (record->facts.contains("port")) host_.ports.free(record->facts["port"].get<int>());
  return {};
}

CallResult<std::vector<Found>> HostedProvider::find(const Call&, const std::string& kind, const std::string& lineage,
                                                    const std::string& address) {
  const auto asked_for = [&](const Record& record) {
    return record.provider == name_ && record.kind == kind && (lineage.empty() || record.stamp.lineage == lineage) &&
           (address.empty() || record.stamp.address == address);
  };
  std::vector<Found> found;
  for (const Record& record : host_.records->where(asked_for)) found.push_back({record.id, record.stamp, record.token});
  return found;
}

}  // namespace infra::runtime
