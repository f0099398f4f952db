// What must hold: checks, policies with what they found, waivers.
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "compiler/plan/difference/compare.h"

namespace infra::plan {
namespace {

types::TypeId scalar(types::TypeKind kind) { return types::TypeStore::scalar(kind); }

/// What must be true and what is said when it is not.
void compare_rule(const Comparing& comparing, const std::string& prefix, const Typed& was, value::ValueId message_was,
                  const Typed& is, value::ValueId message_is, std::vector<FieldChange>& fields) {
  types::TypeId text = scalar(types::TypeKind::String);
  compare_values(prefix + "condition", was, is, fields);
  compare_values(prefix + "message", {&comparing.before, text, message_was}, {&comparing.after, text, message_is},
                 fields);
}

/// Things without a name of their own, by what they are about: several of one subject are told apart by their order.
template <typename Item, typename Key, typename KeyOf>
std::map<std::pair<Key, size_t>, const Item*> numbered(const std::vector<Item>& items, KeyOf key_of) {
  std::map<std::pair<Key, size_t>, const Item*> all;
  std::map<Key, size_t> counts;
  for (const Item& item : items) {
    Key key = key_of(item);
    size_t number = counts[key]++;
    all.emplace(std::pair(std::move(key), number), &item);
  }
  return all;
}

/// As in_parallel, of maps.
template <typename Map, typename See>
void each_of_both(const Map& before, const Map& after, See see) {
  for (const auto& [key, item] : before) {
    auto other = after.find(key);
    see(key, item, other == after.end() ? nullptr : other->second);
  }
  for (const auto& [key, item] : after) {
    if (!before.contains(key)) see(key, nullptr, item);
  }
}

template <typename Item>
Typed condition_of(const Plan& plan, const Item* item) {
  return {&plan, scalar(types::TypeKind::Bool), item ? item->condition : value::ValueId()};
}
template <typename Item>
value::ValueId message_of(const Item* item) {
  return item ? item->message : value::ValueId();
}

}  // namespace

void compare_checks(Comparing& comparing) {
  // What checks ask of has no name in a plan: those that are in both are left aside, and the others go in pairs.
  using Exact = std::pair<std::string, std::string>;
  auto exact = [](const Plan& plan, const Check& check) {
    return Exact(check.address, check_key(*plan.values, check));
  };
  auto only_in = [&](const Plan& plan, const Plan& other) {
    std::set<Exact> others;
    for (const Check& check : other.checks) others.insert(exact(other, check));
    std::vector<Check> only;
    for (const Check& check : plan.checks) {
      if (!others.contains(exact(plan, check))) only.push_back(check);
    }
    return only;
  };
  std::vector<Check> gone = only_in(comparing.before, comparing.after),
                     come = only_in(comparing.after, comparing.before);
  auto key_of = [](const Check& check) { return check.address; };
  each_of_both(numbered<Check, std::string>(gone, key_of), numbered<Check, std::string>(come, key_of),
               [&](const auto&, const Check* before, const Check* after) {
                 const Check& one = before ? *before : *after;
                 if (comparing.goes_with_left_out(one.address)) return;
                 Entry entry;
                 entry.concern = Concern::Check;
                 entry.change = change_of(before, after);
                 entry.name = one.address.empty() ? "of the whole" : fmt::format("of `{}`", one.address);
                 compare_rule(comparing, "", condition_of(comparing.before, before), message_of(before),
                              condition_of(comparing.after, after), message_of(after), entry.fields);
                 if (!entry.fields.empty()) comparing.entries.push_back(std::move(entry));
               });
}

void compare_policies(Comparing& comparing) {
  in_parallel(
      comparing.before.policies, comparing.after.policies,
      [](const Policy& policy) -> std::string_view { return policy.name; }, std::less<>(),
      [&](const Policy* before, const Policy* after) {
        Entry entry;
        entry.concern = Concern::Policy;
        entry.change = change_of(before, after);
        entry.name = before ? before->name : after->name;
        auto controls = [](const Policy* policy) {
          return policy ? fmt::format("{}", fmt::join(policy->controls, ", ")) : "";
        };
        auto passed = [](const Policy* policy) { return policy ? std::to_string(policy->passed) : ""; };
        compare_texts("controls", controls(before), controls(after), entry.fields);
        compare_texts("passed", passed(before), passed(after), entry.fields);
        static const std::vector<Finding> kNone;
        auto address_of = [](const Finding& finding) { return finding.address; };
        each_of_both(numbered<Finding, std::string>(before ? before->findings : kNone, address_of),
                     numbered<Finding, std::string>(after ? after->findings : kNone, address_of),
                     [&](const auto& key, const Finding* was, const Finding* is) {
                       if (comparing.goes_with_left_out(key.first)) return;
                       compare_rule(comparing, key.first + ": ", condition_of(comparing.before, was), message_of(was),
                                    condition_of(comparing.after, is), message_of(is), entry.fields);
                     });
        if (entry.change != Change::Changed || !entry.fields.empty()) comparing.entries.push_back(std::move(entry));
      });
}

void compare_waivers(Comparing& comparing) {
  using Key = std::pair<std::string, std::string>;
  auto key_of = [](const Waiver& waiver) { return Key(waiver.policy, waiver.address); };
  each_of_both(numbered<Waiver, Key>(comparing.before.waivers, key_of),
               numbered<Waiver, Key>(comparing.after.waivers, key_of),
               [&](const auto&, const Waiver* before, const Waiver* after) {
                 const Waiver& one = before ? *before : *after;
                 if (comparing.goes_with_left_out(one.address)) return;
                 Entry entry;
                 entry.concern = Concern::Waiver;
                 entry.change = change_of(before, after);
                 entry.name = fmt::format("{} on {}", one.policy, one.address);
                 auto compare = [&](const char* path, std::string Waiver::*field) {
                   compare_texts(path, before ? before->*field : "", after ? after->*field : "", entry.fields);
                 };
                 compare("because", &Waiver::because);
                 compare("by", &Waiver::by);
                 compare("from", &Waiver::from);
                 compare("until", &Waiver::until);
                 if (!entry.fields.empty()) comparing.entries.push_back(std::move(entry));
               });
}

}  // namespace infra::plan
