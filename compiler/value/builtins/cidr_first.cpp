#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_first = {
    .name = "first",
    .on = "Cidr",
    .signature = "Cidr.first -> Ip",
    .doc = "Its first address, the base.",
    .example = R"(n.first == "10.20.0.0", with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kIp);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      return values.string(print_ip(network.base));
    },
};

}  // namespace infra::value::builtin
