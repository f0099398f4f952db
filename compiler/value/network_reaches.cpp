// A question to the network model, as plans hold it: the bounds of what is not known may decide it.
#include "compiler/base/network.h"
#include "compiler/diag/codes/reach.h"
#include "compiler/diag/error.h"
#include "compiler/value/builtin.h"
#include "compiler/value/fold/groups.h"
#include "compiler/value/network_model.h"

namespace infra::value {
namespace builtin {
namespace {

using folding::Operands;

/// Reads the operands as `write_question` writes them. A plan from elsewhere may hold anything: each part is looked at.
class Reader {
 public:
  explicit Reader(const ValueStore& values) : values_(values) {}

  bool read(Operands operands) {
    if (is_record(operands[0])) model.incomplete = values_.field(operands[0], "incomplete") == values_.boolean(true);
    return is_record(operands[0]) && is_record(operands[1]) && read_zones(operands[0]) && read_things(operands[0]) &&
           read_walls(operands[0]) && is_whole() && read_question(operands[1]);
  }

  reach::Model model;
  reach::Question question;

 private:
  bool is_record(ValueId value) const { return values_.kind(value) == ValueKind::Record; }

  std::optional<std::span<const ValueId>> items(ValueId record, std::string_view name) const {
    ValueId list = values_.field(record, name);
    if (!list.valid() || values_.kind(list) != ValueKind::List) return std::nullopt;
    return values_.children(list);
  }

  bool read_indices(ValueId record, std::string_view name, std::vector<uint32_t>& out) const {
    auto list = items(record, name);
    if (!list) return false;
    for (ValueId item : *list) {
      if (values_.kind(item) != ValueKind::Int || values_.as_int(item) < 0 || values_.as_int(item) >= UINT32_MAX) {
        return false;
      }
      out.push_back(static_cast<uint32_t>(values_.as_int(item)));
    }
    return true;
  }

  bool is_reference(ValueId record) const {
    ValueId it = values_.field(record, "it");
    return it.valid() && values_.kind(it) == ValueKind::Reference;
  }
  std::string name_of(ValueId record) const { return std::string(values_.as_text(values_.field(record, "it"))); }
  std::string_view text_of(ValueId value) const {
    return values_.kind(value) == ValueKind::String ? values_.as_text(value) : std::string_view();
  }

  bool read_zones(ValueId from) {
    auto list = items(from, "zones");
    if (!list) return false;
    for (ValueId it : *list) {
      if (!is_record(it) || !is_reference(it)) return false;
      reach::Zone zone;
      zone.name = name_of(it);
      zones_.emplace(values_.field(it, "it"), static_cast<uint32_t>(model.zones.size()));
      if (ValueId span = values_.field(it, "span"); span.valid() && span != values_.none()) {
        zone.unknown_span = values_.is_deferred_itself(span);
        std::optional<Network> network = parse_network(text_of(span));
        if (network) zone.span = reach::block_of(*network);
        if (!network && !zone.unknown_span) return false;
      }
      ValueId out = values_.field(it, "out");
      bool is_bool = !out.valid() || values_.is_deferred_itself(out) || values_.kind(out) == ValueKind::Bool;
      if (!is_bool) return false;
      zone.out = read_tri(values_, out);
      if (!read_indices(it, "walls", zone.walls) || !read_indices(it, "ways", zone.ways) ||
          !read_indices(it, "around", zone.around)) {
        return false;
      }
      model.zones.push_back(std::move(zone));
    }
    return true;
  }

  bool read_things(ValueId from) {
    auto list = items(from, "things");
    if (!list) return false;
    for (ValueId it : *list) {
      if (!is_record(it) || !is_reference(it)) return false;
      reach::Thing thing;
      thing.name = name_of(it);
      things_.emplace(values_.field(it, "it"), static_cast<uint32_t>(model.things.size()));
      if (ValueId address = values_.field(it, "address"); address.valid()) {
        std::optional<IpAddress> known = parse_ip(text_of(address));
        if (known) thing.address = reach::block_of(*known);
        if (!known && !values_.is_deferred_itself(address)) return false;
      }
      thing.unknown_zones = !values_.field(it, "zones").valid();
      if (!thing.unknown_zones && !read_indices(it, "zones", thing.zones)) return false;
      model.things.push_back(std::move(thing));
    }
    return true;
  }

  PlaceFinder finder() const {
    return [this](ValueId reference, reach::Party& party) {
      if (auto zone = zones_.find(reference); zone != zones_.end()) party.zones.push_back(zone->second);
      if (auto thing = things_.find(reference); thing != things_.end()) party.things.push_back(thing->second);
    };
  }

  bool read_walls(ValueId from) {
    auto list = items(from, "walls");
    if (!list) return false;
    for (ValueId it : *list) {
      ValueId name = is_record(it) ? values_.field(it, "name") : ValueId();
      ValueId rules = is_record(it) ? values_.field(it, "rules") : ValueId();
      if (!name.valid() || !rules.valid()) return false;
      reach::Wall wall;
      wall.name = std::string(text_of(name));
      if (!read_rules(values_, rules, finder(), wall)) return false;
      std::vector<uint32_t> numbers;
      if (values_.field(it, "numbers").valid() && !read_indices(it, "numbers", numbers)) return false;
      for (size_t i = 0; i < numbers.size() && i < wall.rules.size(); ++i) wall.rules[i].number = numbers[i];
      model.walls.push_back(std::move(wall));
    }
    return true;
  }

  /// Whether every place that is named is there.
  bool is_whole() const {
    auto within = [](const std::vector<uint32_t>& list, size_t size) {
      for (uint32_t index : list) {
        if (index >= size) return false;
      }
      return true;
    };
    for (const reach::Zone& zone : model.zones) {
      if (!within(zone.walls, model.walls.size()) || !within(zone.ways, model.zones.size()) ||
          !within(zone.around, model.zones.size())) {
        return false;
      }
    }
    for (const reach::Thing& thing : model.things) {
      if (!within(thing.zones, model.zones.size())) return false;
    }
    return true;
  }

  bool read_question(ValueId from) {
    ValueId ends[] = {values_.field(from, "from"), values_.field(from, "to")};
    ValueId port = values_.field(from, "port"), wall = values_.field(from, "wall");
    if (!ends[0].valid() || !ends[1].valid() || !port.valid()) return false;
    if (wall.valid()) {
      bool fits = values_.kind(wall) == ValueKind::Int && values_.as_int(wall) >= 0 &&
                  static_cast<uint64_t>(values_.as_int(wall)) < model.walls.size();
      if (!fits) return false;
      question.wall = static_cast<uint32_t>(values_.as_int(wall));
    }
    ValueId of_all = values_.field(from, "of_all");
    question.of_all = of_all == values_.boolean(true);
    question.unknown_port = values_.is_deferred_itself(port);
    if (!question.unknown_port) {
      if (values_.kind(port) != ValueKind::Int) return false;
      question.port = static_cast<uint32_t>(values_.as_int(port));
    }
    return read_party(values_, ends[0], finder(), question.from) && read_party(values_, ends[1], finder(), question.to);
  }

  const ValueStore& values_;
  std::unordered_map<ValueId, uint32_t> zones_, things_;
};

/// The answer, or an invalid id while it hangs on what is not known.
Result<ValueId> answer(ValueStore& values, std::span<const ValueId> arguments, FunctionCaller&) {
  if (values.is_deferred_itself(arguments[0]) || values.is_deferred_itself(arguments[1])) return ValueId();
  Reader reader(values);
  if (!reader.read(arguments)) return fail(folding::wrong_operands(values, kNetworkReaches, arguments));
  INFRA_TRY(folding::spend(values, reach::cost_of(reader.model, reader.question)));
  reach::Answer found = reach::ask(reader.model, reader.question);
  INFRA_ASSIGN(ValueId verdict, verdict_of(values, reader.model, reader.question, found));
  bool waits = values.is_deferred(arguments[0]) || values.is_deferred(arguments[1]);
  if (verdict.valid() || waits) return verdict;
  return fail(diag::error(diag::AddressUnknowable)
                  .way_out("ask about a resource whose kind marks its address with `spans`, or write rules for the "
                           "resource itself"));
}

}  // namespace

extern const Builtin network_reaches = {
    .name = "reaches",
    .on = "Network",
    .signature = "Network.reaches(question: Question) -> Bool",
    .doc = "Whether a network model lets the connections of a question through.",
    .example = "",
    .operands = {Operand::Passed, Operand::Passed},
    .check = [](types::TypeStore&, types::TypeId) -> std::optional<Signature> { return std::nullopt; },
    .apply = answer,
};

}  // namespace builtin
}  // namespace infra::value
