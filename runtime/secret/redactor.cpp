#include <fmt/format.h>
#include <sodium/utils.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "runtime/secret/encodings.h"
#include "runtime/secret/secret.h"

namespace infra::runtime {
namespace {

constexpr size_t kShortest = 4;
constexpr std::string_view kReplacement = "<secret>";

uint32_t first_four(std::string_view text) {
  uint32_t value = 0;
  std::memcpy(&value, text.data(), kShortest);
  return value;
}

uint16_t first_two(std::string_view text) {
  uint16_t value = 0;
  std::memcpy(&value, text.data(), 2);
  return value;
}

}  // namespace

/// Patterns by their first four bytes, behind a bitmap of the first two: nearly every place of a text is passed over
/// by one look at the bitmap.
struct Redactor::Impl {
  mutable std::shared_mutex mutex;
  std::unordered_map<uint32_t, std::vector<std::string>> patterns;
  std::bitset<65536> begins;

  ~Impl() {
    for (auto& [start, forms] : patterns) {
      for (std::string& form : forms) sodium_memzero(form.data(), form.size());
    }
  }

  /// How long the longest pattern at the beginning of `text` is; 0 when there is none.
  size_t match(std::string_view text) const {
    if (text.size() < kShortest || !begins[first_two(text)]) return 0;
    const auto found = patterns.find(first_four(text));
    if (found == patterns.end()) return 0;
    size_t longest = 0;
    for (const std::string& form : found->second) {
      if (form.size() > longest && text.starts_with(form)) longest = form.size();
    }
    return longest;
  }
};

Redactor::Redactor() : impl_(std::make_unique<Impl>()) {}
Redactor::~Redactor() = default;

void Redactor::add(std::string_view secret) {
  if (secret.size() < kShortest) return;
  const std::unique_lock lock(impl_->mutex);
  for (std::string& form : encodings_of(secret, kShortest)) {
    std::vector<std::string>& same_start = impl_->patterns[first_four(form)];
    if (std::find(same_start.begin(), same_start.end(), form) != same_start.end()) continue;
    impl_->begins.set(first_two(form));
    same_start.push_back(std::move(form));
  }
}

std::string Redactor::redact(std::string_view text) const {
  const std::shared_lock lock(impl_->mutex);
  if (impl_->patterns.empty()) return std::string(text);
  std::string out;
  size_t copied = 0;  // up to here it is in `out`
  size_t secret_end = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t length = impl_->match(text.substr(at));
    if (length == 0) continue;
    // Secrets that overlap are one: the rest of the second must not stay behind.
    if (at >= secret_end) {
      out.append(text.substr(copied, at - copied));
      out.append(kReplacement);
    }
    secret_end = std::max(secret_end, at + length);
    copied = secret_end;
  }
  out.append(text.substr(copied));
  return out;
}

bool Redactor::holds_secret(std::string_view text) const {
  const std::shared_lock lock(impl_->mutex);
  for (size_t at = 0; at < text.size(); ++at)
    if (impl_->match(text.substr(at)) != 0) return true;
  return false;
}

std::optional<std::string> Redactor::find_in_json(const Json& value, const std::string& path) const {
  if (value.is_string() && holds_secret(value.get_ref<const std::string&>())) return path;
  if (!value.is_structured()) return std::nullopt;
  for (const auto& [key, member] : value.items()) {
    if (value.is_object() && holds_secret(key)) return path;
    const std::string below = value.is_array() ? fmt::format("{}[{}]", path, key)
                              : path.empty()   ? key
                                               : path + "." + key;
    if (auto found = find_in_json(member, below)) return found;
  }
  return std::nullopt;
}

Json Redactor::redact_json(const Json& value) const {
  if (value.is_string()) return redact(value.get_ref<const std::string&>());
  if (!value.is_structured()) return value;
  Json out = value.is_array() ? Json::array() : Json::object();
  for (const auto& [key, member] : value.items()) {
    if (value.is_array()) {
      out.push_back(redact_json(member));
    } else {
      out[redact(key)] = redact_json(member);
    }
  }
  return out;
}

}  // namespace infra::runtime
