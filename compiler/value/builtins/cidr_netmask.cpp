#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_netmask = {
    .name = "netmask",
    .on = "Cidr",
    .signature = "Cidr.netmask -> Ip",
    .doc = "The bits of the prefix as an address.",
    .example = R"(n.netmask == "255.255.0.0", with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kIp);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      network.base.number = low_bits(network.base.bits) & ~low_bits(network.host_bits());
      return values.string(print_ip(network.base));
    },
};

}  // namespace infra::value::builtin
