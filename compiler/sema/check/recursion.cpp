#include "compiler/sema/check/recursion.h"
#include "compiler/diag/codes/sema.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/sema/walk.h"

namespace infra::sema {
namespace {

/// A function, a let, the default of a field, or the rules of a type: what has bodies that can name others.
struct Place {
  ModuleId module = {};  ///< Of a let.
  uint32_t index = 0;    ///< Of a let or a function.
  types::TypeId owner = {};
  uint32_t member = 0;        ///< Of an enum.
  uint32_t field = kNoField;  ///< The default of it; otherwise the rules of the type.
  static constexpr uint32_t kNoField = UINT32_MAX;
  bool is_fn() const { return !module.valid() && !owner.valid(); }
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Arrow {
  Place target;
  Span span;
};

class RecursionFinder {
 public:
  explicit RecursionFinder(CheckContext& context) : context_(context), program_(context.program) {}

  void run() {
    for (uint32_t i = 0; i < program_.fns.size(); ++i) walk({ModuleId(), i});
    std::vector<Place> defaults;  // walking adds nothing to the program but errors
    for (const auto& [type, info] : program_.records) add_defaults(defaults, type, 0, info);
    for (const auto& [type, info] : program_.enums) {
      for (uint32_t member = 0; member < info.payloads.size(); ++member)
        add_defaults(defaults, type, member, info.payloads[member]);
    }
    std::sort(defaults.begin(), defaults.end());
    for (const Place& place : defaults) walk(place);
    walk_rules();
  }

 private:
  enum class State : uint8_t { New, Open, Done };
  struct Visit {
    Place place;
    std::vector<Arrow> arrows;
    size_t next = 0;
  };

  /// Rules that need themselves without a function or a default between.
  void walk_rules() {
    if (program_.refinements.empty()) return;
    std::set<types::TypeId> types;
    for (uint32_t i = 0; i < program_.nodes.size(); ++i) {
      const Node& node = program_.nodes[NodeId(i)];
      if (std::holds_alternative<FitNode>(node.is)) types.insert(node.type);
    }
    std::vector<Arrow> asked;
    for (types::TypeId type : types) add_ruled(asked, type, Span());
    for (const Arrow& arrow : asked) walk(arrow.target);
  }

  static void add_defaults(std::vector<Place>& places, types::TypeId owner, uint32_t member, const RecordInfo& info) {
    for (uint32_t field = 0; field < info.fields.size(); ++field) {
      if (info.fields[field].default_value.valid()) places.push_back({{}, 0, owner, member, field});
    }
  }

  RecordInfo* record_of(const Place& place) const {
    if (auto record = program_.records.find(place.owner); record != program_.records.end()) return &record->second;
    auto enumeration = program_.enums.find(place.owner);
    return enumeration == program_.enums.end() ? nullptr : &enumeration->second.payloads[place.member];
  }

  /// The rules that a value of the type is asked, by pointers into the program.
  std::vector<Rule*> rules_of(const Place& place) const {
    std::vector<Rule*> rules;
    if (RecordInfo* record = record_of(place)) {
      for (FieldInfo& field : record->fields) {
        for (Rule& rule : field.rules) rules.push_back(&rule);
      }
    } else if (auto info = program_.refinements.find(context_.types()[place.owner].name);
               info != program_.refinements.end()) {
      for (Rule& rule : info->second.rules) rules.push_back(&rule);
    }
    return rules;
  }

  /// The types whose rules a value of `type` is asked.
  void add_ruled(std::vector<Arrow>& arrows, types::TypeId id, Span span) const {
    const types::Type& type = context_.types()[id];
    if (type.kind == types::TypeKind::Refined) arrows.push_back({{{}, 0, id}, span});
    auto record = program_.records.find(id);
    if (record != program_.records.end() && record->second.has_rules) arrows.push_back({{{}, 0, id}, span});
    if (auto enumeration = program_.enums.find(id); enumeration != program_.enums.end()) {
      for (uint32_t i = 0; i < enumeration->second.payloads.size(); ++i) {
        if (enumeration->second.payloads[i].has_rules) arrows.push_back({{{}, 0, id, i}, span});
      }
    }
    if (type.element.valid()) add_ruled(arrows, type.element, span);
    for (types::TypeId part : type.parts) add_ruled(arrows, part, span);
    for (const types::Field& field : type.fields) add_ruled(arrows, field.type, span);
    for (const types::Member& member : type.members) {
      for (const types::Field& field : member.payload) add_ruled(arrows, field.type, span);
    }
  }

  std::vector<Body> bodies_of(const Place& place) const {
    if (place.owner.valid() && place.field != Place::kNoField)
      return {record_of(place)->fields[place.field].default_value};
    if (place.owner.valid()) {
      std::vector<Body> bodies;
      for (const Rule* rule : rules_of(place)) bodies.insert(bodies.end(), {rule->condition, rule->message});
      return bodies;
    }
    if (place.module.valid()) return {program_.modules[place.module].lets[place.index].value};
    const FnInfo& fn = program_.fns[FnId(place.index)];
    std::vector<Body> bodies = {fn.body};
    for (const FnParameter& parameter : fn.parameters) bodies.push_back(parameter.default_value);
    return bodies;
  }

  std::vector<Arrow> arrows_of(const Place& place) const {
    std::vector<Arrow> arrows;
    std::vector<NodeId> pending;
    for (const Body& body : bodies_of(place)) {
      if (body.valid()) pending.push_back(body.root);
    }
    while (!pending.empty()) {
      NodeId id = pending.back();
      pending.pop_back();
      if (!id.valid()) continue;
      const Node& node = program_.nodes[id];
      if (auto* call = std::get_if<FnCallNode>(&node.is)) arrows.push_back({{ModuleId(), call->fn.index}, node.span});
      if (auto* fn = std::get_if<FnRefNode>(&node.is)) arrows.push_back({{ModuleId(), fn->fn.index}, node.span});
      if (auto* let = std::get_if<LetRefNode>(&node.is)) arrows.push_back({{let->module, let->index}, node.span});
      if (auto* value = std::get_if<DefaultNode>(&node.is))
        arrows.push_back({{{}, 0, value->owner, value->member, value->field}, node.span});
      bool asked = std::holds_alternative<FitNode>(node.is) || std::holds_alternative<RecordNode>(node.is) ||
                   std::holds_alternative<VariantNode>(node.is);
      if (asked) add_ruled(arrows, node.type, node.span);
      for_each_part(program_, node, [&](NodeId part) { pending.push_back(part); });
    }
    return arrows;
  }

  void walk(const Place& start) {
    if (states_[start] != State::New) return;
    std::vector<Visit> stack;
    auto open = [&](const Place& place) {
      states_[place] = State::Open;
      stack.push_back({place, arrows_of(place)});
    };
    open(start);
    while (!stack.empty()) {
      Visit& top = stack.back();
      if (top.next == top.arrows.size()) {
        states_[top.place] = State::Done;
        stack.pop_back();
        continue;
      }
      Place target = top.arrows[top.next++].target;
      State state = states_[target];
      if (state == State::New) open(target);
      if (state == State::Open) complain(stack, target);
    }
  }

  std::string name_of(const Place& place) const {
    if (place.owner.valid()) {
      std::string type = type_text(program_, place.owner);
      if (place.field == Place::kNoField) return fmt::format("the rules of `{}`", type);
      return fmt::format("the default of `{}.{}`", type, record_of(place)->fields[place.field].text);
    }
    if (place.module.valid()) {
      return fmt::format("`{}`", program_.text(program_.modules[place.module].lets[place.index].name));
    }
    return fmt::format("`{}`", program_.text(program_.fns[FnId(place.index)].name));
  }

  void complain(const std::vector<Visit>& stack, const Place& target) {
    size_t from = stack.size() - 1;
    while (stack[from].place != target) --from;
    // The function is what cannot need itself; a let among them is only on the way.
    size_t first = from;
    while (first + 1 < stack.size() && !stack[first].place.is_fn()) ++first;
    if (!stack[first].place.is_fn()) {
      first = from;
      while (first + 1 < stack.size() && !stack[first].place.owner.valid()) ++first;
    }
    const Place& named = stack[first].place;
    if (named.module.valid()) return;  // lets alone: order.cpp has said so
    auto builder = named.is_fn() ? context_.sink.emit(diag::RecursiveFunction, program_.fns[FnId(named.index)].span,
                                                      program_.text(program_.fns[FnId(named.index)].name))
                                 : context_.sink.emit(diag::DefinitionCycle, span_of(named), bare_name_of(named));
    builder.label("cannot be computed without itself");
    std::string path;
    size_t length = stack.size() - from;
    for (size_t k = 0; k < length; ++k) {
      const Visit& visit = stack[from + (first - from + k) % length];
      const Arrow& arrow = visit.arrows[visit.next - 1];
      if (k < 32) path += fmt::format("{} → ", name_of(visit.place));
      if (k < 8) builder.also(arrow.span, fmt::format("{} needs {}", name_of(visit.place), name_of(arrow.target)));
    }
    builder.note(path + name_of(named));
    if (named.is_fn()) builder.help("go over a list or a range instead: `[for i in 0..n: …]`, `xs.fold(…)`");
    for (size_t i = from; i < stack.size(); ++i) fail(stack[i].place);
  }

  /// In a message that puts it in quotes itself.
  std::string bare_name_of(const Place& place) const {
    std::string type = type_text(program_, place.owner);
    return place.field == Place::kNoField ? type
                                          : fmt::format("{}.{}", type, record_of(place)->fields[place.field].text);
  }

  Span span_of(const Place& place) const {
    if (place.field != Place::kNoField) return record_of(place)->fields[place.field].span;
    return rules_of(place).front()->span;
  }

  void fail(const Place& place) {
    auto failed = [&](Body& body) {
      if (body.valid()) body.root = program_.nodes.add({program_.nodes[body.root].span, error_type(), ErrorNode{}});
    };
    if (place.owner.valid() && place.field != Place::kNoField)
      return failed(record_of(place)->fields[place.field].default_value);
    if (place.owner.valid()) {
      for (Rule* rule : rules_of(place)) failed(rule->condition);
      return;
    }
    if (place.module.valid()) return failed(program_.modules[place.module].lets[place.index].value);
    FnInfo& fn = program_.fns[FnId(place.index)];
    failed(fn.body);
    for (FnParameter& parameter : fn.parameters) failed(parameter.default_value);
  }

  CheckContext& context_;
  Program& program_;
  std::map<Place, State> states_;
};

}  // namespace

void refuse_recursion(CheckContext& context) { RecursionFinder(context).run(); }

}  // namespace infra::sema
