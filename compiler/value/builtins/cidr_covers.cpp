#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_covers = {
    .name = "covers",
    .on = "Cidr",
    .signature = "Cidr.covers(other: Cidr) -> Bool",
    .doc = "Whether all of `other` lies in it.",
    .example = R"(n.covers("10.20.30.0/24") == true, with n: Cidr = "10.20.0.0/16")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {kCidr}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      INFRA_ASSIGN(Network other, network_of(values, arguments[1]));
      return values.boolean(other.prefix >= network.prefix && network.contains(other.base));
    },
};

}  // namespace infra::value::builtin
