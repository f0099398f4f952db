// IP addresses and networks as numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace infra {

__extension__ using Uint128 = unsigned __int128;

struct IpAddress {
  int bits = 32;  ///< 32 (IPv4) or 128 (IPv6).
  Uint128 number = 0;
  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

struct Network {
  IpAddress base;  ///< Its host bits are zero.
  int prefix = 0;

  int host_bits() const { return base.bits - prefix; }
  bool contains(const IpAddress& address) const;
};

/// Text as inet_pton reads it: no leading zeros, no zones.
std::optional<IpAddress> parse_ip(std::string_view text);
/// As inet_ntop writes it (RFC 5952 for IPv6).
std::string print_ip(const IpAddress& address);
/// `10.20.0.0/16` as its two sides; what is no address, or no prefix of it, is left out.
struct Slashed {
  std::optional<IpAddress> address;
  std::optional<int> prefix;
};
Slashed split_network(std::string_view text);
/// A network in normal form.
std::optional<Network> parse_network(std::string_view text);
std::string print_network(const Network& network);
/// The low `count` bits set; `count` at most 128.
Uint128 low_bits(int count);

}  // namespace infra
