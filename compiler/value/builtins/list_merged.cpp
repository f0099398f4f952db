#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/networks.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin list_merged = {
    .name = "merged",
    .on = "List<Cidr>",
    .signature = "List<Cidr>.merged() -> List<Cidr>",
    .doc = "The fewest networks with the same addresses, in ascending order, IPv4 first.",
    .example =
        R"(ns.merged().first == "10.0.0.0/23", with ns: List<Cidr> = ["10.0.1.0/24", "10.9.0.0/16", "10.0.0.0/24"])",
    .operands = {Operand::List},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      types::TypeId element = list_element(types, self);
      if (!element.valid() || element != kCidr) return std::nullopt;
      return signature({}, types.list(kCidr));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::vector<Network> networks;
      for (ValueId item : parts_of(values, arguments[0])) {
        INFRA_ASSIGN(Network network, network_of(values, item));
        networks.push_back(network);
      }
      std::vector<ValueId> items;
      for (const Network& network : merged(std::move(networks))) items.push_back(values.string(print_network(network)));
      return values.list(items);
    },
};

}  // namespace infra::value::builtin
