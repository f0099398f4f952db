#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin cidr_subnets = {
    .name = "subnets",
    .on = "Cidr",
    .signature = "Cidr.subnets(bits: List<Int>) -> List<Cidr>",
    .doc =
        "Subnets one after the other from the base, each with a prefix that is longer by its number of bits, at the "
        "next place that its size allows.",
    .example = R"(n.subnets([4, 8, 4]).last == "10.20.32.0/20", with n: Cidr = "10.20.0.0/16")",
    .operands = {Operand::Text, Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Cidr, {types.list(kInt)}, types.list(kCidr));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(Network network, network_of(values, arguments[0]));
      std::vector<ValueId> subnets;
      std::optional<Uint128> next = network.base.number;
      for (ValueId given : parts_of(values, arguments[1])) {
        INFRA_ASSIGN(int64_t bits, int_between("Cidr.subnets", values, given, "bits", 0, network.host_bits()));
        Network subnet{network.base, network.prefix + static_cast<int>(bits)};
        Uint128 rest = low_bits(subnet.host_bits());
        if (next && (*next & rest) != 0) next = *next > ~rest ? std::nullopt : std::optional((*next | rest) + 1);
        if (next) subnet.base.number = *next;
        if (!next || !network.contains(subnet.base)) {
          return out_of_range("Cidr.subnets", values, given, "bits",
                              fmt::format("nothing is left of `{}` after {}", print_network(network),
                                          count_noun(subnets.size(), "subnet")));
        }
        subnets.push_back(values.string(print_network(subnet)));
        // Zero when the last subnet ends with the last address of all.
        Uint128 after = (subnet.base.number | rest) + 1;
        bool ended = (subnet.base.number | rest) == low_bits(network.base.bits);
        next = ended ? std::nullopt : std::optional(after);
      }
      return values.list(subnets);
    },
};

}  // namespace infra::value::builtin
