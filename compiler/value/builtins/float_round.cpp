#include <cmath>

#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_round = {
    .name = "round",
    .on = "Float",
    .signature = "Float.round -> Int",
    .doc = "The nearest whole number; a half goes away from zero.",
    .example = R"(2.5.round == 3)",
    .without_arguments = true,
    .operands = {Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return whole("Float.round", values, arguments[0], std::round(number(values, arguments[0])));
    },
};

}  // namespace infra::value::builtin
