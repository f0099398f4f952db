#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_length = {
    .name = "length",
    .on = "List<T>",
    .signature = "List<T>.length -> Int",
    .doc = "How many items the list has.",
    .example = R"(["a", "b"].length == 2)",
    .without_arguments = true,
    .needs = Needs::Structure,
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      const types::Type& type = types[self];
      if (type.kind != TypeKind::List) return std::nullopt;
      return signature({}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return values.integer(static_cast<int64_t>(values.size(arguments[0])));
    },
};

}  // namespace infra::value::builtin
