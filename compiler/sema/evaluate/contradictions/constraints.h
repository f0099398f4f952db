// What is known of terms when some comparisons hold together: bounds, choices, and how far each two are apart. A term is
// any value that is not given yet; two that are built alike are one.
//
// Differences are the edges of a graph, which are contradictory when it has a circle of negative length (a system of
// difference constraints, by Bellman and Ford). Of numbers that are not whole, and of texts, only the order counts.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "compiler/value/value.h"
#include "llvm/ADT/ArrayRef.h"

namespace infra::sema {

/// What one term can still be: everything within the bounds, unless `any_of` says what alone; never one of `none_of`.
struct Domain {
  int64_t low = INT64_MIN, high = INT64_MAX;  ///< Of whole numbers.
  std::optional<std::vector<value::ValueId>> any_of = {};
  std::vector<value::ValueId> none_of = {};
};

/// A copy goes on by itself.
class Constraints {
 public:
  explicit Constraints(value::ValueStore& values) : values_(&values), terms_(1) { terms_[kZero].is_whole = true; }

  // What is taken to hold. A constant may stand on either side.
  void order(value::ValueId a, value::ValueId b, bool is_strict);  ///< `a <= b`, or `a < b`.
  void equal(value::ValueId a, value::ValueId b);
  void different(value::ValueId a, value::ValueId b);
  void one_of(value::ValueId term, llvm::ArrayRef<value::ValueId> items);
  void none_of(value::ValueId term, llvm::ArrayRef<value::ValueId> items);
  void within(value::ValueId term, const Domain& domain);

  /// True when nothing is left for some term; false when that was not seen. What it takes is counted down from `steps`;
  /// at 0 it gives up.
  bool contradict(uint64_t& steps);

 private:
  static constexpr uint32_t kZero = 0;  ///< The term that is the number 0.

  struct Term {
    value::ValueId value;   ///< Invalid for kZero.
    uint32_t same = kZero;  ///< A term that is equal to it, and stands for it; itself when it stands for others.
    bool is_whole = false;  ///< Known to be a whole number.
    Domain domain;
  };
  /// `term + offset`.
  struct Linear {
    uint32_t term = kZero;
    int64_t offset = 0;
  };
  /// `to - from <= most`, or less than that.
  struct Difference {
    uint32_t from, to;
    int64_t most;
    bool is_strict;
  };
  /// `a - b` is not `by`.
  struct Apart {
    uint32_t a, b;
    int64_t by;
  };
  /// Of a way through the graph: what it adds up to, then how many of its steps are strict.
  struct Length {
    int64_t sum = 0, strict = 0;
    friend bool operator<(const Length& a, const Length& b) {
      return a.sum != b.sum ? a.sum < b.sum : a.strict > b.strict;
    }
  };
  struct Edge {
    uint32_t from, to;
    Length length;
  };
  using Ways = std::vector<std::optional<Length>>;

  uint32_t term_of(value::ValueId value);
  size_t hash_of(value::ValueId value, int depth) const;
  /// Nothing for a constant that is no whole number.
  std::optional<Linear> linear(value::ValueId value);
  uint32_t root(uint32_t term) const;
  Domain& domain_of(uint32_t term) { return terms_[root(term)].domain; }
  bool is_whole(uint32_t term) const { return terms_[root(term)].is_whole; }
  void join(uint32_t a, uint32_t b);
  void limit(Domain& domain, llvm::ArrayRef<value::ValueId> items);
  bool is_in(llvm::ArrayRef<value::ValueId> items, value::ValueId item) const;

  void find_whole_terms();
  std::vector<Edge> edges() const;
  /// False when the ways of `edges` shorten for ever.
  bool shorten(Ways& ways, llvm::ArrayRef<Edge> edges, uint64_t& steps) const;
  bool measure(uint64_t& steps);
  bool settle(uint64_t& steps);
  bool settle(Domain& domain, bool is_whole) const;
  bool settle_apart();
  void narrow(const Linear& what, int64_t low, int64_t high);
  void narrow_composed(uint32_t term);
  Domain bounds_of(const Linear& what) const;
  std::optional<value::ValueId> only(uint32_t term) const;

  value::ValueStore* values_;
  std::vector<Term> terms_;
  std::unordered_multimap<size_t, uint32_t> by_hash_;
  std::vector<uint32_t> composed_;   ///< Terms that are computed from terms.
  std::vector<uint32_t> constants_;  ///< Terms that are constants and no whole numbers.
  std::vector<Difference> differences_;
  std::vector<Apart> apart_;
  bool is_impossible_ = false;
  bool has_changed_ = false;
};

}  // namespace infra::sema
