#include <cmath>

#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_ceil = {
    .name = "ceil",
    .on = "Float",
    .signature = "Float.ceil -> Int",
    .doc = "The smallest whole number that is not below.",
    .example = R"(1.2.ceil == 2)",
    .without_arguments = true,
    .operands = {Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return whole("Float.ceil", values, arguments[0], std::ceil(number(values, arguments[0])));
    },
};

}  // namespace infra::value::builtin
