#include "compiler/base/network.h"

#include <fmt/format.h>

#include "compiler/value/scalars/parsers.h"

namespace infra::value {

Result<std::string> parse_ip_text(std::string_view text) {
  if (auto address = parse_ip(text)) return print_ip(*address);
  std::string help = parse_network(text) ? "an address has no `/`; a network is a Cidr" : "";
  return fail(unparsable(types::TypeKind::Ip, text, "an address is `10.20.0.1` or `2001:db8::1`", std::move(help)));
}

Result<std::string> parse_cidr_text(std::string_view text) {
  Slashed parts = split_network(text);
  if (!parts.address) {
    return fail(unparsable(types::TypeKind::Cidr, text, "a network is `10.20.0.0/16` or `2001:db8::/32`"));
  }
  int bits = parts.address->bits;
  if (!parts.prefix) {
    return fail(unparsable(types::TypeKind::Cidr, text, fmt::format("the prefix after `/` is 0 to {}", bits),
                           fmt::format("write `{}/{}` for this one address", print_ip(*parts.address), bits)));
  }
  Network network{*parts.address, *parts.prefix};
  network.base.number &= ~low_bits(network.host_bits());
  if (network.base != *parts.address) {
    return fail(unparsable(types::TypeKind::Cidr, text, "its host bits are not zero",
                           fmt::format("write `{}` for the network, `{}/{}` for the address alone",
                                       print_network(network), print_ip(*parts.address), bits)));
  }
  return print_network(network);
}

}  // namespace infra::value
