#include <fmt/format.h>

#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/networks.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_subnet = {
    .name = "subnet",
    .on = "Cidr",
    .signature = "Cidr.subnet(bits: Int, n: Int) -> Cidr",
    .doc = "The subnet number `n` of those whose prefix is longer by `bits`.",
    .example = R"(n.subnet(8, 3) == "10.20.3.0/24", with n: Cidr = "10.20.0.0/16")",
    .operands = {Operand::Text, Operand::Int, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {kInt, kInt}, kCidr);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      int64_t bits = values.as_int(arguments[1]), n = values.as_int(arguments[2]);
      if (bits < 0 || bits > network.host_bits()) {
        return out_of_range("Cidr.subnet", values, arguments[1], "bits",
                            fmt::format("`{}` has {} left", print_network(network), network.host_bits()));
      }
      if (n < 0 || static_cast<Uint128>(n) > low_bits(static_cast<int>(bits))) {
        return out_of_range("Cidr.subnet", values, arguments[2], "n",
                            fmt::format("{} bits number 2^{} subnets, from 0", bits, bits));
      }
      return values.string(print_network(subnet_of(network, static_cast<int>(bits), static_cast<Uint128>(n))));
    },
};

}  // namespace infra::value::builtin
