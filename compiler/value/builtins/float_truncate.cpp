#include <cmath>

#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_truncate = {
    .name = "truncate",
    .on = "Float",
    .signature = "Float.truncate -> Int",
    .doc = "The whole number before the dot.",
    .example = R"((-1.5).truncate == -1)",
    .without_arguments = true,
    .operands = {Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return whole("Float.truncate", values, arguments[0], std::trunc(number(values, arguments[0])));
    },
};

}  // namespace infra::value::builtin
