#include "compiler/value/builtins/networks.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_is_private = {
    .name = "is_private",
    .on = "Ip",
    .signature = "Ip.is_private -> Bool",
    .doc = "Whether no route of the Internet leads to it: RFC 1918, and `fc00::/7`.",
    .example = R"(a.is_private == true, with a: Ip = "172.20.0.1")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return in_any(values, arguments[0], {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"});
    },
};

}  // namespace infra::value::builtin
