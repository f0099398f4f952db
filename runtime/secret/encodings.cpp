#include "runtime/secret/encodings.h"

#include <algorithm>

#include "compiler/base/digest.h"
#include "compiler/base/json.h"
#include "compiler/base/text.h"

namespace infra::runtime {
namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

/// The digits that are the same whatever stands around `secret`, when it begins `shift` bytes (0 to 2) into a group
/// of three. `user:secret` is encoded as one text, so the secret begins anywhere.
std::string base64_core(std::string_view secret, size_t shift, std::string_view alphabet) {
  const size_t bits = secret.size() * 8;
  std::string digits;
  // Digit d holds the bits from 6d on of the text, which are those from 6d − 8·shift on of the secret.
  for (size_t first = (6 - (shift * 8) % 6) % 6; first + 6 <= bits; first += 6) {
    unsigned value = 0;
    for (size_t bit = first; bit < first + 6; ++bit) {
      value = value << 1 | (static_cast<unsigned char>(secret[bit / 8]) >> (7 - bit % 8) & 1U);
    }
    digits.push_back(alphabet[value]);
  }
  return digits;
}

/// Percent-encoding of all but letters, digits and `kept` (RFC 3986 keeps -._~, encodeURIComponent more).
std::string url(std::string_view secret, std::string_view kept, bool plus_for_space) {
  std::string out;
  for (const char c : secret) {
    if (is_alphanumeric(c) || kept.find(c) != std::string_view::npos) {
      out.push_back(c);
    } else if (c == ' ' && plus_for_space) {
      out.push_back('+');
    } else {
      const auto byte = static_cast<uint8_t>(c);
      out += "%" + upper(to_hex({&byte, 1}));
    }
  }
  return out;
}

std::string lower_percent(std::string text) {
  for (size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] != '%') continue;
    for (char* c : {&text[i + 1], &text[i + 2]}) {
      if (*c >= 'A' && *c <= 'F') *c = static_cast<char>(*c - 'A' + 'a');
    }
  }
  return text;
}

std::string without_quotes(const std::string& literal) { return literal.substr(1, literal.size() - 2); }

std::string backslashed(std::string_view secret, bool (*needs)(char)) {
  std::string out;
  for (const char c : secret) {
    if (needs(c)) out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

std::string replaced(std::string_view secret, char what, std::string_view by) {
  std::string out;
  for (const char c : secret) {
    if (c == what) {
      out += by;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

void add_json(std::vector<std::string>& forms, std::string_view secret) {
  if (first_invalid_utf8(secret)) return;  // no JSON can hold it
  std::string canonical;
  append_json_string(canonical, secret);
  forms.push_back(without_quotes(canonical));
  forms.push_back(replaced(forms.back(), '/', "\\/"));
  const Json value = std::string(secret);
  forms.push_back(without_quotes(value.dump(-1, ' ', true)));
}

void add_shell(std::vector<std::string>& forms, std::string_view secret) {
  forms.push_back(replaced(secret, '\'', "'\\''"));
  forms.push_back(replaced(secret, '\'', "'\"'\"'"));
  forms.push_back(backslashed(secret, [](char c) { return c == '"' || c == '\\' || c == '$' || c == '`'; }));
  forms.push_back(backslashed(secret, [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && !is_alphanumeric(c) &&
           std::string_view("@%_-+=:,./").find(c) == std::string_view::npos;
  }));
}

}  // namespace

std::vector<std::string> encodings_of(std::string_view secret, size_t shortest) {
  std::vector<std::string> forms = {std::string(secret)};
  // A key of many lines is printed line by line, each behind a prefix.
  for (size_t at = 0; secret.find('\n') != std::string_view::npos && at <= secret.size();) {
    const size_t end = std::min(secret.find('\n', at), secret.size());
    forms.emplace_back(secret.substr(at, end - at));
    at = end + 1;
  }
  for (size_t shift = 0; shift < 3; ++shift) {
    forms.push_back(base64_core(secret, shift, kBase64));
    forms.push_back(base64_core(secret, shift, kBase64Url));
  }
  const auto* bytes = reinterpret_cast<const uint8_t*>(secret.data());
  forms.push_back(to_hex({bytes, secret.size()}));
  forms.push_back(upper(forms.back()));
  for (std::string_view kept : {"-._~", "-._~!*'()", "-._~/"}) {
    forms.push_back(url(secret, kept, false));
    forms.push_back(lower_percent(forms.back()));
    forms.push_back(url(secret, kept, true));
  }
  add_json(forms, secret);
  add_shell(forms, secret);

  std::erase_if(forms, [&](const std::string& form) { return form.size() < shortest; });
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

}  // namespace infra::runtime
