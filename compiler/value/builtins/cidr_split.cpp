#include <algorithm>

#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/networks.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_split = {
    .name = "split",
    .on = "Cidr",
    .signature = "Cidr.split(bits: Int) -> List<Cidr>",
    .doc = "All subnets whose prefix is longer by `bits`, at most 65,536.",
    .example = R"(n.split(1).last == "10.20.128.0/17", with n: Cidr = "10.20.0.0/16")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {kInt}, types.list(kCidr));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      int64_t most = std::min(network.host_bits(), 16);
      INFRA_ASSIGN(int64_t bits, int_between("Cidr.split", values, arguments[1], "bits", 0, most));
      std::vector<ValueId> subnets;
      for (Uint128 i = 0; i <= low_bits(static_cast<int>(bits)); ++i) {
        INFRA_TRY(folding::spend(values, 1));
        subnets.push_back(values.string(print_network(subnet_of(network, static_cast<int>(bits), i))));
      }
      return values.list(subnets);
    },
};

}  // namespace infra::value::builtin
