#include "compiler/value/builtins/hashes.h"

#include <algorithm>
#include <vector>

#include <md5.h>
#include <sha1.h>
#include <sodium/crypto_hash_sha512.h>
#include <zlib.h>

#include "compiler/base/digest.h"

namespace infra::value::builtin {
namespace {

const uint8_t* bytes_of(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }

std::array<uint8_t, SHA1_DIGEST_LENGTH> sha1(std::string_view bytes) {
  SHA1_CTX context;
  SHA1Init(&context);
  SHA1Update(&context, bytes_of(bytes), bytes.size());
  std::array<uint8_t, SHA1_DIGEST_LENGTH> digest{};
  SHA1Final(digest.data(), &context);
  return digest;
}

}  // namespace

std::string md5_hex(std::string_view bytes) {
  MD5_CTX context;
  MD5Init(&context);
  MD5Update(&context, bytes_of(bytes), bytes.size());
  std::array<uint8_t, MD5_DIGEST_LENGTH> digest{};
  MD5Final(digest.data(), &context);
  return to_hex(digest);
}

std::string sha1_hex(std::string_view bytes) { return to_hex(sha1(bytes)); }

std::array<uint8_t, 64> sha512(std::string_view bytes) {
  std::array<uint8_t, 64> digest{};
  static_assert(digest.size() == crypto_hash_sha512_BYTES);
  crypto_hash_sha512(digest.data(), bytes_of(bytes), bytes.size());
  return digest;
}

std::string sha512_hex(std::string_view bytes) { return to_hex(sha512(bytes)); }

uint32_t crc32_of(std::string_view bytes) {
  return static_cast<uint32_t>(crc32_z(crc32_z(0, nullptr, 0), bytes_of(bytes), bytes.size()));
}

std::string uuid_v5(const std::array<uint8_t, 16>& space, std::string_view name) {
  std::string all(space.begin(), space.end());
  auto digest = sha1(all.append(name));
  digest[6] = static_cast<uint8_t>((digest[6] & 0x0F) | 0x50);
  digest[8] = static_cast<uint8_t>((digest[8] & 0x3F) | 0x80);
  std::string hex = to_hex({digest.data(), 16});
  for (size_t at : {20, 16, 12, 8}) hex.insert(at, "-");
  return hex;
}

}  // namespace infra::value::builtin
