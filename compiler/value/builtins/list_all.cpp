#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin list_all = {
    .name = "all",
    .on = "List<T>",
    .signature = "List<T>.all(holds: fn(T) -> Bool) -> Bool",
    .doc = "Whether `holds` is true of every item; true of an empty list.",
    .example = R"([1, 2, 3].all(n => n > 2) == false)",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      return signature({types.function({element}, kBool)}, kBool);
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      return decide(values, Op::And, arguments, caller);
    },
};

}  // namespace infra::value::builtin
