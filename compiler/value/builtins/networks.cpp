#include "compiler/value/builtins/networks.h"

#include <algorithm>
#include <tuple>

namespace infra::value::builtin {

Result<ValueId> in_any(ValueStore& values, ValueId self, std::initializer_list<std::string_view> networks) {
  Network asked;
  if (auto address = parse_ip(values.as_text(self))) {
    asked = {*address, address->bits};
  } else {
    INFRA_ASSIGN(asked, network_of(values, self));
  }
  return values.boolean(std::any_of(networks.begin(), networks.end(), [&](std::string_view text) {
    std::optional<Network> network = parse_network(text);
    return network && asked.prefix >= network->prefix && network->contains(asked.base);
  }));
}

Network subnet_of(Network network, int bits, Uint128 n) {
  network.prefix += bits;
  // A shift by all 128 bits is undefined, and then n is 0.
  if (network.host_bits() < 128) network.base.number |= n << network.host_bits();
  return network;
}

std::vector<Network> merged(std::vector<Network> networks) {
  std::sort(networks.begin(), networks.end(), [](const Network& a, const Network& b) {
    return std::tie(a.base.bits, a.base.number, a.prefix) < std::tie(b.base.bits, b.base.number, b.prefix);
  });
  std::vector<Network> out;
  for (Network network : networks) {
    if (!out.empty() && out.back().prefix <= network.prefix && out.back().contains(network.base)) continue;
    // Two halves of one network become it, and that may be a half again.
    while (!out.empty() && out.back().prefix == network.prefix && out.back().base.bits == network.base.bits) {
      Network both = out.back();
      --both.prefix;
      if (both.prefix < 0 || !both.contains(both.base) || !both.contains(network.base)) break;
      if ((both.base.number & low_bits(both.host_bits())) != 0) break;
      network = both;
      out.pop_back();
    }
    out.push_back(network);
  }
  return out;
}

}  // namespace infra::value::builtin
