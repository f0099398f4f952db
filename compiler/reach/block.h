// A range of addresses of one family: what a Cidr covers, or a part of it.
#pragma once

#include <string>

#include "compiler/base/network.h"

namespace infra::reach {

struct Block {
  int bits = 32;  ///< 32 (IPv4) or 128 (IPv6).
  Uint128 first = 0;
  Uint128 last = 0;  ///< Inclusive.
  friend bool operator==(const Block&, const Block&) = default;
};

Block block_of(const Network& network);
Block block_of(const IpAddress& address);
/// Every address of the family.
bool is_everything(const Block& block);
bool covers(const Block& outer, const Block& inner);
bool meets(const Block& a, const Block& b);
/// `10.20.0.0/16`, `10.20.0.7` or `10.0.0.0 to 10.19.255.255`.
std::string print(const Block& block);

}  // namespace infra::reach
