#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_contains = {
    .name = "contains",
    .on = "Cidr",
    .signature = "Cidr.contains(address: Ip) -> Bool",
    .doc = "Whether the address lies in the network; an IPv6 address lies in no IPv4 network.",
    .example = R"(n.contains("10.20.7.7") == true, with n: Cidr = "10.20.0.0/16")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {kIp}, kBool);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      std::optional<IpAddress> address = parse_ip(values.as_text(arguments[1]));
      if (!address) return out_of_range("Cidr.contains", values, arguments[1], "address", "it is not an address");
      return values.boolean(network.contains(*address));
    },
};

}  // namespace infra::value::builtin
