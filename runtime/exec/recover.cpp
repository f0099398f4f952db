// Finding again what an interrupted create may have made.
#include "compiler/diag/error.h"
#include "runtime/change/leave.h"
#include "runtime/exec/operations.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {
constexpr Milliseconds kFindDeadline{30'000};
}

CallResult<std::optional<Found>> Operations::look_for(const KindProvider& by, const Intent& intent,
                                                      const Instance& row) {
  const Call with = call(intent, row, kFindDeadline);
  auto found = by.provider->find(with, row.kind, session_.state.lineage(), row.address);
  if (!found) return tl::unexpected(std::move(found).error());
  for (Found& thing : *found) {
    const bool by_token = by.can.recovery == Recovery::ClientToken && thing.token == intent.token;
    if (by_token || thing.stamp.instance == row.number) return std::optional(std::move(thing));
  }
  return std::optional<Found>();
}

Done<Instance> Operations::recover_create(const KindProvider& by, Intent intent, Instance row, bool may_keep) {
  const auto undecided = [&](Error error) {
    return tl::unexpected(OperationError{Trouble::Undecided, std::move(error)});
  };
  session_.system.failpoints.hit("exec.before_recover");
  if (by.can.recovery == Recovery::Nothing) {
    row.status = InstanceStatus::Unknown;
    if (auto closed = close(intent, IntentStatus::Unknown, {&row}); !closed) return tl::unexpected(closed.error());
    return undecided(unknown_outcome(row));
  }
  auto found = look_for(by, intent, row);
  if (!found) return undecided(std::move(found).error().error);
  std::optional<Observed> observed;
  if (*found) {
    auto read = by.provider->read(call(intent, row, kFindDeadline), row.kind, (*found)->id);
    if (!read) return undecided(std::move(read).error().error);
    observed = std::move(*read);
    row.provider_id = (*found)->id;
  }
  if (!observed || observed->presence == Presence::Gone) {
    row.status = InstanceStatus::Retired;
    if (auto closed = close(intent, IntentStatus::Failed, {&row}, {{"found", false}}); !closed)
      return tl::unexpected(closed.error());
    return row;
  }
  row.status = InstanceStatus::Ready;
  row.results = observed->results;
  row.baseline = observed->attributes;
  if (auto sound = without_secrets(row); !sound || !may_keep) {
    row.results = row.baseline = Json::object();
    if (session_.redactor.holds_secret(row.provider_id)) return unmake(by, intent, std::move(row), kFindDeadline);
    row.status = InstanceStatus::Retiring;
    if (auto closed = close(intent, IntentStatus::Failed, {&row}, {{"found", true}}); !closed)
      return tl::unexpected(closed.error());
    return row;
  }
  if (auto closed = close(intent, IntentStatus::Done, {&row}, {{"found", true}, {"id", row.provider_id}}); !closed)
    return tl::unexpected(closed.error());
  return row;
}

}  // namespace infra::runtime
