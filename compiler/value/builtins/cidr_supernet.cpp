#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_supernet = {
    .name = "supernet",
    .on = "Cidr",
    .signature = "Cidr.supernet(bits: Int) -> Cidr",
    .doc = "The network that it lies in whose prefix is shorter by `bits`.",
    .example = R"(n.supernet(8) == "10.0.0.0/8", with n: Cidr = "10.20.0.0/16")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {kInt}, kCidr);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      INFRA_ASSIGN(int64_t bits, int_between("Cidr.supernet", values, arguments[1], "bits", 0, network.prefix));
      network.prefix -= static_cast<int>(bits);
      network.base.number &= ~low_bits(network.host_bits());
      return values.string(print_network(network));
    },
};

}  // namespace infra::value::builtin
