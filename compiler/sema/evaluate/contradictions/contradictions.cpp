#include "compiler/sema/evaluate/contradictions/contradictions.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/evaluate/complete.h"
#include "compiler/sema/evaluate/contradictions/satisfiable.h"

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

/// For all searches of a program, and for one.
constexpr uint64_t kMaxSteps = 20'000'000;
constexpr uint64_t kMaxStepsOfOne = 1'000'000;
/// Contradictions that are told of conditions that belong together.
constexpr int kMaxReports = 8;

using Conditions = std::vector<const OpenCondition*>;

class Contradictions {
 public:
  Contradictions(Evaluation& e, const std::vector<OpenValue>& open) : e_(e) {
    for (const OpenValue& one : open) open_[e.values().var_depth(one.first)] = one;
  }

  void report(const std::vector<OpenCondition>& all) {
    for (Conditions& together : groups(all)) {
      for (int i = 0; i < kMaxReports && contradict(together); ++i) {
        const Conditions least = least_of(together);
        complain(least);
        std::erase_if(together, [&](const OpenCondition* one) {
          return std::find(least.begin(), least.end(), one) != least.end();
        });
      }
    }
  }

 private:
  /// Conditions that speak of one param, directly or by others, in their order.
  std::vector<Conditions> groups(const std::vector<OpenCondition>& all) {
    std::vector<size_t> group(all.size());
    std::iota(group.begin(), group.end(), 0);
    auto first_of = [&](size_t i) {
      while (group[i] != i) i = group[i] = group[group[i]];
      return i;
    };
    std::map<uint32_t, size_t> by_variable;
    for (size_t i = 0; i < all.size(); ++i) {
      std::vector<uint32_t>& variables = variables_[&all[i]];
      variables = variables_of(all[i].holds);
      for (uint32_t variable : variables) {
        auto [known, is_new] = by_variable.try_emplace(variable, i);
        if (is_new) continue;
        size_t a = first_of(known->second), b = first_of(i);
        group[std::max(a, b)] = std::min(a, b);
      }
    }
    std::map<size_t, Conditions> by_first;
    for (size_t i = 0; i < all.size(); ++i) by_first[first_of(i)].push_back(&all[i]);
    std::vector<Conditions> out;
    for (auto& [first, conditions] : by_first) out.push_back(std::move(conditions));
    return out;
  }

  std::vector<uint32_t> variables_of(ValueId condition) const {
    std::vector<uint32_t> found;
    std::vector<ValueId> pending = {condition};
    for (size_t steps = 0; !pending.empty() && steps < 10'000; ++steps) {
      ValueId next = pending.back();
      pending.pop_back();
      if (e_.values().kind(next) == ValueKind::Var) found.push_back(e_.values().var_depth(next));
      if (!e_.values().is_deferred(next)) continue;
      auto children = e_.values().children(next);
      pending.insert(pending.end(), children.begin(), children.end());
    }
    return found;
  }

  bool contradict(llvm::ArrayRef<const OpenCondition*> conditions) {
    llvm::SmallVector<ValueId, 8> values;
    std::map<uint32_t, OpenValue> open;
    for (const OpenCondition* condition : conditions) {
      values.push_back(condition->holds);
      for (uint32_t variable : variables_.at(condition)) {
        if (auto found = open_.find(variable); found != open_.end()) open.insert(*found);
      }
    }
    std::vector<OpenValue> spoken_of;
    for (const auto& [variable, one] : open) spoken_of.push_back(one);
    const uint64_t before = std::min(steps_, kMaxStepsOfOne);
    uint64_t left = before;
    bool found = sema::contradict(e_.types(), e_.values(), spoken_of, values, left);
    steps_ -= before - left;
    return found;
  }

  /// A few of them that contradict each other by themselves: what completes the shortest beginning of all that does is one,
  /// and so on with those that are found put in front.
  Conditions least_of(const Conditions& all) {
    Conditions least;
    size_t end = all.size();
    while (!contradict(least) && end > 0) {
      size_t fits = 0;  // The first so many do not contradict what is found.
      for (size_t step = end; step > 0; step /= 2) {
        while (fits + step <= end) {
          Conditions some = least;
          some.insert(some.end(), all.begin(), all.begin() + static_cast<ptrdiff_t>(fits + step));
          if (contradict(some)) break;
          fits += step;
        }
      }
      if (fits == end) break;  // The search gave up on the way.
      least.insert(least.begin(), all[fits]);
      end = fits;
    }
    return least;
  }

  void complain(const Conditions& conditions) {
    std::vector<std::string> rules, others;
    for (const OpenCondition* one : conditions) {
      std::vector<std::string>& names = one->is_rule ? rules : others;
      if (std::find(names.begin(), names.end(), one->subject) == names.end()) names.push_back(one->subject);
    }
    std::vector<std::string> all = std::move(others);
    if (!rules.empty()) all.insert(all.begin(), "the rules of " + listed(rules));
    bool is_of_one = rules.size() + all.size() == 2;
    auto builder =
        e_.sink.emit(diag::RuleBroken, conditions.front()->of,
                     fmt::format("no argument{} can satisfy {}", is_of_one && !rules.empty() ? "" : "s", listed(all)));
    builder.label("whatever is given, one of them is broken");
    std::vector<Span> said = {};
    for (const OpenCondition* one : conditions) {
      if (std::find(said.begin(), said.end(), one->place) != said.end() || said.size() == 8) continue;
      said.push_back(one->place);
      builder.also(one->place, one->is_rule ? fmt::format("a rule of {}", one->subject) : one->subject);
    }
  }

  static std::string listed(const std::vector<std::string>& names) {
    std::string out = names.front();
    for (size_t i = 1; i < names.size(); ++i) out += (i + 1 == names.size() ? " and " : ", ") + names[i];
    return out;
  }

  Evaluation& e_;
  std::map<uint32_t, OpenValue> open_;  ///< By the variable.
  std::map<const OpenCondition*, std::vector<uint32_t>> variables_;
  uint64_t steps_ = kMaxSteps;
};

}  // namespace

void report_contradictions(Evaluation& e, const EvaluationRequest& request, InstanceId root) {
  if (!e.open || e.open_conditions.empty() || e.stopped) return;
  const Module& module = e.module_of(root);
  diag::Sink unheard;
  Evaluation again{e.program, e.loaded, e.sources, unheard, true, true};
  again.as_of = request.as_of;
  again.also_enforced = request.also_enforced;
  PlanArguments arguments;
  arguments.values = request.params.values;
  arguments.values.resize(module.params.size());
  std::vector<OpenValue> open;
  for (size_t i = 0; i < module.params.size(); ++i) {
    if (arguments.values[i].valid()) continue;
    arguments.values[i] = marker(again);
    open.emplace_back(arguments.values[i], module.params[i].type);
  }
  complete(again, start_plan(again, e.program.root, "", arguments));
  Contradictions(e, open).report(again.open_conditions);
}

}  // namespace infra::sema
