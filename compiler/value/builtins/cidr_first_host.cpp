#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_first_host = {
    .name = "first_host",
    .on = "Cidr",
    .signature = "Cidr.first_host -> Ip",
    .doc = "The first address for a host: after the base, unless the network has one address or two.",
    .example = R"(n.first_host == "10.20.0.1", with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kIp);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      if (network.host_bits() > 1) ++network.base.number;
      return values.string(print_ip(network.base));
    },
};

}  // namespace infra::value::builtin
