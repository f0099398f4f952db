#include "runtime/host/protocol.h"

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime::protocol {
namespace {

Error broken(std::string_view why) { return diag::error(diag::ProtocolBroken, why); }

/// Reads with the library's accessors, which throw; nothing leaves here.
template <typename T, typename Read>
Result<T> reading(const Json& json, Read read) {
  try {
    T value;
    INFRA_TRY(read(json, value));
    return value;
  } catch (const Json::exception& problem) {
    return fail(broken(problem.what()));
  }
}

template <typename E>
Result<void> read_enum(const Json& json, E last, E& value) {
  auto number = json.get<uint64_t>();
  if (number > static_cast<uint64_t>(last)) return fail(broken("a value beyond the last of its kind"));
  value = static_cast<E>(number);
  return {};
}

template <typename E>
Json enum_json(E value) {
  return static_cast<uint64_t>(value);
}

}  // namespace

Json to_json(const Error& error) {
  return {{"code", error.code}, {"message", error.message}, {"notes", error.notes}, {"help", error.help}};
}

Error error_from_json(const Json& json) {
  auto error = reading<Error>(json, [](const Json& from, Error& into) -> Result<void> {
    from.at("code").get_to(into.code);
    from.at("message").get_to(into.message);
    from.at("notes").get_to(into.notes);
    from.at("help").get_to(into.help);
    return {};
  });
  return error ? *error : error.error();
}

Json to_json(const Call& call) {
  return {{"stamp", runtime::to_json(call.stamp)},
          {"epoch", call.fence.epoch},
          {"fence", call.fence.fence},
          {"token", call.token},
          {"deadline_ms", call.deadline.count()}};
}

Result<Call> call_from_json(const Json& json) {
  return reading<Call>(json, [](const Json& from, Call& into) -> Result<void> {
    INFRA_ASSIGN(into.stamp, stamp_from_json(from.at("stamp")));
    from.at("epoch").get_to(into.fence.epoch);
    from.at("fence").get_to(into.fence.fence);
    from.at("token").get_to(into.token);
    into.deadline = Milliseconds(from.at("deadline_ms").get<int64_t>());
    return {};
  });
}

Json to_json(const Desired& desired) {
  return {{"kind", desired.kind}, {"inputs", desired.inputs}, {"blobs", desired.blobs}};
}

Result<Desired> desired_from_json(const Json& json) {
  return reading<Desired>(json, [](const Json& from, Desired& into) -> Result<void> {
    from.at("kind").get_to(into.kind);
    into.inputs = from.at("inputs");
    from.at("blobs").get_to(into.blobs);
    return {};
  });
}

Json to_json(const Capabilities& it) {
  return {{"kind", it.kind},
          {"recovery", enum_json(it.recovery)},
          {"updates_in_place", it.updates_in_place},
          {"has_health", it.has_health},
          {"can_stop", it.can_stop},
          {"drains", it.drains},
          {"has_logs", it.has_logs},
          {"calls_in_flight", it.calls_in_flight},
          {"not_kept", it.not_kept}};
}

template <>
Result<Capabilities> from_json(const Json& json) {
  return reading<Capabilities>(json, [](const Json& from, Capabilities& into) -> Result<void> {
    from.at("kind").get_to(into.kind);
    INFRA_TRY(read_enum(from.at("recovery"), Recovery::Nothing, into.recovery));
    from.at("updates_in_place").get_to(into.updates_in_place);
    from.at("has_health").get_to(into.has_health);
    from.at("can_stop").get_to(into.can_stop);
    from.at("drains").get_to(into.drains);
    from.at("has_logs").get_to(into.has_logs);
    from.at("calls_in_flight").get_to(into.calls_in_flight);
    // A helper of before says nothing of it.
    if (from.contains("not_kept")) from.at("not_kept").get_to(into.not_kept);
    return {};
  });
}

Json to_json(const ChangeAnswer& it) { return {{"change", enum_json(it.change)}, {"reason", it.reason}}; }

template <>
Result<ChangeAnswer> from_json(const Json& json) {
  return reading<ChangeAnswer>(json, [](const Json& from, ChangeAnswer& into) -> Result<void> {
    INFRA_TRY(read_enum(from.at("change"), ChangeKind::Refused, into.change));
    from.at("reason").get_to(into.reason);
    return {};
  });
}

Json to_json(const Created& it) { return {{"id", it.id}, {"results", it.results}, {"baseline", it.baseline}}; }

template <>
Result<Created> from_json(const Json& json) {
  return reading<Created>(json, [](const Json& from, Created& into) -> Result<void> {
    from.at("id").get_to(into.id);
    into.results = from.at("results");
    into.baseline = from.at("baseline");
    return {};
  });
}

Json to_json(const Observed& it) {
  return {{"presence", enum_json(it.presence)},
          {"attributes", it.attributes},
          {"results", it.results},
          {"stamp", it.stamp ? runtime::to_json(*it.stamp) : Json()},
          {"note", it.note}};
}

template <>
Result<Observed> from_json(const Json& json) {
  return reading<Observed>(json, [](const Json& from, Observed& into) -> Result<void> {
    INFRA_TRY(read_enum(from.at("presence"), Presence::Running, into.presence));
    into.attributes = from.at("attributes");
    into.results = from.at("results");
    if (!from.at("stamp").is_null()) {
      INFRA_ASSIGN(into.stamp, stamp_from_json(from.at("stamp")));
    }
    from.at("note").get_to(into.note);
    return {};
  });
}

Json to_json(const HealthReport& it) { return {{"state", enum_json(it.state)}, {"answers", it.answers}}; }

template <>
Result<HealthReport> from_json(const Json& json) {
  return reading<HealthReport>(json, [](const Json& from, HealthReport& into) -> Result<void> {
    INFRA_TRY(read_enum(from.at("state"), HealthState::Failed, into.state));
    from.at("answers").get_to(into.answers);
    return {};
  });
}

Json to_json(const Found& it) { return {{"id", it.id}, {"stamp", runtime::to_json(it.stamp)}, {"token", it.token}}; }

template <>
Result<Found> from_json(const Json& json) {
  return reading<Found>(json, [](const Json& from, Found& into) -> Result<void> {
    from.at("id").get_to(into.id);
    INFRA_ASSIGN(into.stamp, stamp_from_json(from.at("stamp")));
    from.at("token").get_to(into.token);
    return {};
  });
}

}  // namespace infra::runtime::protocol
