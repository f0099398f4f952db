#include "compiler/value/builtins/networks.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_is_loopback = {
    .name = "is_loopback",
    .on = "Ip",
    .signature = "Ip.is_loopback -> Bool",
    .doc = "Whether it leads back to its own host: `127.0.0.0/8`, `::1`.",
    .example = R"(a.is_loopback == true, with a: Ip = "::1")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return in_any(values, arguments[0], {"127.0.0.0/8", "::1/128"});
    },
};

}  // namespace infra::value::builtin
