// Enums stand in the tables as words, so that a person with the sqlite3 shell can read them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "compiler/plan/plan.h"
#include "runtime/state/rows.h"
#include "runtime/state/sqlite/connection.h"

namespace infra::runtime::sqlite {

/// The one of `values` whose text stands in `column`; any other text is damage.
template <typename Enum, size_t N>
Enum enum_of(Query& query, int column, const Enum (&values)[N], std::string_view (*text_of)(Enum)) {
  const std::string text = query.text(column);
  for (Enum value : values) {
    if (text_of(value) == text) return value;
  }
  query.mark_damaged("a status is none that is known");
  return values[0];
}

inline constexpr InstanceStatus kInstanceStatuses[] = {
    InstanceStatus::Creating, InstanceStatus::Ready,   InstanceStatus::Current, InstanceStatus::Retained,
    InstanceStatus::Retiring, InstanceStatus::Retired, InstanceStatus::Kept,    InstanceStatus::Unknown};
inline constexpr plan::Lifecycle kLifecycles[] = {plan::Lifecycle::Immutable, plan::Lifecycle::Persistent,
                                                  plan::Lifecycle::Pointer, plan::Lifecycle::Attachment,
                                                  plan::Lifecycle::Singleton};
inline constexpr RunStatus kRunStatuses[] = {RunStatus::Open, RunStatus::Committed, RunStatus::Done, RunStatus::Failed,
                                             RunStatus::Abandoned};
inline constexpr IntentStatus kIntentStatuses[] = {IntentStatus::Open, IntentStatus::Done, IntentStatus::Failed,
                                                   IntentStatus::Unknown};

}  // namespace infra::runtime::sqlite
