#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin int_divide_up = {
    .name = "divide_up",
    .on = "Int",
    .signature = "Int.divide_up(by: Int) -> Int",
    .doc = "The number divided by `by`, rounded up to a whole number.",
    .example = R"(10.divide_up(3) == 4)",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Int, {kInt}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      int64_t self = values.as_int(arguments[0]), by = values.as_int(arguments[1]);
      if (by == 0) return out_of_range("Int.divide_up", values, arguments[1], "by", "it is zero");
      if (by == -1) return value::fold(values, Op::Negate, arguments.first(1));
      bool same_sign = (self < 0) == (by < 0);
      return values.integer(self / by + (self % by != 0 && same_sign ? 1 : 0));
    },
};

}  // namespace infra::value::builtin
