#include "compiler/sema/evaluate/satisfiable.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace infra::sema {
namespace {

using types::TypeKind;
using value::Op;
using value::ValueId;
using value::ValueKind;
using value::ValueStore;

/// What one term can still be: everything within the bounds, unless `any_of` says what alone; never one of `none_of`.
struct Domain {
  int64_t low = INT64_MIN, high = INT64_MAX;  ///< Of whole numbers.
  std::optional<std::vector<ValueId>> any_of = {};
  std::vector<ValueId> none_of = {};
};

struct Known {
  ValueId term;
  Domain domain;
};
/// By term; a term that is missing can be anything. Nothing at all when no values are left.
using State = std::optional<std::vector<Known>>;

bool holds(const ValueStore& values, const std::vector<ValueId>& items, ValueId item) {
  return std::any_of(items.begin(), items.end(), [&](ValueId other) { return values.equal(other, item); });
}

class Narrowing {
 public:
  explicit Narrowing(const ValueStore& values) : values_(values) {}

  State narrow(State state, ValueId condition, bool positive) {
    if (!state) return state;
    if (values_.kind(condition) == ValueKind::Bool)
      return values_.as_bool(condition) == positive ? state : std::nullopt;
    if (values_.kind(condition) != ValueKind::Apply) return truth(std::move(state), condition, positive);
    auto parts = values_.children(condition);
    switch (values_.op(condition)) {
      case Op::Not: return narrow(std::move(state), parts[0], !positive);
      case Op::And:
      case Op::Or: {
        bool both = (values_.op(condition) == Op::And) == positive;
        if (both) return narrow(narrow(std::move(state), parts[0], positive), parts[1], positive);
        State first = narrow(state, parts[0], positive);
        return either(std::move(first), narrow(std::move(state), parts[1], positive));
      }
      case Op::Less:
        return positive ? ordered(std::move(state), parts[0], parts[1], 1)
                        : ordered(std::move(state), parts[1], parts[0], 0);
      case Op::LessEqual:
        return positive ? ordered(std::move(state), parts[0], parts[1], 0)
                        : ordered(std::move(state), parts[1], parts[0], 1);
      case Op::Equal: return equal(std::move(state), parts[0], parts[1], positive);
      case Op::NotEqual: return equal(std::move(state), parts[0], parts[1], !positive);
      case Op::In: return in(std::move(state), parts[0], parts[1], positive);
      default: return truth(std::move(state), condition, positive);
    }
  }

 private:
  bool is_whole(ValueId id) const { return values_.kind(id) == ValueKind::Int; }

  Domain& domain_of(std::vector<Known>& state, ValueId term) {
    for (Known& known : state) {
      if (values_.equal(known.term, term)) return known.domain;
    }
    state.push_back({term, {}});
    return state.back().domain;
  }

  bool is_within(const Domain& domain, ValueId item) const {
    return !is_whole(item) || (values_.as_int(item) >= domain.low && values_.as_int(item) <= domain.high);
  }

  bool is_empty(const Domain& domain) const {
    if (domain.low > domain.high) return true;
    if (domain.any_of) {
      return std::all_of(domain.any_of->begin(), domain.any_of->end(), [&](ValueId item) {
        return !is_within(domain, item) || holds(values_, domain.none_of, item);
      });
    }
    uint64_t width = static_cast<uint64_t>(domain.high) - static_cast<uint64_t>(domain.low);
    if (width >= domain.none_of.size()) return false;  // more numbers than are ruled out
    for (int64_t number = domain.low; number <= domain.high; ++number) {
      bool is_out = std::any_of(domain.none_of.begin(), domain.none_of.end(),
                                [&](ValueId item) { return is_whole(item) && values_.as_int(item) == number; });
      if (!is_out) return false;
    }
    return true;
  }

  State checked(State state, const Domain& changed) const {
    return is_empty(changed) ? std::nullopt : std::move(state);
  }

  /// A condition that is one term: whatever it says, it says it once.
  State truth(State state, ValueId term, bool positive) {
    return one_of(std::move(state), term, {values_.boolean(true)}, positive);
  }

  /// `a + gap <= b`, where one of them is a whole number.
  State ordered(State state, ValueId a, ValueId b, int64_t gap) {
    if (is_whole(a) == is_whole(b)) return state;
    Domain& domain = domain_of(*state, is_whole(a) ? b : a);
    int64_t bound = values_.as_int(is_whole(a) ? a : b);
    if (is_whole(a)) {
      if (bound > INT64_MAX - gap) return std::nullopt;
      domain.low = std::max(domain.low, bound + gap);
    } else {
      if (bound < INT64_MIN + gap) return std::nullopt;
      domain.high = std::min(domain.high, bound - gap);
    }
    Domain changed = domain;
    return checked(std::move(state), changed);
  }

  State one_of(State state, ValueId term, std::vector<ValueId> items, bool positive) {
    Domain& domain = domain_of(*state, term);
    if (!positive) {
      domain.none_of.insert(domain.none_of.end(), items.begin(), items.end());
    } else if (!domain.any_of) {
      domain.any_of = std::move(items);
    } else {
      std::erase_if(*domain.any_of, [&](ValueId item) { return !holds(values_, items, item); });
    }
    Domain changed = domain;
    return checked(std::move(state), changed);
  }

  State equal(State state, ValueId a, ValueId b, bool positive) {
    if (values_.is_deferred(a) == values_.is_deferred(b)) return state;
    bool known_first = !values_.is_deferred(a);
    return one_of(std::move(state), known_first ? b : a, {known_first ? a : b}, positive);
  }

  State in(State state, ValueId term, ValueId items, bool positive) {
    if (!values_.is_deferred(term) || values_.is_deferred(items)) return state;
    if (values_.kind(items) == ValueKind::Range) {
      auto [begin, end] = values_.as_range(items);
      if (!positive) return state;
      if (begin >= end) return std::nullopt;
      Domain& domain = domain_of(*state, term);
      domain.low = std::max(domain.low, begin);
      domain.high = std::min(domain.high, end - 1);
      Domain changed = domain;
      return checked(std::move(state), changed);
    }
    if (values_.kind(items) != ValueKind::List && values_.kind(items) != ValueKind::Set) return state;
    auto children = values_.children(items);
    return one_of(std::move(state), term, {children.begin(), children.end()}, positive);
  }

  /// What either leaves: only what both know is known.
  State either(State a, State b) const {
    if (!a) return b;
    if (!b) return a;
    std::vector<Known> both;
    for (const Known& left : *a) {
      for (const Known& right : *b) {
        if (values_.equal(left.term, right.term)) both.push_back({left.term, hull(left.domain, right.domain)});
      }
    }
    return both;
  }

  Domain hull(const Domain& a, const Domain& b) const {
    Domain out{std::min(a.low, b.low), std::max(a.high, b.high)};
    if (a.any_of && b.any_of) {
      out.any_of = a.any_of;
      out.any_of->insert(out.any_of->end(), b.any_of->begin(), b.any_of->end());
    }
    for (ValueId item : a.none_of) {
      bool in_both =
          holds(values_, b.none_of, item) || !is_within(b, item) || (b.any_of && !holds(values_, *b.any_of, item));
      if (in_both) out.none_of.push_back(item);
    }
    return out;
  }

  const ValueStore& values_;
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

bool contradict(const types::TypeStore& types, ValueStore& values, types::TypeId type, ValueId subject,
                llvm::ArrayRef<ValueId> conditions) {
  State state = std::vector<Known>{{subject, domain_of_type(types, values, type)}};
  Narrowing narrowing(values);
  // Twice: what a later one rules out may leave nothing of the choices of an earlier `||`.
  for (int round = 0; round < 2; ++round) {
    for (ValueId condition : conditions) state = narrowing.narrow(std::move(state), condition, true);
  }
  return !state;
}

}  // namespace infra::sema
