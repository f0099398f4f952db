#include "compiler/value/scalars/network.h"

#include <arpa/inet.h>
#include <charconv>

#include <fmt/format.h>

#include "compiler/value/scalars/parsers.h"

namespace infra::value {
namespace {

constexpr size_t kLongestIp = INET6_ADDRSTRLEN;

struct Slashed {
  std::optional<IpAddress> address;
  std::optional<int> prefix;
};

Slashed split_network(std::string_view text) {
  Slashed parts;
  size_t slash = text.find('/');
  parts.address = parse_ip(text.substr(0, slash));
  if (!parts.address || slash == text.npos) return parts;
  std::string_view digits = text.substr(slash + 1);
  int prefix = -1;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  bool whole = error == std::errc() && end == digits.data() + digits.size();
  bool leading_zero = digits.size() > 1 && digits[0] == '0';
  if (whole && !leading_zero && prefix >= 0 && prefix <= parts.address->bits) parts.prefix = prefix;
  return parts;
}

}  // namespace

Uint128 low_bits(int count) { return count >= 128 ? ~Uint128{0} : (Uint128{1} << count) - 1; }

bool Network::contains(const IpAddress& address) const {
  return address.bits == base.bits && (address.number & ~low_bits(host_bits())) == base.number;
}

std::optional<IpAddress> parse_ip(std::string_view text) {
  if (text.empty() || text.size() >= kLongestIp || text.find('\0') != text.npos) return std::nullopt;
  std::string terminated(text);
  unsigned char bytes[16];
  IpAddress address;
  address.bits = text.find(':') == text.npos ? 32 : 128;
  if (inet_pton(address.bits == 32 ? AF_INET : AF_INET6, terminated.c_str(), bytes) != 1) return std::nullopt;
  for (int i = 0; i < address.bits / 8; ++i) address.number = address.number << 8 | bytes[i];
  return address;
}

std::string print_ip(const IpAddress& address) {
  unsigned char bytes[16];
  for (int i = 0; i < address.bits / 8; ++i) {
    bytes[i] = static_cast<unsigned char>(address.number >> (address.bits - 8 * (i + 1)));
  }
  char text[kLongestIp];
  inet_ntop(address.bits == 32 ? AF_INET : AF_INET6, bytes, text, sizeof text);
  return text;
}

std::optional<Network> parse_network(std::string_view text) {
  Slashed parts = split_network(text);
  if (!parts.prefix) return std::nullopt;
  Network network{*parts.address, *parts.prefix};
  if (!network.contains(network.base)) return std::nullopt;
  return network;
}

std::string print_network(const Network& network) {
  return fmt::format("{}/{}", print_ip(network.base), network.prefix);
}

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
