#include "compiler/value/builtins/calls.h"

#include <algorithm>

namespace infra::value::builtin {

Result<std::optional<std::vector<ValueId>>> answers_of(ValueStore& values, ValueId list, ValueId function,
                                                       FunctionCaller& caller) {
  std::vector<ValueId> answers;
  for (size_t i = 0; i < values.size(list); ++i) {
    ValueId item = values.children(list)[i];  // anew each time: calling moves the store
    INFRA_ASSIGN(ValueId answer, caller.call(values, function, {&item, 1}));
    if (values.is_deferred(answer)) return std::nullopt;
    answers.push_back(answer);
  }
  return answers;
}

std::vector<size_t> places_by(const ValueStore& values, const std::vector<ValueId>& keys) {
  std::vector<size_t> places(keys.size());
  for (size_t i = 0; i < places.size(); ++i) places[i] = i;
  std::stable_sort(places.begin(), places.end(),
                   [&](size_t a, size_t b) { return order(values, keys[a], keys[b]) < 0; });
  return places;
}

ValueId extreme_by(const ValueStore& values, ValueId list, const std::vector<ValueId>& keys, bool largest) {
  if (keys.empty()) return values.none();
  size_t best = 0;
  for (size_t i = 1; i < keys.size(); ++i) {
    int compared = order(values, keys[i], keys[best]);
    if (largest ? compared > 0 : compared < 0) best = i;
  }
  return values.children(list)[best];
}

std::array<ValueId, 2> map_item(const ValueStore& values, ValueId map, size_t index) {
  auto parts = values.children(map);
  return {parts[2 * index], parts[2 * index + 1]};
}

Result<ValueId> decide_items(ValueStore& values, Op op, std::span<const ValueId> arguments, FunctionCaller& caller) {
  ValueId decisive = values.boolean(op == Op::Or), answer = values.boolean(op == Op::And);
  for (size_t i = 0; i < values.size(arguments[0]) && answer != decisive; ++i) {
    const std::array<ValueId, 2> item = map_item(values, arguments[0], i);
    Result<ValueId> one = caller.call(values, arguments[1], item);
    if (!one && values.is_deferred(answer) && !ends_all(one.error())) return ValueId();
    INFRA_TRY(one);
    const std::array<ValueId, 2> operands = {answer, *one};
    INFRA_ASSIGN(answer, value::fold(values, op, operands));
  }
  return answer;
}

}  // namespace infra::value::builtin
