#include "compiler/base/text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace infra {

std::optional<size_t> first_invalid_utf8(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    auto lead = static_cast<uint8_t>(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (length == 0 || lead > 0xF4 || i + length > text.size()) return i;
    auto second = static_cast<uint8_t>(text[i + 1]);
    // The second byte's range excludes overlong forms, surrogates and code points past U+10FFFF (RFC 3629, 4).
    uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) return i;
    for (size_t k = 2; k < length; ++k) {
      if ((static_cast<uint8_t>(text[i + k]) & 0xC0) != 0x80) return i;
    }
    i += length;
  }
  return std::nullopt;
}

size_t count_code_points(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

bool is_bidi_control(uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

uint32_t decode_utf8(std::string_view text, size_t& offset) {
  auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[i])); };
  uint32_t lead = byte(offset);
  if (lead < 0x80) return offset += 1, lead;
  if (lead < 0xE0) {
    uint32_t c = (lead & 0x1F) << 6 | (byte(offset + 1) & 0x3F);
    return offset += 2, c;
  }
  if (lead < 0xF0) {
    uint32_t c = (lead & 0x0F) << 12 | (byte(offset + 1) & 0x3F) << 6 | (byte(offset + 2) & 0x3F);
    return offset += 3, c;
  }
  uint32_t c = (lead & 0x07) << 18 | (byte(offset + 1) & 0x3F) << 12 | (byte(offset + 2) & 0x3F) << 6 |
               (byte(offset + 3) & 0x3F);
  return offset += 4, c;
}

void append_utf8(std::string& out, uint32_t c) {
  auto put = [&](uint32_t b) { out.push_back(static_cast<char>(b)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  }
}

namespace {

/// No word that is longer is near to another.
constexpr size_t kLongestWord = 64;

/// Optimal string alignment: Damerau-Levenshtein without edits inside a transposed pair. Words of at most kLongestWord
/// bytes; `limit` for all that are not nearer than that.
size_t edit_distance(std::string_view a, std::string_view b, size_t limit) {
  if ((a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) >= limit) return limit;
  std::array<std::array<uint8_t, kLongestWord + 1>, 3> rows;
  uint8_t *before = rows[0].data(), *last = rows[1].data(), *row = rows[2].data();
  for (size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<uint8_t>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<uint8_t>(i);
    uint8_t least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      int cost = a[i - 1] == b[j - 1] ? 0 : 1;
      int here = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) here = std::min(here, before[j - 2] + 1);
      row[j] = static_cast<uint8_t>(here);
      least = std::min(least, row[j]);
    }
    // A transposition looks back one row further, and gains at most one on it.
    if (least > limit) return limit;
    uint8_t* free = before;
    before = last, last = row, row = free;
  }
  return std::min<size_t>(last[b.size()], limit);
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates) {
  // A third of the word may differ; a longer candidate that begins with the word is near as well.
  size_t best = std::max<size_t>(1, word.size() / 3) + 1;
  std::optional<std::string> found;
  for (std::string_view candidate : candidates) {
    if (candidate == word || word.size() > kLongestWord || candidate.size() > kLongestWord) continue;
    size_t distance = edit_distance(word, candidate, best);
    if (word.size() >= 3 && candidate.starts_with(word)) distance = std::min<size_t>(distance, 1);
    if (distance < best) {
      best = distance;
      found = std::string(candidate);
    }
  }
  return found;
}

std::string list_names(std::span<const std::string_view> names, size_t limit) {
  std::string out;
  size_t shown = names.size() > limit ? limit : names.size();
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) out += (i + 1 == names.size()) ? " and " : ", ";
    out += fmt::format("`{}`", names[i]);
  }
  if (shown < names.size()) out += fmt::format(" and {} more", names.size() - shown);
  return out;
}

std::string count_noun(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace infra
