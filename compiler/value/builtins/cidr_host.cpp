#include <fmt/format.h>

#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_host = {
    .name = "host",
    .on = "Cidr",
    .signature = "Cidr.host(n: Int) -> Ip",
    .doc = "The address number `n` of the network, counted from its base; below zero from its last address, −1.",
    .example = R"(n.host(258) == "10.20.1.2", with n: Cidr = "10.20.0.0/16")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {kInt}, kIp);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      int64_t n = values.as_int(arguments[1]);
      Uint128 most = low_bits(network.host_bits());
      Uint128 offset = n < 0 ? ~static_cast<Uint128>(n) : static_cast<Uint128>(n);
      if (offset > most) {
        return out_of_range("Cidr.host", values, arguments[1], "n",
                            fmt::format("`{}` has no such address", print_network(network)));
      }
      network.base.number += n < 0 ? most - offset : offset;
      return values.string(print_ip(network.base));
    },
};

}  // namespace infra::value::builtin
