// Random expressions, folded with all that is known, and again with some of their leaves deferred and put in later, at
// once and in two steps: the answer must be the same.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/value/fold.h"

namespace infra::value::test {

enum class Sort { Int, Bool, Text, Ints, MaybeInt, Record };

/// An expression as a checker sees it. A leaf has a constant, which may be deferred under its own name.
struct Node {
  enum What { Leaf, Variable, List, Apply, Lambda } what = Leaf;
  int leaf = 0;  ///< Its name.
  ValueId constant;
  uint32_t depth = 0;  ///< Of a Variable.
  Op op{};
  std::vector<std::unique_ptr<Node>> operands;
};
using NodePtr = std::unique_ptr<Node>;

class Generator {
 public:
  /// `choose(n)` is a number below n: by chance, or by the bytes of a fuzzer.
  Generator(ValueStore& values, std::function<int(int)> choose) : values_(values), choose_(std::move(choose)) {}

  int leaves() const { return leaves_; }
  bool coin() { return pick(2) == 0; }
  int pick(int n) { return choose_(n); }

  /// `total`: nothing in it can fail. What Kleene logic, an early `false` of `==` or a skipped item may leave out is
  /// total, since whether an error in it is seen depends on what is known.
  NodePtr make(Sort sort, int depth, bool total) {
    if (depth == 0) return leaf(sort);
    switch (sort) {
      case Sort::Int: return make_int(depth - 1, total);
      case Sort::Bool: return make_bool(depth - 1, total);
      case Sort::Text: return make_text(depth - 1, total);
      case Sort::Ints: return make_ints(depth - 1, total);
      case Sort::MaybeInt: return make_maybe(depth - 1, total);
      case Sort::Record: return leaf(sort);
    }
    return nullptr;
  }

 private:
  NodePtr constant(ValueId value) {
    auto node = std::make_unique<Node>();
    node->leaf = -1;
    node->constant = value;
    return node;
  }
  NodePtr leaf(Sort sort) {
    if (sort == Sort::Int && binders_ > 0 && coin()) {
      auto node = std::make_unique<Node>();
      node->what = Node::Variable;
      node->depth = static_cast<uint32_t>(pick(static_cast<int>(binders_)));
      return node;
    }
    NodePtr node = constant(value(sort));
    node->leaf = leaves_++;
    return node;
  }
  ValueId value(Sort sort) {
    static constexpr std::array<std::string_view, 5> kTexts = {"", "a", "ab", "grün", "a b"};
    static constexpr std::string_view kFields[] = {"count", "name"};
    switch (sort) {
      case Sort::Int: return values_.integer(pick(20) == 0 ? INT64_MAX : pick(7) - 3);
      case Sort::Bool: return values_.boolean(coin());
      case Sort::Text: return values_.string(kTexts[static_cast<size_t>(pick(5))]);
      case Sort::MaybeInt: return coin() ? values_.none() : value(Sort::Int);
      case Sort::Ints: {
        std::vector<ValueId> items;
        for (int i = pick(4); i > 0; --i) items.push_back(value(Sort::Int));
        return values_.list(items);
      }
      case Sort::Record: {
        std::array<ValueId, 2> fields = {value(Sort::Int), value(Sort::Text)};
        return values_.record(kFields, fields);
      }
    }
    return {};
  }
  template <typename... Operands>
  NodePtr apply(Op op, Operands... operands) {
    auto node = std::make_unique<Node>();
    node->what = Node::Apply;
    node->op = op;
    (node->operands.push_back(std::move(operands)), ...);
    return node;
  }
  template <typename... Operands>
  NodePtr call(std::string_view key, Operands... operands) {
    return apply(Op::Call, constant(values_.string(key)), std::move(operands)...);
  }
  /// A function of one Int, as a builtin is given one.
  NodePtr function(Sort result, int depth) {
    auto node = std::make_unique<Node>();
    node->what = Node::Lambda;
    ++binders_;
    node->operands.push_back(make(result, depth, true));
    --binders_;
    return node;
  }
  NodePtr choice(Sort sort, int depth, bool total) {
    return apply(Op::If, make(Sort::Bool, depth, total), make(sort, depth, total), make(sort, depth, total));
  }

  NodePtr make_int(int depth, bool total) {
    switch (pick(total ? 6 : 11)) {
      case 0: return leaf(Sort::Int);
      case 1: return choice(Sort::Int, depth, total);
      case 2: return call("List<T>.length", make(Sort::Ints, depth, total));
      case 3: return call("String.length", make(Sort::Text, depth, total));
      case 4: return apply(Op::Coalesce, make(Sort::MaybeInt, depth, total), make(Sort::Int, depth, total));
      case 5: return apply(Op::GetField, make(Sort::Record, depth, total), constant(values_.string("count")));
      case 6: return apply(Op::Add, make(Sort::Int, depth, false), make(Sort::Int, depth, false));
      case 7: return apply(Op::Multiply, make(Sort::Int, depth, false), make(Sort::Int, depth, false));
      case 8: return apply(Op::Divide, make(Sort::Int, depth, false), make(Sort::Int, depth, false));
      case 9: return apply(Op::GetIndex, make(Sort::Ints, depth, false), make(Sort::Int, depth, false));
      default: return apply(Op::Negate, make(Sort::Int, depth, false));
    }
  }
  NodePtr make_bool(int depth, bool total) {
    switch (pick(11)) {
      case 0: return leaf(Sort::Bool);
      case 8: return call("List<T>.any", make(Sort::Ints, depth, total), function(Sort::Bool, depth));
      case 9: return call("List<T>.all", make(Sort::Ints, depth, total), function(Sort::Bool, depth));
      case 1: return apply(Op::And, make(Sort::Bool, depth, true), make(Sort::Bool, depth, true));
      case 2: return apply(Op::Or, make(Sort::Bool, depth, true), make(Sort::Bool, depth, true));
      case 3: return apply(Op::Not, make(Sort::Bool, depth, total));
      case 4: return apply(Op::Less, make(Sort::Int, depth, total), make(Sort::Int, depth, total));
      case 5:
        return apply(coin() ? Op::Equal : Op::NotEqual, make(Sort::Ints, depth, true), make(Sort::Ints, depth, true));
      case 6: return apply(Op::In, make(Sort::Int, depth, true), make(Sort::Ints, depth, true));
      case 7: return apply(Op::IsNone, make(Sort::MaybeInt, depth, total));
      default: return apply(Op::Equal, make(Sort::Text, depth, total), make(Sort::Text, depth, total));
    }
  }
  NodePtr make_text(int depth, bool total) {
    switch (pick(5)) {
      case 0: return leaf(Sort::Text);
      case 1: return choice(Sort::Text, depth, total);
      case 2:
        return apply(Op::Join, make(Sort::Text, depth, total), make(Sort::Text, depth, total),
                     apply(Op::Text, make(Sort::Int, depth, total), constant(values_.string("Int"))));
      case 3: return call("String.upper", make(Sort::Text, depth, total));
      default: return apply(Op::GetField, make(Sort::Record, depth, total), constant(values_.string("name")));
    }
  }
  NodePtr make_ints(int depth, bool total) {
    switch (pick(8)) {
      case 0: return leaf(Sort::Ints);
      case 6: return call("List<T>.map", make(Sort::Ints, depth, total), function(Sort::Int, depth));
      case 7: return call("List<T>.filter", make(Sort::Ints, depth, total), function(Sort::Bool, depth));
      case 4: {
        auto node = std::make_unique<Node>();
        node->what = Node::List;
        for (int i = pick(3); i > 0; --i) node->operands.push_back(make(Sort::Int, depth, true));
        return node;
      }
      case 1: return choice(Sort::Ints, depth, total);
      case 2: return apply(Op::Concat, make(Sort::Ints, depth, total), make(Sort::Ints, depth, total));
      case 3: return call("List<T>.reversed", make(Sort::Ints, depth, total));
      default: {
        NodePtr source = make(Sort::Ints, depth, total);
        ++binders_;
        NodePtr condition = make(Sort::Bool, depth, true);
        NodePtr body = make(Sort::Int, depth, true);
        --binders_;
        return apply(Op::ForEach, std::move(source), std::move(condition), std::move(body));
      }
    }
  }
  NodePtr make_maybe(int depth, bool total) {
    switch (pick(3)) {
      case 0: return leaf(Sort::MaybeInt);
      case 1: return choice(Sort::MaybeInt, depth, total);
      default: return call(coin() ? "List<T>.first" : "List<T>.last", make(Sort::Ints, depth, total));
    }
  }

  ValueStore& values_;
  std::function<int(int)> choose_;
  int leaves_ = 0;
  uint32_t binders_ = 0;
};

/// Folds an expression as a checker does: the branches of a choice only when they are needed.
class Folder {
 public:
  Folder(ValueStore& values, std::set<int> deferred) : values_(values), deferred_(std::move(deferred)) {}

  Result<ValueId> run(const Node& node) {
    if (node.what == Node::Variable) return variable(node);
    if (node.what == Node::Leaf) return leaf(node);
    if (node.what == Node::Lambda) return lambda(node);
    std::vector<ValueId> operands;
    if (node.what == Node::List) {
      for (const NodePtr& item : node.operands) {
        INFRA_ASSIGN(ValueId result, run(*item));
        operands.push_back(result);
      }
      return values_.list(operands);
    }
    INFRA_ASSIGN(ValueId first, run(*node.operands[0]));
    operands.push_back(first);
    if (node.op == Op::ForEach) return for_each(node, first);
    bool lazy = node.op == Op::And || node.op == Op::Or || node.op == Op::If || node.op == Op::Coalesce;
    bool known = !values_.is_deferred_itself(first);
    if (lazy && known) {
      if (node.op == Op::If) return run(*node.operands[first == values_.boolean(true) ? 1 : 2]);
      bool decided = node.op == Op::Coalesce ? first != values_.none() : first == values_.boolean(node.op == Op::Or);
      return decided ? Result<ValueId>(first) : run(*node.operands[1]);
    }
    if (deferred_.empty() && node.op == Op::Call && node.operands.back()->what == Node::Lambda) return by_hand(node);
    for (size_t i = 1; i < node.operands.size(); ++i) {
      Result<ValueId> operand = run(*node.operands[i]);
      if (!operand && lazy) operand = keep(*node.operands[i]);
      INFRA_TRY(operand);
      operands.push_back(*operand);
    }
    return fold(values_, node.op, operands);
  }

 private:
  Result<ValueId> leaf(const Node& node) {
    if (node.leaf < 0 || !deferred_.contains(node.leaf)) return node.constant;
    return values_.result(values_.reference("x"), std::to_string(node.leaf));
  }
  Result<ValueId> variable(const Node& node) {
    const std::optional<ValueId>& item = items_[items_.size() - 1 - node.depth];
    if (item) return *item;
    auto inside = std::count(items_.end() - static_cast<std::ptrdiff_t>(node.depth), items_.end(), std::nullopt);
    return values_.var(static_cast<uint32_t>(inside));
  }
  Result<ValueId> lambda(const Node& node) {
    items_.push_back(std::nullopt);
    Result<ValueId> body = run(*node.operands[0]);
    items_.pop_back();
    INFRA_TRY(body);
    return values_.lambda(1, *body);
  }
  /// What map, filter, any and all mean, item by item and without any Var.
  Result<ValueId> by_hand(const Node& node) {
    std::string_view key = values_.as_text(node.operands[0]->constant);
    INFRA_ASSIGN(ValueId source, run(*node.operands[1]));
    if (values_.is_deferred(source)) return by_store(node, source);
    std::vector<ValueId> items(values_.children(source).begin(), values_.children(source).end());
    std::vector<ValueId> results;
    for (ValueId item : items) {
      items_.push_back(item);
      Result<ValueId> result = run(*node.operands[2]->operands[0]);
      items_.pop_back();
      INFRA_TRY(result);
      if (key == "List<T>.map") {
        results.push_back(*result);
      } else if (key == "List<T>.filter") {
        if (values_.as_bool(*result)) results.push_back(item);
      } else if (values_.as_bool(*result) == (key == "List<T>.any")) {
        return result;
      }
    }
    bool decides = key == "List<T>.any" || key == "List<T>.all";
    return decides ? values_.boolean(key == "List<T>.all") : values_.list(results);
  }
  /// Inside of a variable that is not known.
  Result<ValueId> by_store(const Node& node, ValueId source) {
    INFRA_ASSIGN(ValueId function, run(*node.operands[2]));
    std::array<ValueId, 3> operands = {node.operands[0]->constant, source, function};
    return fold(values_, Op::Call, operands);
  }
  /// With a known source, item by item and without any Var: what the store's own substitution is compared with.
  Result<ValueId> for_each(const Node& node, ValueId source) {
    if (deferred_.empty() && !values_.is_deferred(source)) {
      std::vector<ValueId> items(values_.children(source).begin(), values_.children(source).end());
      std::vector<ValueId> results;
      for (ValueId item : items) {
        items_.push_back(item);
        Result<ValueId> included = run(*node.operands[1]);
        Result<ValueId> result = run(*node.operands[2]);
        items_.pop_back();
        INFRA_TRY(included);
        if (!values_.as_bool(*included)) continue;
        INFRA_TRY(result);
        results.push_back(*result);
      }
      return values_.list(results);
    }
    items_.push_back(std::nullopt);
    Result<ValueId> condition = run(*node.operands[1]);
    Result<ValueId> body = run(*node.operands[2]);
    items_.pop_back();
    INFRA_TRY(condition);
    INFRA_TRY(body);
    std::array<ValueId, 3> operands = {source, *condition, *body};
    return fold(values_, Op::ForEach, operands);
  }
  ValueId keep(const Node& node) {
    if (node.what == Node::Variable) return *variable(node);
    if (node.what == Node::Leaf) return *leaf(node);
    std::vector<ValueId> operands;
    for (size_t i = 0; i < node.operands.size(); ++i) {
      bool inside = (node.what == Node::Apply && node.op == Op::ForEach && i > 0) || node.what == Node::Lambda;
      if (inside) items_.push_back(std::nullopt);
      operands.push_back(keep(*node.operands[i]));
      if (inside) items_.pop_back();
    }
    if (node.what == Node::Lambda) return values_.lambda(1, operands[0]);
    return node.what == Node::List ? values_.list(operands) : values_.apply(node.op, operands);
  }

  ValueStore& values_;
  std::set<int> deferred_;
  std::vector<std::optional<ValueId>> items_;
};

inline void collect(const Node& node, std::map<std::string, ValueId>& constants) {
  if (node.what == Node::Leaf && node.leaf >= 0) constants[std::to_string(node.leaf)] = node.constant;
  for (const NodePtr& operand : node.operands) collect(*operand, constants);
}

class TestLeaves : public Leaves {
 public:
  std::map<std::string, ValueId> known;
  Result<ValueId> leaf(ValueStore& values, ValueId id) override {
    auto found = known.find(std::string(values.as_text(id)));
    return found == known.end() ? ValueId() : found->second;
  }
};

/// How many expressions gave a value or an error, and how many had something left to compute later.
struct Tally {
  int values = 0, errors = 0, residuals = 0;
};

/// One expression, early and late: empty, or in what they differ.
inline std::string difference(ValueStore& values, Generator& generate, int most_depth, Tally& tally) {
  Sort sort = std::array{Sort::Int, Sort::Bool, Sort::Text, Sort::Ints}[static_cast<size_t>(generate.pick(4))];
  NodePtr expression = generate.make(sort, 2 + generate.pick(most_depth - 1), false);
  Result<ValueId> early = Folder(values, {}).run(*expression);
  (early ? tally.values : tally.errors)++;

  std::set<int> deferred;
  for (int leaf = 0; leaf < generate.leaves(); ++leaf) {
    if (generate.coin()) deferred.insert(leaf);
  }
  std::map<std::string, ValueId> constants;
  collect(*expression, constants);
  Result<ValueId> residual = Folder(values, deferred).run(*expression);
  if (!residual) return early ? "an error of something that is not an error: " + residual.error().message : "";
  tally.residuals += values.is_deferred(*residual);

  auto compare = [&](const Result<ValueId>& late) -> std::string {
    if (late.has_value() != early.has_value()) return late ? early.error().message : late.error().message;
    if (!late) return "";
    if (values.is_deferred(*late)) return "something is still deferred";
    return values.equal(*early, *late) ? "" : "another value";
  };
  TestLeaves all;
  all.known = constants;
  if (std::string differs = compare(evaluate(values, *residual, all)); !differs.empty()) return "late: " + differs;

  TestLeaves some;
  for (const auto& [name, constant] : constants) {
    if (generate.coin()) some.known[name] = constant;
  }
  Result<ValueId> half = evaluate(values, *residual, some);
  if (!half) return early ? "half of it: " + half.error().message : "";
  if (std::string differs = compare(evaluate(values, *half, all)); !differs.empty()) return "in two steps: " + differs;
  return "";
}

}  // namespace infra::value::test
