// Random conditions over a few variables, beside trying all values that they may have: what is called a contradiction is
// never satisfied by any of them, and most of what none satisfies is called one.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <vector>

#include "compiler/sema/evaluate/contradictions/satisfiable.h"

namespace infra::test {
namespace {

using value::Op;
using value::ValueId;

constexpr int64_t kLeast = -2, kMost = 3;
constexpr int kVariables = 3;
using Assignment = std::array<int64_t, kVariables>;

/// A condition or a number in two forms: as a value that waits for its variables, and as what it is for an assignment.
struct Term {
  ValueId value;
  std::function<int64_t(const Assignment&)> of;
};

class Generator {
 public:
  Generator(value::ValueStore& values, uint32_t seed) : values_(values), random_(seed) {
    for (int i = 0; i < kVariables; ++i) {
      variables_.push_back(values_.var(value::ValueStore::kFirstFreeVar + static_cast<uint32_t>(i)));
    }
  }

  const std::vector<ValueId>& variables() const { return variables_; }

  Term condition(int depth) {
    const int form = pick(depth > 0 ? 11 : 7);
    if (form < 2) return binary(Op::Less, number(1), number(1), [](auto a, auto b) { return a < b; });
    if (form < 4) return binary(Op::LessEqual, number(1), number(1), [](auto a, auto b) { return a <= b; });
    if (form == 4) return binary(Op::Equal, number(1), number(1), [](auto a, auto b) { return a == b; });
    if (form == 5) return binary(Op::NotEqual, number(1), number(1), [](auto a, auto b) { return a != b; });
    if (form == 6) return membership();
    Term a = condition(depth - 1), b = condition(depth - 1);
    if (form == 7) return {apply(Op::Not, {a.value}), [a](const Assignment& x) { return !a.of(x); }};
    if (form == 8) return binary(Op::And, a, b, [](auto c, auto d) { return c && d; });
    if (form == 9) return binary(Op::Or, a, b, [](auto c, auto d) { return c || d; });
    Term c = condition(depth - 1);
    return {apply(Op::If, {a.value, b.value, c.value}),
            [a, b, c](const Assignment& x) { return a.of(x) ? b.of(x) : c.of(x); }};
  }

 private:
  int pick(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }

  ValueId apply(Op op, std::vector<ValueId> operands) { return values_.apply(op, operands); }

  template <class F>
  Term binary(Op op, Term a, Term b, F of) {
    return {apply(op, {a.value, b.value}), [a, b, of](const Assignment& x) -> int64_t { return of(a.of(x), b.of(x)); }};
  }

  Term number(int depth) {
    switch (pick(depth > 0 ? 8 : 4)) {
      case 0: {
        const int64_t n = pick(7) - 3;
        return {values_.integer(n), [n](const Assignment&) { return n; }};
      }
      case 4: return binary(Op::Add, number(0), number(0), [](auto a, auto b) { return a + b; });
      case 5: return binary(Op::Subtract, number(0), number(0), [](auto a, auto b) { return a - b; });
      case 6: return binary(Op::Multiply, number(0), number(0), [](auto a, auto b) { return a * b; });
      case 7: {
        const Term a = number(0);
        return {apply(Op::Negate, {a.value}), [a](const Assignment& x) { return -a.of(x); }};
      }
      default: {
        const auto i = static_cast<size_t>(pick(kVariables));
        return {variables_[i], [i](const Assignment& x) { return x[i]; }};
      }
    }
  }

  Term membership() {
    const Term item = number(1);
    if (pick(2) == 0) {
      const int64_t begin = pick(5) - 3, end = begin + pick(4);
      return {apply(Op::In, {item.value, values_.range(begin, end)}),
              [=](const Assignment& x) { return item.of(x) >= begin && item.of(x) < end; }};
    }
    const Term a = number(0), b = number(0);
    return {apply(Op::In, {item.value, values_.list(std::vector{a.value, b.value})}),
            [=](const Assignment& x) { return item.of(x) == a.of(x) || item.of(x) == b.of(x); }};
  }

  value::ValueStore& values_;
  std::mt19937 random_;
  std::vector<ValueId> variables_;
};

bool some_assignment_satisfies(const std::vector<Term>& conditions) {
  Assignment x;
  for (x[0] = kLeast; x[0] <= kMost; ++x[0]) {
    for (x[1] = kLeast; x[1] <= kMost; ++x[1]) {
      for (x[2] = kLeast; x[2] <= kMost; ++x[2]) {
        if (std::all_of(conditions.begin(), conditions.end(), [&](const Term& c) { return c.of(x) != 0; })) return true;
      }
    }
  }
  return false;
}

TEST(Contradictions, AreNeverSeenWhereSomeValuesSatisfyAll) {
  types::TypeStore types;
  int seen = 0, impossible = 0;
  for (uint32_t seed = 0; seed < 4'000; ++seed) {
    value::ValueStore values;
    Generator generate(values, seed);
    std::vector<Term> conditions;
    std::vector<ValueId> ids;
    const uint32_t count = 2 + seed % 6;
    for (uint32_t i = 0; i < count; ++i) conditions.push_back(generate.condition(seed % 3 == 0 ? 2 : 1));
    for (const Term& condition : conditions) ids.push_back(condition.value);
    // That the variables have few values is said by conditions, too.
    for (ValueId variable : generate.variables()) {
      ids.push_back(values.apply(Op::In, std::vector{variable, values.range(kLeast, kMost + 1)}));
    }
    uint64_t steps = 1'000'000;
    const bool found = sema::contradict(types, values, {}, ids, steps);
    const bool possible = some_assignment_satisfies(conditions);
    EXPECT_FALSE(found && possible) << "seed " << seed;
    impossible += !possible;
    seen += found;
  }
  EXPECT_GT(impossible, 500);
  EXPECT_GT(seen, impossible * 3 / 4) << "of " << impossible;
}

TEST(Contradictions, AreNotSeenInRangesThatAreNotGiven) {
  // Without bounds: whatever is called a contradiction is none for small values either.
  types::TypeStore types;
  for (uint32_t seed = 10'000; seed < 12'000; ++seed) {
    value::ValueStore values;
    Generator generate(values, seed);
    std::vector<Term> conditions;
    std::vector<ValueId> ids;
    for (uint32_t i = 0; i < 2 + seed % 5; ++i) conditions.push_back(generate.condition(2));
    for (const Term& condition : conditions) ids.push_back(condition.value);
    uint64_t steps = 1'000'000;
    EXPECT_FALSE(sema::contradict(types, values, {}, ids, steps) && some_assignment_satisfies(conditions)) << seed;
  }
}

}  // namespace
}  // namespace infra::test
