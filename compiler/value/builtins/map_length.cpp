#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_length = {
    .name = "length",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.length -> Int",
    .doc = "How many keys the map has.",
    .example = R"(m.length == 2, with m: Map<String, Int> = { a = 1, b = 2 })",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::Map},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      return signature({}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.integer(static_cast<int64_t>(values.size(arguments[0])));
    },
};

}  // namespace infra::value::builtin
