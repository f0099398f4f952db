#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin map_get = {
    .name = "get",
    .on = "Map<K, V>",
    .signature = "Map<K, V>.get(key: K) -> V?",
    .doc = "The value of `key`, or `none`; `m[key]` is for keys that must be there.",
    .example = R"(m.get("c") == none, with m: Map<String, Int> = { a = 1, b = 2 })",
    .needs = Needs::Structure,
    .operands = {Operand::Map, Operand::Any},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::Map) return std::nullopt;
      types::TypeId element = type.element;
      types::TypeId key = type.key;
      return signature({key}, types.optional(element));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      ValueId found = values.find(arguments[0], arguments[1]);
      return found.valid() ? found : values.none();
    },
};

}  // namespace infra::value::builtin
