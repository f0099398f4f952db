#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_repeat = {
    .name = "repeat",
    .on = "List<T>",
    .signature = "List<T>.repeat(count: Int) -> List<T>",
    .doc = "The items, `count` times.",
    .example = R"([0, 1].repeat(2) == [0, 1, 0, 1])",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid()) return std::nullopt;
      return signature({kInt}, types.list(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(uint64_t count, count_of("List<T>.repeat", values, arguments[1], "count"));
      std::vector<ValueId> items = parts_of(values, arguments[0]), out;
      if (items.empty()) return arguments[0];
      uint64_t size = count > ValueStore::kMaxWeight ? count : count * items.size();
      INFRA_TRY(folding::spend(values, size));
      INFRA_TRY(folding::make_room(values, size * sizeof(ValueId)));
      for (uint64_t i = 0; i < count; ++i) out.insert(out.end(), items.begin(), items.end());
      return values.list(out);
    },
};

}  // namespace infra::value::builtin
