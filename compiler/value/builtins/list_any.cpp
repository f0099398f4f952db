#include "compiler/value/builtins/support.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {

extern const Builtin list_any = {
    .name = "any",
    .on = "List<T>",
    .signature = "List<T>.any(holds: fn(T) -> Bool) -> Bool",
    .doc = "Whether `holds` is true of at least one item.",
    .example = R"([1, 2, 3].any(n => n > 2) == true)",
    .needs = Needs::Structure,
    .operands = {Operand::List, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      types::TypeId element = type.element;
      return signature({types.function({element}, kBool)}, kBool);
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      return decide(values, Op::Or, arguments, caller);
    },
};

}  // namespace infra::value::builtin
