// Which characters make names.
#pragma once

#include <array>
#include <cstdint>

namespace infra::syntax {

inline constexpr uint8_t kNameStart = 1, kNamePart = 2, kDigit = 4, kSpace = 8;

/// Of the ASCII characters; others are asked one by one.
inline constexpr std::array<uint8_t, 128> kCharacterClass = [] {
  std::array<uint8_t, 128> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[c] = kNameStart | kNamePart;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = kNameStart | kNamePart;
  table['_'] = kNameStart | kNamePart;
  for (int c = '0'; c <= '9'; ++c) table[c] = kDigit | kNamePart;
  table[' '] = table['\t'] = kSpace;
  return table;
}();

/// By general category: letters and letter numbers begin a name; marks, digits and connectors may follow.
bool is_name_start(uint32_t code_point);
bool is_name_part(uint32_t code_point);

}  // namespace infra::syntax
