#include "compiler/value/builtins/calls.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_any = {
    .name = "any",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.any(holds: fn(K, V) -> Bool) -> Bool",
    .doc = "Whether `holds` is true of at least one item.",
    .example = R"(m.any((k, v) => v > 1) == true, with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::Function},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId key = type.key, element = type.element;
      return signature({types.function({key, element}, kBool)}, kBool);
    },
    .apply = [](ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) -> Result<ValueId> {
      return decide_items(values, Op::Or, arguments, caller);
    },
};

}  // namespace infra::value::builtin
