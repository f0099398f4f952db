#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_family = {
    .name = "family",
    .on = "Cidr",
    .signature = "Cidr.family -> Int",
    .doc = "4 or 6.",
    .example = R"(n.family == 4, with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      return values.integer(network.base.bits == 32 ? 4 : 6);
    },
};

}  // namespace infra::value::builtin
