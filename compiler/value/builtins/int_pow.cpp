#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin int_pow = {
    .name = "pow",
    .on = "Int",
    .signature = "Int.pow(exponent: Int) -> Int",
    .doc = "The number to the power of `exponent`.",
    .example = R"(2.pow(10) == 1024)",
    .operands = {Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Int, {kInt}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(uint64_t left, count_of("Int.pow", values, arguments[1], "exponent"));
      int64_t base = values.as_int(arguments[0]), result = 1;
      // What stays 1, 0 or -1 takes no more steps than 64 bits have.
      if (left > 64 && base >= -1 && base <= 1) left = left % 2 + 2;
      for (; left > 0; --left) {
        if (__builtin_mul_overflow(result, base, &result)) {
          return out_of_range("Int.pow", values, arguments[1], "exponent", "the result does not fit a 64-bit Int");
        }
      }
      return values.integer(result);
    },
};

}  // namespace infra::value::builtin
