#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_prefix = {
    .name = "prefix",
    .on = "Cidr",
    .signature = "Cidr.prefix -> Int",
    .doc = "The length of the prefix in bits.",
    .example = R"(n.prefix == 16, with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      return values.integer(network.prefix);
    },
};

}  // namespace infra::value::builtin
