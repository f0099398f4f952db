#include "compiler/sema/evaluate/contradictions/satisfiable.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "compiler/sema/evaluate/contradictions/constraints.h"

namespace infra::sema {
namespace {

using types::TypeKind;
using value::Op;
using value::ValueId;
using value::ValueKind;
using value::ValueStore;

/// How many choices a search may stand in at once.
constexpr size_t kMaxChoices = 40;

/// A comparison, or a condition that is still to be taken apart.
struct Claim {
  enum class Form : uint8_t { Condition, Ordered, StrictlyOrdered, Equal, Different };
  Form form;
  ValueId a, b = {};
  bool is_true = true;  ///< Of a Condition.
};
using Claims = std::vector<Claim>;

Claim condition(ValueId id, bool is_true) { return {Claim::Form::Condition, id, {}, is_true}; }

/// What is taken to hold at one point of the search, and the choices that are left.
struct Point {
  Constraints known;
  std::vector<std::vector<Claims>> choices = {};  ///< Of each, one must hold.
  bool is_impossible = false;
};

class Search {
 public:
  Search(ValueStore& values, uint64_t& steps) : values_(values), steps_(steps) {}

  /// False when it is proved that nothing makes all of it true.
  bool may_hold(Point point, size_t depth) {
    if (!settle_choices(point)) return false;
    if (steps_ == 0 || point.choices.empty() || depth == kMaxChoices) return true;
    auto fewest = std::min_element(point.choices.begin(), point.choices.end(),
                                   [](const auto& a, const auto& b) { return a.size() < b.size(); });
    std::vector<Claims> alternatives = std::move(*fewest);
    point.choices.erase(fewest);
    for (const Claims& alternative : alternatives) {
      Point next = point;
      claim(next, alternative);
      if (may_hold(std::move(next), depth + 1)) return true;
    }
    return false;
  }

  void claim(Point& point, const Claims& claims) {
    std::vector<Claim> pending(claims.rbegin(), claims.rend());
    while (!pending.empty() && !point.is_impossible) {
      Claim next = pending.back();
      pending.pop_back();
      switch (next.form) {
        case Claim::Form::Condition: take_apart(point, next.a, next.is_true, pending); break;
        case Claim::Form::Ordered: point.known.order(next.a, next.b, false); break;
        case Claim::Form::StrictlyOrdered: point.known.order(next.a, next.b, true); break;
        case Claim::Form::Equal: point.known.equal(next.a, next.b); break;
        case Claim::Form::Different: point.known.different(next.a, next.b); break;
      }
    }
  }

 private:
  /// Leaves out what contradicts what is known, and takes what alone is left. False when nothing is left.
  bool settle_choices(Point& point) {
    for (bool more = true; more;) {
      more = false;
      if (point.is_impossible || point.known.contradict(steps_)) return false;
      for (size_t i = 0; i < point.choices.size() && steps_ > 0; ++i) {
        std::erase_if(point.choices[i], [&](const Claims& alternative) {
          Point trial{point.known};
          claim(trial, alternative);
          return trial.is_impossible || trial.known.contradict(steps_);
        });
        if (point.choices[i].size() > 1) continue;
        if (point.choices[i].empty()) return false;
        Claims only = std::move(point.choices[i].front());
        point.choices.erase(point.choices.begin() + static_cast<ptrdiff_t>(i));
        claim(point, only);
        more = true;
        break;
      }
    }
    return true;
  }

  void take_apart(Point& point, ValueId id, bool is_true, std::vector<Claim>& pending) {
    if (values_.kind(id) == ValueKind::Bool) {
      point.is_impossible |= values_.as_bool(id) != is_true;
      return;
    }
    if (values_.kind(id) != ValueKind::Apply) return truth(point, id, is_true);
    auto parts = values_.children(id);
    switch (values_.op(id)) {
      case Op::Not: pending.push_back(condition(parts[0], !is_true)); return;
      case Op::And:
      case Op::Or:
        if ((values_.op(id) == Op::And) == is_true) {
          pending.push_back(condition(parts[1], is_true));
          pending.push_back(condition(parts[0], is_true));
        } else {
          point.choices.push_back({{condition(parts[0], is_true)}, {condition(parts[1], is_true)}});
        }
        return;
      case Op::If:
        point.choices.push_back({{condition(parts[0], true), condition(parts[1], is_true)},
                                 {condition(parts[0], false), condition(parts[2], is_true)}});
        return;
      case Op::Less:
      case Op::LessEqual: {
        bool is_strict = (values_.op(id) == Op::Less) == is_true;
        Claim::Form form = is_strict ? Claim::Form::StrictlyOrdered : Claim::Form::Ordered;
        pending.push_back(is_true ? Claim{form, parts[0], parts[1]} : Claim{form, parts[1], parts[0]});
        return;
      }
      case Op::Equal:
      case Op::NotEqual: return equality(parts[0], parts[1], (values_.op(id) == Op::Equal) == is_true, pending);
      case Op::In: return membership(point, id, is_true, pending);
      case Op::IsNone: return equality(parts[0], values_.none(), is_true, pending);
      default: return truth(point, id, is_true);
    }
  }

  /// A condition that is one term: whatever it says, it says it once.
  void truth(Point& point, ValueId id, bool is_true) { point.known.one_of(id, {values_.boolean(is_true)}); }

  void equality(ValueId a, ValueId b, bool is_true, std::vector<Claim>& pending) {
    if (values_.kind(a) == ValueKind::Bool) std::swap(a, b);
    if (values_.kind(b) == ValueKind::Bool) {
      pending.push_back(condition(a, values_.as_bool(b) == is_true));
    } else {
      pending.push_back({is_true ? Claim::Form::Equal : Claim::Form::Different, a, b});
    }
  }

  /// `low <= item < high`, or not.
  void between(Point& point, ValueId low, ValueId item, ValueId high, bool is_closed, bool is_true,
               std::vector<Claim>& pending) {
    using enum Claim::Form;
    if (is_true) {
      pending.push_back({Ordered, low, item});
      pending.push_back({is_closed ? Ordered : StrictlyOrdered, item, high});
    } else {
      point.choices.push_back({{{StrictlyOrdered, item, low}}, {{is_closed ? StrictlyOrdered : Ordered, high, item}}});
    }
  }

  void membership(Point& point, ValueId id, bool is_true, std::vector<Claim>& pending) {
    auto parts = values_.children(id);
    const ValueId item = parts[0], items = parts[1];
    if (values_.kind(items) == ValueKind::Range) {
      auto [begin, end] = values_.as_range(items);
      return between(point, values_.integer(begin), item, values_.integer(end), false, is_true, pending);
    }
    if (values_.kind(items) == ValueKind::Apply &&
        (values_.op(items) == Op::MakeRange || values_.op(items) == Op::MakeRangeInclusive)) {
      auto bounds = values_.children(items);
      return between(point, bounds[0], item, bounds[1], values_.op(items) == Op::MakeRangeInclusive, is_true, pending);
    }
    if (values_.kind(items) != ValueKind::List && values_.kind(items) != ValueKind::Set)
      return truth(point, id, is_true);
    llvm::ArrayRef<ValueId> choices(values_.children(items).data(), values_.children(items).size());
    if (!values_.is_deferred(items) && values_.is_deferred(item)) {
      if (is_true) {
        point.known.one_of(item, choices);
      } else {
        point.known.none_of(item, choices);
      }
      return;
    }
    std::vector<Claims> alternatives;
    for (ValueId choice : choices) {
      if (!is_true) {
        equality(item, choice, false, pending);
        continue;
      }
      Claims one;
      equality(item, choice, true, one);
      alternatives.push_back(std::move(one));
    }
    if (is_true) point.choices.push_back(std::move(alternatives));
  }

  ValueStore& values_;
  uint64_t& steps_;
};

/// What a type alone says of its values.
Domain domain_of_type(const types::TypeStore& types, ValueStore& values, types::TypeId id) {
  const types::Type& type = types[id];
  Domain domain;
  switch (type.kind) {
    case TypeKind::Secret:
    case TypeKind::Refined: return domain_of_type(types, values, type.element);
    case TypeKind::Port: domain.low = 1, domain.high = 65535; break;
    case TypeKind::Bool: domain.any_of = {values.boolean(false), values.boolean(true)}; break;
    case TypeKind::Enum: {
      std::vector<ValueId> members;
      for (uint32_t i = 0; i < type.members.size(); ++i) {
        if (!type.members[i].payload.empty()) return domain;
        members.push_back(values.variant(type.members[i].name, i, {}));
      }
      if (!members.empty()) domain.any_of = std::move(members);
      break;
    }
    default: break;
  }
  return domain;
}

}  // namespace

bool contradict(const types::TypeStore& types, ValueStore& values, llvm::ArrayRef<OpenValue> open,
                llvm::ArrayRef<ValueId> conditions, uint64_t& steps) {
  Point start{Constraints(values)};
  for (const auto& [value, type] : open) start.known.within(value, domain_of_type(types, values, type));
  Search search(values, steps);
  Claims claims;
  for (ValueId id : conditions) claims.push_back(condition(id, true));
  search.claim(start, claims);
  return !search.may_hold(std::move(start), 0);
}

}  // namespace infra::sema
