#include "runtime/change/value_text.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "runtime/change/why.h"

namespace infra::runtime {
namespace {

bool is_word(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

std::string quoted(const std::string& text) { return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string text_of_string(const std::string& text) {
  if (text == kUnknown || text == kSecretShown) return text;
  if (text.starts_with("sha256:")) {
    if (const auto digest = Digest::parse(text)) return "sha256:" + digest->brief();
  }
  return quoted(text);
}

bool is_artifact(const Json& value) { return value.size() == 2 && value.contains("digest") && value.contains("size"); }

}  // namespace

std::string value_text(const Json& value) {
  if (is_reference(value)) return fmt::format("`{}`", value["address"].get<std::string>());
  if (is_secret(value)) return std::string(kSecretShown);
  if (value.is_string()) return text_of_string(value.get_ref<const std::string&>());
  if (value.is_object() && is_artifact(value)) return value_text(value["digest"]);
  std::string inside;
  if (value.is_array()) {
    for (const Json& item : value) inside += (inside.empty() ? "" : ", ") + value_text(item);
    return "[" + inside + "]";
  }
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      inside +=
          fmt::format("{}{} = {}", inside.empty() ? "" : ", ", is_word(key) ? key : quoted(key), value_text(member));
    }
    return inside.empty() ? "{}" : "{ " + inside + " }";
  }
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace infra::runtime
