#include "compiler/value/builtins/networks.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_is_link_local = {
    .name = "is_link_local",
    .on = "Ip",
    .signature = "Ip.is_link_local -> Bool",
    .doc = "Whether it is of one link only: `169.254.0.0/16`, `fe80::/10`.",
    .example = R"(a.is_link_local == true, with a: Ip = "169.254.169.254")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      return in_any(values, arguments[0], {"169.254.0.0/16", "fe80::/10"});
    },
};

}  // namespace infra::value::builtin
