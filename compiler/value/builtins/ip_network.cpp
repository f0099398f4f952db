#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_network = {
    .name = "network",
    .on = "Ip",
    .signature = "Ip.network(prefix: Int) -> Cidr",
    .doc = "The network with a prefix of `prefix` bits that it lies in.",
    .example = R"(a.network(16) == "10.20.0.0/16", with a: Ip = "10.20.7.7")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {kInt}, kCidr);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(IpAddress address, ip_of(values, arguments[0]));
      INFRA_ASSIGN(int64_t prefix, int_between("Ip.network", values, arguments[1], "prefix", 0, address.bits));
      Network network{address, static_cast<int>(prefix)};
      network.base.number &= ~low_bits(network.host_bits());
      return values.string(print_network(network));
    },
};

}  // namespace infra::value::builtin
