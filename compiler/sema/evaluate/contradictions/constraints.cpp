#include "compiler/sema/evaluate/contradictions/constraints.h"

#include <algorithm>

namespace infra::sema {
namespace {

using value::Op;
using value::ValueId;
using value::ValueKind;

/// Rounds of narrowing: bounds that follow from each other may go on by one number at a time.
constexpr int kRounds = 8;

int64_t add(int64_t a, int64_t b) {
  int64_t sum;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b < 0 ? INT64_MIN : INT64_MAX;
}
int64_t subtract(int64_t a, int64_t b) {
  int64_t difference;
  if (!__builtin_sub_overflow(a, b, &difference)) return difference;
  return b < 0 ? INT64_MAX : INT64_MIN;
}
int64_t multiply(int64_t a, int64_t b) {
  int64_t product;
  if (!__builtin_mul_overflow(a, b, &product)) return product;
  return (a < 0) == (b < 0) ? INT64_MAX : INT64_MIN;
}

}  // namespace

// ------------------------------------------------------------------------------------------------ terms

size_t Constraints::hash_of(ValueId value, int depth) const {
  const value::ValueStore& values = *values_;
  ValueKind kind = values.kind(value);
  size_t hash = static_cast<size_t>(kind) * 31 + values.weight(value);
  if (kind == ValueKind::Var) return hash * 31 + values.var_depth(value);
  if (kind == ValueKind::Apply) hash = hash * 31 + static_cast<size_t>(values.op(value));
  if (depth == 0) return hash;
  for (ValueId child : values.children(value)) hash = hash * 31 + hash_of(child, depth - 1);
  return hash;
}

uint32_t Constraints::term_of(ValueId value) {
  const value::ValueStore& values = *values_;
  size_t hash = hash_of(value, 2);
  auto [entry, last] = by_hash_.equal_range(hash);
  for (; entry != last; ++entry) {
    if (values.equal(terms_[entry->second].value, value)) return entry->second;
  }
  auto term = static_cast<uint32_t>(terms_.size());
  by_hash_.emplace(hash, term);
  terms_.push_back({value, term, false, {}});
  if (!values.is_deferred(value)) {
    constants_.push_back(term);
    terms_[term].domain.any_of = {value};
    return term;
  }
  if (values.kind(value) != ValueKind::Apply) return term;
  switch (values.op(value)) {
    case Op::Negate:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Remainder:
      composed_.push_back(term);
      for (ValueId part : values.children(value)) linear(part);
      break;
    case Op::Call:
      if (values.as_text(values.children(value)[0]).ends_with(".length")) {
        terms_[term].is_whole = true;
        terms_[term].domain.low = 0;
      }
      break;
    default: break;
  }
  return term;
}

std::optional<Constraints::Linear> Constraints::linear(ValueId value) {
  const value::ValueStore& values = *values_;
  if (values.kind(value) == ValueKind::Int) return Linear{kZero, values.as_int(value)};
  if (!values.is_deferred(value)) return std::nullopt;
  if (values.kind(value) == ValueKind::Apply && (values.op(value) == Op::Add || values.op(value) == Op::Subtract)) {
    auto parts = values.children(value);
    bool is_sum = values.op(value) == Op::Add;
    bool is_shifted = values.kind(parts[1]) == ValueKind::Int;
    if (is_shifted || (is_sum && values.kind(parts[0]) == ValueKind::Int)) {
      std::optional<Linear> rest = linear(parts[is_shifted ? 0 : 1]);
      int64_t by = values.as_int(parts[is_shifted ? 1 : 0]), offset;
      bool fits = rest && !(is_sum ? __builtin_add_overflow(rest->offset, by, &offset)
                                   : __builtin_sub_overflow(rest->offset, by, &offset));
      if (fits) {
        terms_[root(rest->term)].is_whole = true;
        return Linear{rest->term, offset};
      }
    }
  }
  return Linear{term_of(value), 0};
}

uint32_t Constraints::root(uint32_t term) const {
  while (terms_[term].same != term) term = terms_[term].same;
  return term;
}

void Constraints::join(uint32_t a, uint32_t b) {
  a = root(a), b = root(b);
  if (a == b) return;
  // The number 0 and constants stand for others, too.
  terms_[b].same = a;
  terms_[a].is_whole |= terms_[b].is_whole;
  Domain other = std::move(terms_[b].domain), &domain = terms_[a].domain;
  domain.low = std::max(domain.low, other.low);
  domain.high = std::min(domain.high, other.high);
  domain.none_of.insert(domain.none_of.end(), other.none_of.begin(), other.none_of.end());
  if (other.any_of) limit(domain, *other.any_of);
}

bool Constraints::is_in(llvm::ArrayRef<ValueId> items, ValueId item) const {
  return std::any_of(items.begin(), items.end(),
                     [&](ValueId other) { return other == item || values_->equal(other, item); });
}

void Constraints::limit(Domain& domain, llvm::ArrayRef<ValueId> items) {
  if (!domain.any_of) {
    domain.any_of.emplace(items.begin(), items.end());
  } else {
    std::erase_if(*domain.any_of, [&](ValueId item) { return !is_in(items, item); });
  }
}

// ------------------------------------------------------------------------------------------------ what holds

void Constraints::within(ValueId term, const Domain& domain) {
  Domain& known = domain_of(term_of(term));
  known.low = std::max(known.low, domain.low);
  known.high = std::min(known.high, domain.high);
  known.none_of.insert(known.none_of.end(), domain.none_of.begin(), domain.none_of.end());
  if (domain.any_of) limit(known, *domain.any_of);
}

void Constraints::order(ValueId a, ValueId b, bool is_strict) {
  std::optional<Linear> left = linear(a), right = linear(b);
  if (!left) left = Linear{term_of(a), 0};
  if (!right) right = Linear{term_of(b), 0};
  if (left->term == kZero || right->term == kZero) {
    terms_[root(left->term)].is_whole = terms_[root(right->term)].is_whole = true;
  }
  int64_t most;
  if (__builtin_sub_overflow(right->offset, left->offset, &most)) return;
  differences_.push_back({right->term, left->term, most, is_strict});
}

void Constraints::equal(ValueId a, ValueId b) {
  std::optional<Linear> left = linear(a), right = linear(b);
  if (left && right && left->term != kZero && right->term != kZero && left->offset == right->offset) {
    return join(left->term, right->term);
  }
  if (left && right) {
    order(a, b, false);
    order(b, a, false);
    return;
  }
  if (!left && !right) {
    is_impossible_ |= !values_->equal(a, b);
    return;
  }
  one_of(left ? a : b, {left ? b : a});
}

void Constraints::different(ValueId a, ValueId b) {
  std::optional<Linear> left = linear(a), right = linear(b);
  if (left && right) {
    int64_t by;
    if (!__builtin_sub_overflow(right->offset, left->offset, &by)) apart_.push_back({left->term, right->term, by});
  } else if (left || right) {
    none_of(left ? a : b, {left ? b : a});
  } else {
    is_impossible_ |= values_->equal(a, b);
  }
}

void Constraints::one_of(ValueId term, llvm::ArrayRef<ValueId> items) { limit(domain_of(term_of(term)), items); }

void Constraints::none_of(ValueId term, llvm::ArrayRef<ValueId> items) {
  Domain& domain = domain_of(term_of(term));
  domain.none_of.insert(domain.none_of.end(), items.begin(), items.end());
}

// ------------------------------------------------------------------------------------------------ what follows

bool Constraints::contradict(uint64_t& steps) {
  if (is_impossible_) return true;
  for (int round = 0; round < kRounds && steps > 0; ++round) {
    has_changed_ = false;
    find_whole_terms();
    if (!settle(steps) || !measure(steps)) return true;
    for (uint32_t term : composed_) {
      if (is_whole(term)) narrow_composed(term);
    }
    if (!settle(steps) || !settle_apart()) return true;
    if (!has_changed_) return false;
  }
  return false;
}

/// What is compared has one type.
void Constraints::find_whole_terms() {
  for (Term& term : terms_) {
    bool has_number = term.domain.any_of && !term.domain.any_of->empty() &&
                      values_->kind(term.domain.any_of->front()) == ValueKind::Int;
    if (has_number) terms_[root(term.same)].is_whole = true;
  }
  for (bool more = true; more;) {
    more = false;
    for (const Difference& d : differences_) {
      if (is_whole(d.from) == is_whole(d.to)) continue;
      terms_[root(d.from)].is_whole = terms_[root(d.to)].is_whole = more = true;
    }
    for (uint32_t term : composed_) {
      if (!is_whole(term)) continue;
      for (ValueId part : values_->children(terms_[term].value)) {
        std::optional<Linear> inner = linear(part);
        if (!inner || is_whole(inner->term)) continue;
        terms_[root(inner->term)].is_whole = more = true;
      }
    }
  }
}

std::vector<Constraints::Edge> Constraints::edges() const {
  std::vector<Edge> all;
  for (const Difference& d : differences_) {
    uint32_t from = root(d.from), to = root(d.to);
    Length length{d.most, d.is_strict ? 1 : 0};
    if (d.is_strict && terms_[from].is_whole) length = {subtract(d.most, 1), 0};
    all.push_back({from, to, length});
  }
  for (uint32_t i = 1; i < terms_.size(); ++i) {
    const Term& term = terms_[i];
    if (term.same != i || !term.is_whole) continue;
    if (term.domain.high != INT64_MAX) all.push_back({kZero, i, {term.domain.high, 0}});
    if (term.domain.low > -INT64_MAX) all.push_back({i, kZero, {-term.domain.low, 0}});
  }
  std::vector<uint32_t> sorted = constants_;
  std::sort(sorted.begin(), sorted.end(),
            [&](uint32_t a, uint32_t b) { return values_->less(terms_[a].value, terms_[b].value); });
  for (size_t i = 1; i < sorted.size(); ++i) {
    const uint32_t less = sorted[i - 1], more = sorted[i];
    if (values_->kind(terms_[less].value) != values_->kind(terms_[more].value)) continue;
    if (values_->less(terms_[less].value, terms_[more].value)) all.push_back({root(more), root(less), {0, 1}});
  }
  return all;
}

bool Constraints::shorten(Ways& ways, llvm::ArrayRef<Edge> edges, uint64_t& steps) const {
  for (size_t round = 0; round <= terms_.size(); ++round) {
    bool changed = false;
    if (steps < edges.size()) {
      steps = 0;
      return true;
    }
    steps -= edges.size();
    for (const Edge& edge : edges) {
      const std::optional<Length>& way = ways[edge.from];
      if (!way) continue;
      Length longer{0, way->strict + edge.length.strict};
      if (__builtin_add_overflow(way->sum, edge.length.sum, &longer.sum)) continue;
      if (ways[edge.to] && !(longer < *ways[edge.to])) continue;
      ways[edge.to] = longer;
      changed = true;
    }
    if (!changed) return true;
  }
  return false;
}

/// Bounds by the ways from 0 and to 0.
bool Constraints::measure(uint64_t& steps) {
  std::vector<Edge> all = edges();
  Ways from_anywhere(terms_.size(), Length{});
  if (!shorten(from_anywhere, all, steps)) return false;
  Ways from_zero(terms_.size()), to_zero(terms_.size());
  from_zero[kZero] = to_zero[kZero] = Length{};
  shorten(from_zero, all, steps);
  for (Edge& edge : all) std::swap(edge.from, edge.to);
  shorten(to_zero, all, steps);
  for (uint32_t i = 1; i < terms_.size() && steps > 0; ++i) {
    if (terms_[i].same != i || !terms_[i].is_whole) continue;
    narrow({i, 0}, to_zero[i] ? subtract(0, to_zero[i]->sum) : INT64_MIN, from_zero[i] ? from_zero[i]->sum : INT64_MAX);
  }
  return true;
}

void Constraints::narrow(const Linear& what, int64_t low, int64_t high) {
  if (what.term == kZero) {
    is_impossible_ |= what.offset < low || what.offset > high;
    return;
  }
  Domain& domain = domain_of(what.term);
  low = low == INT64_MIN ? low : subtract(low, what.offset);
  high = high == INT64_MAX ? high : subtract(high, what.offset);
  if (low > domain.low) domain.low = low, has_changed_ = true;
  if (high < domain.high) domain.high = high, has_changed_ = true;
}

Domain Constraints::bounds_of(const Linear& what) const {
  Domain bounds;
  bounds.low = bounds.high = what.offset;
  if (what.term == kZero) return bounds;
  const Domain& domain = terms_[root(what.term)].domain;
  bounds.low = domain.low == INT64_MIN ? INT64_MIN : add(domain.low, what.offset);
  bounds.high = domain.high == INT64_MAX ? INT64_MAX : add(domain.high, what.offset);
  return bounds;
}

/// What overflows is an error, and no value: numbers are as if they had no end.
void Constraints::narrow_composed(uint32_t term) {
  const ValueId value = terms_[term].value;
  const Linear whole{term, 0};
  const Domain result = bounds_of(whole);
  std::vector<Linear> parts;
  for (ValueId part : values_->children(value)) {
    std::optional<Linear> inner = linear(part);
    if (!inner) return;
    parts.push_back(*inner);
  }
  const Domain a = bounds_of(parts[0]), b = bounds_of(parts.back());
  switch (values_->op(value)) {
    case Op::Negate:
      narrow(whole, subtract(0, a.high), subtract(0, a.low));
      narrow(parts[0], subtract(0, result.high), subtract(0, result.low));
      return;
    case Op::Add:
      narrow(whole, add(a.low, b.low), add(a.high, b.high));
      narrow(parts[0], subtract(result.low, b.high), subtract(result.high, b.low));
      narrow(parts[1], subtract(result.low, a.high), subtract(result.high, a.low));
      return;
    case Op::Subtract:
      narrow(whole, subtract(a.low, b.high), subtract(a.high, b.low));
      narrow(parts[0], add(result.low, b.low), add(result.high, b.high));
      narrow(parts[1], subtract(a.low, result.high), subtract(a.high, result.low));
      return;
    case Op::Multiply: {
      const auto [low, high] = std::minmax(
          {multiply(a.low, b.low), multiply(a.low, b.high), multiply(a.high, b.low), multiply(a.high, b.high)});
      narrow(whole, low, high);
      return;
    }
    case Op::Divide:
      if (b.low >= 1 && b.low == b.high) narrow(whole, a.low / b.low, a.high / b.low);
      return;
    case Op::Remainder:
      if (b.low >= 1 && b.low == b.high) narrow(whole, a.low >= 0 ? 0 : 1 - b.low, a.high <= 0 ? 0 : b.low - 1);
      return;
    default: return;
  }
}

bool Constraints::settle(uint64_t& steps) {
  if (is_impossible_) return false;
  for (uint32_t i = 1; i < terms_.size(); ++i) {
    if (terms_[i].same != i) continue;
    Domain& domain = terms_[i].domain;
    const uint64_t work = 1 + domain.none_of.size() * (1 + (domain.any_of ? domain.any_of->size() : 0));
    if (steps < work) {
      steps = 0;
      return true;
    }
    steps -= work;
    const Domain before = {domain.low, domain.high, std::nullopt, {}};
    const size_t choices = domain.any_of ? domain.any_of->size() : 0;
    if (!settle(domain, terms_[i].is_whole)) return false;
    has_changed_ |= before.low != domain.low || before.high != domain.high ||
                    choices != (domain.any_of ? domain.any_of->size() : 0);
  }
  return true;
}

bool Constraints::settle(Domain& domain, bool is_whole) const {
  if (domain.any_of) {
    std::erase_if(*domain.any_of, [&](ValueId item) {
      bool is_number = values_->kind(item) == ValueKind::Int;
      bool is_out = is_number && (values_->as_int(item) < domain.low || values_->as_int(item) > domain.high);
      return is_out || is_in(domain.none_of, item);
    });
    if (domain.any_of->empty()) return false;
  }
  if (!is_whole) return true;
  if (domain.any_of) {
    int64_t low = INT64_MAX, high = INT64_MIN;
    for (ValueId item : *domain.any_of) {
      if (values_->kind(item) != ValueKind::Int) return true;
      low = std::min(low, values_->as_int(item));
      high = std::max(high, values_->as_int(item));
    }
    domain.low = std::max(domain.low, low);
    domain.high = std::min(domain.high, high);
    return domain.low <= domain.high;
  }
  std::vector<int64_t> out;
  for (ValueId item : domain.none_of) {
    if (values_->kind(item) == ValueKind::Int) out.push_back(values_->as_int(item));
  }
  std::sort(out.begin(), out.end());
  for (int64_t number : out) {
    if (number == domain.low && domain.low < INT64_MAX) ++domain.low;
  }
  for (auto number = out.rbegin(); number != out.rend(); ++number) {
    if (*number == domain.high && domain.high > INT64_MIN) --domain.high;
  }
  return domain.low <= domain.high;
}

std::optional<ValueId> Constraints::only(uint32_t term) const {
  if (term == kZero) return values_->integer(0);
  const Term& standing = terms_[root(term)];
  if (standing.domain.any_of && standing.domain.any_of->size() == 1) return standing.domain.any_of->front();
  if (standing.is_whole && standing.domain.low == standing.domain.high) return values_->integer(standing.domain.low);
  return std::nullopt;
}

bool Constraints::settle_apart() {
  for (const Apart& apart : apart_) {
    if (root(apart.a) == root(apart.b)) {
      if (apart.by == 0) return false;
      continue;
    }
    std::optional<ValueId> a = only(apart.a), b = only(apart.b);
    if (!a && !b) continue;
    // What the other one is not.
    ValueId known = a ? *a : *b, out = known;
    if (values_->kind(known) == ValueKind::Int) {
      int64_t number;
      bool overflows = a ? __builtin_sub_overflow(values_->as_int(known), apart.by, &number)
                         : __builtin_add_overflow(values_->as_int(known), apart.by, &number);
      if (overflows) continue;
      out = values_->integer(number);
    } else if (apart.by != 0) {
      continue;
    }
    if (a && b) {
      if (values_->equal(out, *b)) return false;
      continue;
    }
    Domain& other = domain_of(a ? apart.b : apart.a);
    if (is_in(other.none_of, out)) continue;
    other.none_of.push_back(out);
    has_changed_ = true;
  }
  return true;
}

}  // namespace infra::sema
