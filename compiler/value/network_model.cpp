#include "compiler/value/network_model.h"

#include <algorithm>
#include <array>
#include <string>

#include "compiler/base/network.h"
#include "compiler/diag/codes/reach.h"
#include "compiler/diag/error.h"
#include "compiler/reach/explain.h"

namespace infra::value {
namespace {

bool add_text(const ValueStore& values, ValueId value, reach::Party& party) {
  std::optional<Network> network = parse_network(values.as_text(value));
  if (network) party.blocks.push_back(reach::block_of(*network));
  return network.has_value();
}

ValueId indices(ValueStore& values, const std::vector<uint32_t>& list) {
  std::vector<ValueId> items;
  for (uint32_t index : list) items.push_back(values.integer(index));
  return values.list(items);
}

/// A record without what is absent.
class RecordWriter {
 public:
  void add(std::string_view name, ValueId value) {
    if (!value.valid()) return;
    names_.push_back(name);
    parts_.push_back(value);
  }
  ValueId finish(ValueStore& values) const { return values.record(names_, parts_); }

 private:
  std::vector<std::string_view> names_;
  std::vector<ValueId> parts_;
};

/// Whether a party may name one of the ends.
bool may_name(const reach::Model& model, const reach::Party& party, const reach::Ends& ends) {
  return std::any_of(ends.list.begin(), ends.list.end(),
                     [&](const reach::End& end) { return reach::names(model, party, end) != reach::Tri::No; });
}

class QuestionWriter {
 public:
  QuestionWriter(ValueStore& values, const reach::Model& model, const ModelSource& source,
                 const reach::Question& question)
      : values_(values),
        model_(model),
        source_(source),
        question_(question),
        is_vague_(reach::is_vague(model, question)),
        sources_(reach::sources_of(model, question)),
        targets_(reach::targets_of(model, question)) {}

  ValueId model() {
    RecordWriter out;
    out.add("zones", zones());
    out.add("walls", walls());
    out.add("things", things());
    if (model_.incomplete) out.add("incomplete", values_.boolean(true));
    return out.finish(values_);
  }

  ValueId question(const QuestionSource& asked) {
    RecordWriter out;
    if (question_.wall) out.add("wall", values_.integer(*question_.wall));
    if (question_.of_all) out.add("of_all", values_.boolean(true));
    out.add("from", asked.from);
    out.add("to", asked.to);
    out.add("port", asked.port);
    return out.finish(values_);
  }

 private:
  ValueId zones() {
    std::vector<ValueId> zones;
    for (size_t i = 0; i < model_.zones.size(); ++i) {
      const reach::Zone& zone = model_.zones[i];
      RecordWriter out;
      out.add("it", source_.zones[i].reference);
      out.add("span", source_.zones[i].span);
      out.add("out", source_.zones[i].out);
      out.add("walls", indices(values_, zone.walls));
      out.add("ways", indices(values_, zone.ways));
      out.add("around", indices(values_, zone.around));
      zones.push_back(out.finish(values_));
    }
    return values_.list(zones);
  }

  bool is_for_it(const reach::Rule& rule) const {
    if (reach::is_for_port(rule, question_) == reach::Tri::No) return false;
    return is_vague_ || (may_name(model_, rule.to, targets_) && may_name(model_, rule.from, sources_));
  }

  ValueId walls() {
    std::vector<ValueId> walls;
    for (uint32_t i = 0; i < model_.walls.size(); ++i) {
      const reach::Wall& wall = model_.walls[i];
      RecordWriter out;
      out.add("name", values_.string(wall.name));
      if (wall.unknown) {
        names_sources_ = names_targets_ = true;
        out.add("rules", source_.walls[i]);
      } else {
        std::vector<ValueId> rules;
        std::vector<uint32_t> numbers;
        for (const reach::Rule& rule : wall.rules) {
          if (!is_for_it(rule)) continue;
          names_sources_ |= names_addresses(rule.from);
          names_targets_ |= names_addresses(rule.to);
          rules.push_back(values_.children(source_.walls[i])[rule.number]);
          numbers.push_back(rule.number);
        }
        out.add("rules", values_.list(rules));
        out.add("numbers", indices(values_, numbers));
      }
      walls.push_back(out.finish(values_));
    }
    return values_.list(walls);
  }

  static bool names_addresses(const reach::Party& party) { return party.unknown || !party.blocks.empty(); }

  /// Whether the address of a thing may decide: no answer waits for another one.
  bool may_matter(uint32_t thing) const {
    auto is_in = [&](const reach::Party& party) {
      return party.unknown || std::find(party.things.begin(), party.things.end(), thing) != party.things.end();
    };
    return (names_sources_ && is_in(question_.from)) || (names_targets_ && is_in(question_.to));
  }

  /// After the walls, which tell whose addresses matter.
  ValueId things() {
    std::vector<uint32_t> needed = question_.from.things;
    needed.insert(needed.end(), question_.to.things.begin(), question_.to.things.end());
    if (question_.from.unknown || question_.to.unknown) {
      needed.clear();
      for (uint32_t i = 0; i < model_.things.size(); ++i) needed.push_back(i);
    }
    std::sort(needed.begin(), needed.end());
    needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
    std::vector<ValueId> things;
    for (uint32_t index : needed) {
      RecordWriter out;
      out.add("it", source_.things[index].reference);
      if (may_matter(index)) out.add("address", source_.things[index].address);
      if (!model_.things[index].unknown_zones) out.add("zones", indices(values_, model_.things[index].zones));
      things.push_back(out.finish(values_));
    }
    return values_.list(things);
  }

  ValueStore& values_;
  const reach::Model& model_;
  const ModelSource& source_;
  const reach::Question& question_;
  bool is_vague_;
  reach::Ends sources_, targets_;
  bool names_sources_ = false, names_targets_ = false;  ///< Some rule does, by their addresses.
};

}  // namespace

bool read_party(const ValueStore& values, ValueId value, const PlaceFinder& find, reach::Party& party) {
  std::vector<ValueId> pending = {value};
  while (!pending.empty()) {
    ValueId next = pending.back();
    pending.pop_back();
    if (values.is_deferred_itself(next)) {
      party.unknown = true;
      continue;
    }
    auto parts = values.children(next);
    switch (values.kind(next)) {
      case ValueKind::String:
        if (!add_text(values, next, party)) return false;
        break;
      case ValueKind::Reference: find(next, party); break;
      case ValueKind::List:
      case ValueKind::Set: pending.insert(pending.end(), parts.rbegin(), parts.rend()); break;
      case ValueKind::Map:
        for (size_t i = parts.size(); i > 0; i -= 2) pending.push_back(parts[i - 1]);
        break;
      default: return false;
    }
  }
  return true;
}

bool read_rule(const ValueStore& values, ValueId value, const PlaceFinder& find, reach::Rule& rule) {
  if (values.is_deferred_itself(value)) {
    rule.from.unknown = rule.to.unknown = rule.unknown_ports = true;
    return true;
  }
  if (values.kind(value) != ValueKind::Record) return false;
  ValueId from = values.field(value, "from"), to = values.field(value, "to"), port = values.field(value, "port");
  if (!from.valid() || !to.valid() || !port.valid()) return false;
  ValueId until = values.field(value, "until");
  if (!until.valid() || until == values.none()) until = port;
  if (!read_party(values, from, find, rule.from) || !read_party(values, to, find, rule.to)) return false;
  rule.unknown_ports = values.is_deferred(port) || values.is_deferred(until);
  if (rule.unknown_ports) return true;
  if (values.kind(port) != ValueKind::Int || values.kind(until) != ValueKind::Int) return false;
  rule.first_port = static_cast<uint32_t>(values.as_int(port));
  rule.last_port = static_cast<uint32_t>(values.as_int(until));
  return true;
}

bool read_rules(const ValueStore& values, ValueId list, const PlaceFinder& find, reach::Wall& wall) {
  wall.unknown = values.is_deferred_itself(list);
  if (wall.unknown || list == values.none()) return true;
  if (values.kind(list) != ValueKind::List) return false;
  for (size_t i = 0; i < values.size(list); ++i) {
    reach::Rule rule;
    rule.number = static_cast<uint32_t>(i);
    if (!read_rule(values, values.children(list)[i], find, rule)) return false;
    wall.rules.push_back(std::move(rule));
  }
  return true;
}

reach::Tri read_tri(const ValueStore& values, ValueId value) {
  if (!value.valid() || value == values.none()) return reach::Tri::No;
  if (values.is_deferred_itself(value)) return reach::Tri::Maybe;
  return values.as_bool(value) ? reach::Tri::Yes : reach::Tri::No;
}

WrittenQuestion write_question(ValueStore& values, const reach::Model& model, const ModelSource& source,
                               const reach::Question& question, const QuestionSource& asked) {
  QuestionWriter writer(values, model, source, question);
  return {writer.model(), writer.question(asked)};
}

Result<ValueId> verdict_of(ValueStore& values, const reach::Model& model, const reach::Question& question,
                           const reach::Answer& answer) {
  switch (answer.verdict) {
    case reach::Verdict::All: return values.boolean(true);
    case reach::Verdict::None: return values.boolean(false);
    case reach::Verdict::Undecided: return ValueId();
    case reach::Verdict::Some: break;
  }
  if (question.of_all) return values.boolean(false);
  Error error = diag::error(diag::PartlyPermitted);
  error.notes = reach::explain(model, question, answer);
  error.help = "ask about the parts one by one";
  return fail(std::move(error));
}

}  // namespace infra::value
