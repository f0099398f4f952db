#include <cmath>

#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_pow = {
    .name = "pow",
    .on = "Float",
    .signature = "Float.pow(exponent: Int) -> Float",
    .doc = "The number to the power of a whole `exponent`.",
    .example = R"(1.5.pow(2) == 2.25)",
    .operands = {Operand::Number, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {kInt}, kFloat);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(int64_t exponent, int_between("Float.pow", values, arguments[1], "exponent", -10'000, 10'000));
      double base = number(values, arguments[0]), result = 1;
      // By squaring: the same steps on every machine, which `pow` of the C library does not promise.
      for (int64_t left = exponent < 0 ? -exponent : exponent; left > 0; left /= 2, base *= base) {
        if (left % 2 == 1) result *= base;
      }
      if (exponent < 0) result = 1 / result;
      if (!std::isfinite(result)) {
        return out_of_range("Float.pow", values, arguments[1], "exponent", "the result is not a finite Float");
      }
      return values.real(result);
    },
};

}  // namespace infra::value::builtin
