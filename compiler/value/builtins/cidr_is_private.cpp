#include "compiler/value/builtins/networks.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_is_private = {
    .name = "is_private",
    .on = "Cidr",
    .signature = "Cidr.is_private -> Bool",
    .doc = "Whether all of it lies in RFC 1918, or in `fc00::/7`.",
    .example = R"(n.is_private == true, with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return in_any(values, arguments[0], {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"});
    },
};

}  // namespace infra::value::builtin
