#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_last_host = {
    .name = "last_host",
    .on = "Cidr",
    .signature = "Cidr.last_host -> Ip",
    .doc = "The last address for a host: of an IPv4 network the one before the address for broadcasts.",
    .example = R"(n.last_host == "10.20.255.254", with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kIp);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      network.base.number |= low_bits(network.host_bits());
      if (network.base.bits == 32 && network.host_bits() > 1) --network.base.number;
      return values.string(print_ip(network.base));
    },
};

}  // namespace infra::value::builtin
