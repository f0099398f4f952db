#include "compiler/base/network.h"

#include <arpa/inet.h>
#include <charconv>

#include <fmt/format.h>

namespace infra {
namespace {

constexpr size_t kLongestIp = INET6_ADDRSTRLEN;

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

}  // namespace infra
