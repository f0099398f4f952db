#include <cmath>

#include "compiler/value/builtins/numbers.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin float_floor = {
    .name = "floor",
    .on = "Float",
    .signature = "Float.floor -> Int",
    .doc = "The largest whole number that is not above.",
    .example = R"((-1.5).floor == -2)",
    .without_arguments = true,
    .operands = {Operand::Number},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Float, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return whole("Float.floor", values, arguments[0], std::floor(number(values, arguments[0])));
    },
};

}  // namespace infra::value::builtin
