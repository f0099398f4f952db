// SHA-256 (FIPS 180-4), the name of every immutable thing: plans, change sets, blobs, identities.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <sodium/crypto_hash_sha256.h>

namespace infra {

struct Digest {
  std::array<uint8_t, 32> bytes{};

  /// 64 lower-case hexadecimal digits.
  std::string hex() const;
  /// `sha256:` and the digits: the form that plans, state and messages use.
  std::string text() const { return "sha256:" + hex(); }
  /// The first 12 digits, for people.
  std::string brief() const { return hex().substr(0, 12); }
  /// Reads either form; nothing else.
  static std::optional<Digest> parse(std::string_view text);

  friend auto operator<=>(const Digest&, const Digest&) = default;
};

class Sha256 {
 public:
  Sha256();
  Sha256& update(std::string_view bytes);
  Digest finish();

 private:
  crypto_hash_sha256_state state_;
};

Digest sha256(std::string_view bytes);

/// HMAC-SHA-256 (RFC 2104) with a key of any length.
Digest hmac_sha256(std::string_view key, std::string_view bytes);

std::string to_hex(std::span<const uint8_t> bytes);

}  // namespace infra
