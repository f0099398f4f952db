#include "compiler/reach/block.h"

#include <fmt/format.h>

namespace infra::reach {

Block block_of(const Network& network) {
  return {network.base.bits, network.base.number, network.base.number | low_bits(network.host_bits())};
}

Block block_of(const IpAddress& address) { return {address.bits, address.number, address.number}; }

bool is_everything(const Block& block) { return block.first == 0 && block.last == low_bits(block.bits); }

bool covers(const Block& outer, const Block& inner) {
  return outer.bits == inner.bits && outer.first <= inner.first && inner.last <= outer.last;
}

bool meets(const Block& a, const Block& b) { return a.bits == b.bits && a.first <= b.last && b.first <= a.last; }

std::string print(const Block& block) {
  IpAddress first{block.bits, block.first};
  if (block.first == block.last) return print_ip(first);
  for (int host_bits = 1; host_bits <= block.bits; ++host_bits) {
    if ((block.first & low_bits(host_bits)) != 0) break;
    if ((block.first | low_bits(host_bits)) == block.last) return print_network({first, block.bits - host_bits});
  }
  return fmt::format("{} to {}", print_ip(first), print_ip({block.bits, block.last}));
}

}  // namespace infra::reach
