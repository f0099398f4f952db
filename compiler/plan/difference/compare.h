// One function a concern, each adding what differs in it. Private to `difference`.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/plan/difference.h"
#include "compiler/plan/difference/values.h"

namespace infra::plan {

struct Comparing {
  const Plan& before;
  const Plan& after;
  std::vector<Entry>& entries;
  std::set<std::string, std::less<>> left_out_before, left_out_after;

  /// True where one of the plans is a part and the other is not, or another part.
  bool is_partial() const { return before.partial || after.partial; }
  /// True for what is there on one side only because the other plan leaves out what it is about.
  bool goes_with_left_out(std::string_view address) const {
    return left_out_before.contains(address) || left_out_after.contains(address);
  }
};

void compare_resources(Comparing& comparing);
void compare_lookups(Comparing& comparing);
void compare_providers(Comparing& comparing);
void compare_kinds(Comparing& comparing);
void compare_rollouts(Comparing& comparing);
void compare_checks(Comparing& comparing);
void compare_policies(Comparing& comparing);
void compare_waivers(Comparing& comparing);
void compare_outputs(Comparing& comparing);

/// The fields of two records, whose types `type_of(plan, name)` tells.
template <typename TypeOf>
void compare_records(const Plan& before, value::ValueId was, const Plan& after, value::ValueId is, TypeOf type_of,
                     std::vector<FieldChange>& changes) {
  std::set<std::string> names;
  auto add_names = [&](const Plan& plan, value::ValueId record) {
    for (size_t i = 0; record.valid() && i < plan.values->size(record); ++i)
      names.emplace(plan.values->field_name(record, i));
  };
  add_names(before, was), add_names(after, is);
  auto field = [&](const Plan& plan, value::ValueId record, const std::string& name) {
    return Typed{&plan, type_of(plan, name), record.valid() ? plan.values->field(record, name) : value::ValueId()};
  };
  for (const std::string& name : names) {
    compare_values(name, field(before, was, name), field(after, is, name), changes);
  }
}

/// Adds a change unless both texts are equal.
inline void compare_texts(std::string path, std::string before, std::string after, std::vector<FieldChange>& changes) {
  if (before != after) changes.push_back({std::move(path), std::move(before), std::move(after)});
}

/// Walks two lists of things with distinct names, both in the order `less` of those names: `see(before, after)`, either
/// of them null where it is not there.
template <typename Item, typename NameOf, typename Less, typename See>
void in_parallel(const std::vector<Item>& before, const std::vector<Item>& after, NameOf name_of, Less less, See see) {
  auto b = before.begin();
  auto a = after.begin();
  while (b != before.end() || a != after.end()) {
    bool first = a == after.end() || (b != before.end() && less(name_of(*b), name_of(*a)));
    bool second = b == before.end() || (a != after.end() && less(name_of(*a), name_of(*b)));
    see(second ? nullptr : &*b, first ? nullptr : &*a);
    if (!second) ++b;
    if (!first) ++a;
  }
}

inline Change change_of(const void* before, const void* after) {
  return before == nullptr ? Change::Added : after == nullptr ? Change::Removed : Change::Changed;
}

}  // namespace infra::plan
