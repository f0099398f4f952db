#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_last = {
    .name = "last",
    .on = "Cidr",
    .signature = "Cidr.last -> Ip",
    .doc = "Its last address; of an IPv4 network the one for broadcasts.",
    .example = R"(n.last == "10.20.255.255", with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kIp);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      network.base.number |= low_bits(network.host_bits());
      return values.string(print_ip(network.base));
    },
};

}  // namespace infra::value::builtin
