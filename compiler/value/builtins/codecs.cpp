#include "compiler/value/builtins/codecs.h"

#include <sodium/utils.h>

#include <fmt/format.h>

#include "compiler/base/text.h"

namespace infra::value::builtin {
namespace {

std::optional<std::string> decode(std::string_view text, int variant) {
  std::string out(text.size(), '\0');
  size_t size = 0;
  const char* end = nullptr;
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  if (sodium_base642bin(bytes, out.size(), text.data(), text.size(), nullptr, &size, &end, variant) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  out.resize(size);
  return out;
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string to_base64(std::string_view bytes, Base64 alphabet) {
  int variant = alphabet == Base64::Url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING : sodium_base64_VARIANT_ORIGINAL;
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    variant);
  out.pop_back();  // its final zero
  return out;
}

std::optional<std::string> from_base64(std::string_view text, Base64 alphabet) {
  if (alphabet == Base64::Standard) return decode(text, sodium_base64_VARIANT_ORIGINAL);
  return decode(text, text.ends_with('=') ? sodium_base64_VARIANT_URLSAFE : sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (size_t i = 0; i < text.size(); i += 2) {
    int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

std::string to_percent(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<uint8_t>(c));
  }
  return out;
}

std::optional<std::string> from_percent(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    int high = digit(text[i + 1]), low = digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return out;
}

Result<ValueId> decoded_text(std::string_view builtin, ValueStore& values, ValueId self,
                             const std::optional<std::string>& bytes, std::string_view form) {
  if (!bytes) return out_of_range(builtin, values, self, "self", fmt::format("it is not {}", form));
  if (first_invalid_utf8(*bytes)) return out_of_range(builtin, values, self, "self", "its bytes are not UTF-8 text");
  return new_text(values, *bytes);
}

}  // namespace infra::value::builtin
