#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin range_step = {
    .name = "step",
    .on = "Range",
    .signature = "Range.step(by: Int) -> List<Int>",
    .doc = "Every Int of the range that is `by` after another, from the first.",
    .example = R"((0..10).step(4) == [0, 4, 8])",
    .operands = {Operand::Range, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Range, {kInt}, types.list(kInt));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t by = values.as_int(arguments[1]);
      if (by < 1) return out_of_range("Range.step", values, arguments[1], "by", "it must be 1 or more");
      auto [begin, end] = values.as_range(arguments[0]);
      INFRA_TRY(folding::spend(values, values.size(arguments[0]) / static_cast<uint64_t>(by)));
      std::vector<ValueId> items;
      for (int64_t i = begin; i < end;) {
        INFRA_TRY(folding::make_room(values, items.size() * sizeof(ValueId)));
        items.push_back(values.integer(i));
        if (__builtin_add_overflow(i, by, &i)) break;
      }
      return values.list(items);
    },
};

}  // namespace infra::value::builtin
