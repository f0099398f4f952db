// Digests besides SHA-256 (base/digest.h), and the names made of them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace infra::value::builtin {

/// In lower-case hexadecimal digits. MD5 and SHA-1 are broken and stand for protocols that ask for them.
std::string md5_hex(std::string_view bytes);
std::string sha1_hex(std::string_view bytes);
std::string sha512_hex(std::string_view bytes);
std::array<uint8_t, 64> sha512(std::string_view bytes);
/// CRC-32 as in zlib, PNG and Ethernet (IEEE 802.3).
uint32_t crc32_of(std::string_view bytes);

/// Version 5 of RFC 9562: SHA-1 of the namespace's 16 bytes and the name.
std::string uuid_v5(const std::array<uint8_t, 16>& space, std::string_view name);

}  // namespace infra::value::builtin
