#include "compiler/value/builtins/networks.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_is_multicast = {
    .name = "is_multicast",
    .on = "Ip",
    .signature = "Ip.is_multicast -> Bool",
    .doc = "Whether it is of a group of receivers: `224.0.0.0/4`, `ff00::/8`.",
    .example = R"(a.is_multicast == false, with a: Ip = "10.0.0.1")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return in_any(values, arguments[0], {"224.0.0.0/4", "ff00::/8"});
    },
};

}  // namespace infra::value::builtin
