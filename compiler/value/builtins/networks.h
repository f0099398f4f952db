// Networks beside and inside each other, for the builtins of Ip and Cidr.
#pragma once

#include <initializer_list>
#include <vector>

#include "compiler/value/builtins/domain.h"

namespace infra::value::builtin {

/// Whether an address, or all of a network, lies in one of `networks`.
Result<ValueId> in_any(ValueStore& values, ValueId self, std::initializer_list<std::string_view> networks);

/// The subnet number `n` of those whose prefix is longer by `bits`, which `network` has.
Network subnet_of(Network network, int bits, Uint128 n);

/// The fewest networks with the same addresses, in ascending order, IPv4 first.
std::vector<Network> merged(std::vector<Network> networks);

}  // namespace infra::value::builtin
