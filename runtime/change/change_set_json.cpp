// The canonical bytes of a change set and back. Reading is strict: what to_json would not write is refused.
#include <algorithm>
#include <charconv>
#include <functional>

#include "compiler/base/json.h"
#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "runtime/change/change_set.h"

namespace infra::runtime {

namespace {

Json step_to_json(const Step& step) {
  return {{"action", action_text(step.action)},
          {"address", step.address},
          {"after", step.after},
          {"after_inputs", step.after_inputs},
          {"before", step.before},
          {"found", step.found},
          {"instance", step.instance},
          {"kind", step.kind},
          {"lifecycle", plan::lifecycle_text(step.lifecycle)},
          {"maybe", step.maybe},
          {"why", step.why}};
}

/// Takes members out of one object and remembers the first thing that was wrong.
class Reader {
 public:
  Reader(const Json& object, std::string& problem) : object_(object), problem_(problem) {
    if (!object.is_object()) complain("an object was expected");
  }

  template <typename T>
  T take(const char* name) {
    const Json* member = find(name);
    if (!member) return T{};
    if constexpr (std::is_same_v<T, bool>) {
      if (member->is_boolean()) return member->get<bool>();
    } else if constexpr (std::is_integral_v<T>) {
      if (member->is_number_unsigned()) return static_cast<T>(member->get<uint64_t>());
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (member->is_string()) return member->get<std::string>();
    } else if constexpr (std::is_same_v<T, Digest>) {
      if (member->is_string())
        if (auto digest = Digest::parse(member->get_ref<const std::string&>())) return *digest;
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      if (member->is_array() &&
          std::all_of(member->begin(), member->end(), [](const Json& t) { return t.is_string(); }))
        return member->get<std::vector<std::string>>();
    } else {
      static_assert(std::is_same_v<T, Json>);
      return *member;
    }
    complain(fmt::format("`{}` is not what it must be", name));
    return T{};
  }

  const Json* find(const char* name) {
    if (!object_.is_object()) return nullptr;
    auto member = object_.find(name);
    if (member != object_.end()) return &*member;
    complain(fmt::format("`{}` is missing", name));
    return nullptr;
  }

  void complain(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }

 private:
  const Json& object_;
  std::string& problem_;
};

Step step_from_json(const Json& json, std::string& problem) {
  Reader read(json, problem);
  Step step;
  const auto action = action_from_text(read.take<std::string>("action"));
  if (!action) read.complain("a step has an unknown action");
  step.action = action.value_or(Action::Keep);
  const auto lifecycle = plan::lifecycle_from_text(read.take<std::string>("lifecycle"));
  if (!lifecycle) read.complain("a step has an unknown lifecycle");
  step.lifecycle = lifecycle.value_or(plan::Lifecycle::Immutable);
  step.address = read.take<std::string>("address");
  step.kind = read.take<std::string>("kind");
  step.instance = read.take<uint64_t>("instance");
  step.found = read.take<std::string>("found");
  step.maybe = read.take<bool>("maybe");
  step.why = read.take<std::vector<std::string>>("why");
  step.after = read.take<std::vector<std::string>>("after");
  step.before = read.take<Json>("before");
  step.after_inputs = read.take<Json>("after_inputs");
  return step;
}

/// An object of texts; `add` says whether an entry makes sense.
void read_object(Reader& read, const char* name,
                 const std::function<bool(const std::string&, const std::string&)>& add) {
  const Json* object = read.find(name);
  if (!object) return;
  if (!object->is_object()) return read.complain(fmt::format("`{}` is not an object", name));
  for (const auto& [key, value] : object->items())
    if (!value.is_string() || !add(key, value.get_ref<const std::string&>()))
      read.complain(fmt::format("`{}` has a wrong entry `{}`", name, key));
}

std::optional<uint64_t> whole_number(const std::string& text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string to_json(const ChangeSet& change_set) {
  Json json = {{"base", change_set.base},
               {"debug", change_set.debug.text()},
               {"deployment", change_set.deployment},
               {"format", change_set.format_version},
               {"last_run", change_set.last_run},
               {"lineage", change_set.lineage},
               {"notes", change_set.notes},
               {"plan", change_set.plan.text()},
               {"providers", change_set.providers},
               {"target", change_set.target},
               {"verb", change_set.verb}};
  json["entry_plans"] = Json::object();
  for (const auto& [address, plan] : change_set.entry_plans) json["entry_plans"][address] = plan.text();
  json["revisions"] = Json::object();
  for (const auto& [instance, revision] : change_set.revisions)
    json["revisions"][std::to_string(instance)] = std::to_string(revision);
  json["steps"] = Json::array();
  for (const Step& step : change_set.steps) json["steps"].push_back(step_to_json(step));
  return canonical_json(json);
}

Result<ChangeSet> change_set_from_json(std::string_view bytes) {
  INFRA_ASSIGN(const Json json, parse_json(bytes));
  std::string problem;
  Reader read(json, problem);
  ChangeSet set;
  set.format_version = read.take<int>("format");
  if (problem.empty() && set.format_version != kChangeSetFormat)
    read.complain(fmt::format("its format is {}, this program reads {}", set.format_version, kChangeSetFormat));
  set.base = read.take<uint64_t>("base");
  set.last_run = read.take<uint64_t>("last_run");
  set.target = read.take<uint64_t>("target");
  set.verb = read.take<std::string>("verb");
  set.deployment = read.take<std::string>("deployment");
  set.lineage = read.take<std::string>("lineage");
  set.plan = read.take<Digest>("plan");
  set.debug = read.take<Digest>("debug");
  set.notes = read.take<std::vector<std::string>>("notes");
  read_object(read, "providers", [&](const std::string& name, const std::string& digest) {
    set.providers[name] = digest;
    return true;
  });
  read_object(read, "entry_plans", [&](const std::string& address, const std::string& text) {
    const auto digest = Digest::parse(text);
    if (digest) set.entry_plans[address] = *digest;
    return digest.has_value();
  });
  read_object(read, "revisions", [&](const std::string& key, const std::string& text) {
    const auto instance = whole_number(key), revision = whole_number(text);
    if (instance && revision) set.revisions[*instance] = *revision;
    return instance.has_value() && revision.has_value();
  });
  if (const Json* steps = read.find("steps")) {
    if (!steps->is_array())
      read.complain("`steps` is not a list");
    else
      for (const Json& step : *steps) set.steps.push_back(step_from_json(step, problem));
  }
  if (problem.empty() && to_json(set) != bytes) problem = "its bytes are not in canonical form";
  if (!problem.empty()) return fail(diag::error(diag::ChangeSetInvalid, problem));
  return set;
}

}  // namespace infra::runtime
