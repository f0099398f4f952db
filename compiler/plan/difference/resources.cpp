// Resources, with what applying the later plan does to them.
#include <map>
#include <set>

#include <fmt/format.h>

#include "compiler/plan/difference/compare.h"
#include "compiler/value/scalars.h"

namespace infra::plan {
namespace {

std::string_view action_on_change(Lifecycle lifecycle) {
  switch (lifecycle) {
    case Lifecycle::Immutable:
    case Lifecycle::Attachment: return "replace";
    case Lifecycle::Persistent:
    case Lifecycle::Singleton: return "update";
    case Lifecycle::Pointer: return "move";
  }
  return "";
}

std::string_view action_on_removal(Lifecycle lifecycle) {
  return lifecycle == Lifecycle::Persistent ? "keep data" : "retire";
}

types::TypeId type_of_field(const Kind& kind, std::string_view name) {
  for (const KindField& field : kind.fields) {
    if (field.name == name) return field.type;
  }
  return {};
}

std::string number_text(std::optional<int64_t> number) { return number ? std::to_string(*number) : ""; }

std::string list_text(const std::vector<std::string>& items) { return fmt::format("{}", fmt::join(items, ", ")); }

std::string after_text(const Resource& resource) {
  std::vector<std::string> targets;
  for (const Edge& edge : resource.edges) {
    if (edge.kind == EdgeKind::After) targets.push_back(edge.target);
  }
  return list_text(targets);
}

void compare_settings(const Resource& before, const Resource& after, std::vector<FieldChange>& changes) {
  const With &was = before.with, &is = after.with;
  auto flag = [](std::optional<bool> on) { return on ? std::string(*on ? "true" : "false") : ""; };
  auto time = [](std::optional<int64_t> ms) { return ms ? value::print_duration(*ms) : ""; };
  compare_texts("with after", after_text(before), after_text(after), changes);
  compare_texts("with ignore", list_text(was.ignore), list_text(is.ignore), changes);
  compare_texts("with protect", flag(was.protect), flag(is.protect), changes);
  compare_texts("with provider", was.provider, is.provider, changes);
  compare_texts("with retain", number_text(was.retain), number_text(is.retain), changes);
  compare_texts("with timeout", time(was.timeout_ms), time(is.timeout_ms), changes);
}

class Resources {
 public:
  explicit Resources(Comparing& comparing) : comparing_(comparing) {}

  void compare() {
    in_parallel(
        comparing_.before.resources, comparing_.after.resources,
        [](const Resource& resource) -> std::string_view { return resource.address; }, address_less,
        [&](const Resource* before, const Resource* after) {
          if (before == nullptr) {
            appears(*after);
          } else if (after == nullptr) {
            disappears(*before);
          } else if (kind_before(*before).name != kind_after(*after).name) {
            // A thing of another kind is another thing.
            disappears(*before);
            appears(*after);
          } else {
            changes(*before, *after);
          }
        });
    spread();
    for (auto& [address, entries] : entries_) {
      for (Entry& entry : entries) comparing_.entries.push_back(std::move(entry));
    }
  }

 private:
  struct Less {
    bool operator()(const std::string& a, const std::string& b) const { return address_less(a, b); }
  };

  const Kind& kind_before(const Resource& resource) const { return comparing_.before.kind_of(resource); }
  const Kind& kind_after(const Resource& resource) const { return comparing_.after.kind_of(resource); }

  Entry& entry(const Resource& resource, const Kind& kind, Change change, std::string_view action) {
    Entry made;
    made.change = change;
    made.name = resource.address;
    made.kind = kind.name;
    made.action = action;
    return entries_[resource.address].emplace_back(std::move(made));
  }

  auto types_by_name(const Kind& before, const Kind& after) const {
    return [this, &before, &after](const Plan& plan, const std::string& name) {
      return type_of_field(&plan == &comparing_.before ? before : after, name);
    };
  }

  void appears(const Resource& resource) {
    if (comparing_.left_out_before.contains(resource.address)) {
      entry(resource, kind_after(resource), Change::TakenIn, "");
      return;
    }
    const Kind& kind = kind_after(resource);
    Entry& added = entry(resource, kind, Change::Added, "create");
    compare_records(comparing_.before, {}, comparing_.after, resource.inputs, types_by_name(kind, kind), added.fields);
  }

  void disappears(const Resource& resource) {
    const Kind& kind = kind_before(resource);
    if (comparing_.left_out_after.contains(resource.address)) {
      entry(resource, kind, Change::LeftOut, "");
      return;
    }
    Entry& removed = entry(resource, kind, Change::Removed, action_on_removal(kind.lifecycle));
    compare_records(comparing_.before, resource.inputs, comparing_.after, {}, types_by_name(kind, kind),
                    removed.fields);
  }

  void changes(const Resource& before, const Resource& after) {
    const Kind &was = kind_before(before), &is = kind_after(after);
    std::vector<FieldChange> fields;
    compare_records(comparing_.before, before.inputs, comparing_.after, after.inputs, types_by_name(was, is), fields);
    if (was.version != is.version) {
      fields.push_back(
          {fmt::format("version of {}", is.name), std::to_string(was.version), std::to_string(is.version)});
    }
    std::string_view action = fields.empty() ? "" : action_on_change(is.lifecycle);
    compare_settings(before, after, fields);
    if (fields.empty()) return;
    entry(after, is, Change::Changed, action).fields = std::move(fields);
  }

  bool is_replaced(const std::string& address) const {
    auto found = entries_.find(address);
    return found != entries_.end() && found->second.back().action == "replace";
  }

  /// What refers to something that is replaced is another thing itself, if it is immutable, and follows it if not.
  void spread() {
    std::vector<std::string> open;
    for (const auto& [address, entries] : entries_) {
      if (is_replaced(address)) open.push_back(address);
    }
    std::map<std::string, std::vector<const Resource*>> readers;
    for (const Resource& resource : comparing_.after.resources) {
      for (const Edge& edge : resource.edges) {
        if (edge.kind != EdgeKind::After) readers[edge.target].push_back(&resource);
      }
    }
    std::map<std::string, std::set<std::string, Less>> because;
    while (!open.empty()) {
      std::string replaced = std::move(open.back());
      open.pop_back();
      for (const Resource* reader : readers[replaced]) {
        if (comparing_.before.find(reader->address) == nullptr) continue;  // Made anew in any case.
        bool was_replaced = is_replaced(reader->address);
        const Kind& kind = kind_after(*reader);
        auto found = entries_.find(reader->address);
        Entry& follows = found != entries_.end() ? found->second.back() : entry(*reader, kind, Change::Changed, "");
        if (follows.change != Change::Changed) continue;
        follows.action = action_on_change(kind.lifecycle);
        because[reader->address].insert(replaced);
        if (!was_replaced && is_replaced(reader->address)) open.push_back(reader->address);
      }
    }
    for (const auto& [address, replaced] : because) {
      entries_.at(address).back().because.assign(replaced.begin(), replaced.end());
    }
  }

  Comparing& comparing_;
  std::map<std::string, std::vector<Entry>, Less> entries_;  ///< Two where a thing of another kind stands there now.
};

}  // namespace

void compare_resources(Comparing& comparing) { Resources(comparing).compare(); }

void compare_lookups(Comparing& comparing) {
  auto name_of = [](const Lookup& lookup) -> std::string_view { return lookup.address; };
  in_parallel(comparing.before.lookups, comparing.after.lookups, name_of, address_less,
              [&](const Lookup* before, const Lookup* after) {
                if ((before == nullptr || after == nullptr) && comparing.is_partial()) return;
                auto kind = [](const Plan& plan, const Lookup* lookup) {
                  return lookup == nullptr ? nullptr : &plan.kinds[lookup->kind];
                };
                const Kind *was = kind(comparing.before, before), *is = kind(comparing.after, after);
                Entry entry;
                entry.concern = Concern::Lookup;
                entry.change = change_of(before, after);
                entry.name = after ? after->address : before->address;
                entry.kind = is ? is->name : was->name;
                compare_records(
                    comparing.before, before ? before->find : value::ValueId(), comparing.after,
                    after ? after->find : value::ValueId(),
                    [&](const Plan& plan, const std::string& name) {
                      const Kind* known = &plan == &comparing.before ? was : is;
                      return known ? type_of_field(*known, name) : types::TypeId();
                    },
                    entry.fields);
                if (was && is) {
                  compare_texts("kind", was->name, is->name, entry.fields);
                  compare_texts("optional", before->is_optional ? "true" : "false",
                                after->is_optional ? "true" : "false", entry.fields);
                  compare_texts("with provider", before->provider, after->provider, entry.fields);
                }
                if (entry.change != Change::Changed || !entry.fields.empty()) {
                  comparing.entries.push_back(std::move(entry));
                }
              });
}

}  // namespace infra::plan
