#include <sodium/utils.h>

#include "runtime/secret/secret.h"

namespace infra::runtime {
namespace {

/// All of the buffer, whatever of it the string says that it uses: a short string lies inside of the object, where
/// moving it away leaves a copy.
void wipe(std::string& text) {
  text.resize(text.capacity());
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace

SecretText::SecretText(std::string&& text) : text_(std::move(text)) { wipe(text); }

SecretText::SecretText(SecretText&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }

SecretText& SecretText::operator=(SecretText&& other) noexcept {
  if (this == &other) return *this;
  wipe(text_);
  text_ = std::move(other.text_);
  wipe(other.text_);
  return *this;
}

SecretText::~SecretText() { wipe(text_); }

}  // namespace infra::runtime
