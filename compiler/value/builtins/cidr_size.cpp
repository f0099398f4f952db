#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_size = {
    .name = "size",
    .on = "Cidr",
    .signature = "Cidr.size -> Int",
    .doc = "How many addresses it has.",
    .example = R"(n.size == 65536, with n: Cidr = "10.20.0.0/16")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      if (network.host_bits() > 62) {
        return out_of_range("Cidr.size", values, arguments[0], "self",
                            "the number of its addresses does not fit a 64-bit Int");
      }
      return values.integer(int64_t{1} << network.host_bits());
    },
};

}  // namespace infra::value::builtin
