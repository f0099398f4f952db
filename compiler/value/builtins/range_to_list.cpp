#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin range_to_list = {
    .name = "to_list",
    .on = "Range",
    .signature = "Range.to_list() -> List<Int>",
    .doc = "The Ints of the range.",
    .example = R"((2..5).to_list() == [2, 3, 4])",
    .operands = {Operand::Range},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Range, {}, types.list(kInt));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      auto [begin, end] = values.as_range(arguments[0]);
      INFRA_TRY(folding::spend(values, values.size(arguments[0])));
      INFRA_TRY(folding::make_room(values, values.size(arguments[0]) * sizeof(ValueId)));
      std::vector<ValueId> items;
      for (int64_t i = begin; i < end; ++i) items.push_back(values.integer(i));
      return values.list(items);
    },
};

}  // namespace infra::value::builtin
