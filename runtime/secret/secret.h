// Secrets: resolved at the moment of use, sealed at rest, committed to in identities, and kept out of every text.
#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/json.h"
#include "compiler/base/result.h"
#include "runtime/system/system.h"

namespace infra::runtime {

/// A string wiped when destroyed.
class SecretText {
 public:
  /// Takes the text and wipes what it was taken from.
  explicit SecretText(std::string&& text);
  SecretText(SecretText&& other) noexcept;
  SecretText& operator=(SecretText&& other) noexcept;
  ~SecretText();
  std::string_view reveal() const { return text_; }

 private:
  std::string text_;
};

/// The sealing key: made by `infra init` outside `.infra/` (`$XDG_DATA_HOME/infra/keys/<lineage>.key`, 0600), or
/// INFRA_KEY_FILE. XChaCha20-Poly1305 (libsodium secretbox), the nonce in front.
class SealingKey {
 public:
  static Result<SealingKey> create(System& system, const std::string& lineage);
  /// E0620 when there is none: says where it was looked for.
  static Result<SealingKey> load(System& system, const std::string& lineage);
  std::string seal(System& system, std::string_view clear) const;
  Result<SecretText> open(std::string_view sealed) const;  ///< E0621 another key, or damaged.

 private:
  explicit SealingKey(SecretText key) : key_(std::move(key)) {}
  SecretText key_;
};

/// `env` or `file` and its name, to the value. E0622 not set, E0623 unreadable; never in a message.
Result<SecretText> resolve_secret(System& system, std::string_view source, std::string_view name);

/// HMAC-SHA-256 over the length-prefixed lineage, oldest address, field and value.
Digest commitment(std::string_view commitment_key, std::string_view lineage, std::string_view address,
                  std::string_view field, std::string_view value);

/// The one redactor: replaces every secret that it was told of, plain and in the usual encodings (base64 of both
/// alphabets, hex, URL, JSON, shell), by `<secret>`. Thread-safe.
class Redactor {
 public:
  Redactor();
  ~Redactor();
  void add(std::string_view secret);  ///< Shorter than 4 bytes is not replaced: it would garble all text.
  std::string redact(std::string_view text) const;
  bool holds_secret(std::string_view text) const;
  /// Where in it a secret stands: the path of the first such text, `endpoint.url`; names of members count too.
  template <std::same_as<Json> Value>
  std::optional<std::string> find_secret(const Value& value) const {
    return find_in_json(value, "");
  }
  /// Every text in it, names of members too. Only for what is a Json already: a string is not to become one on its way.
  template <std::same_as<Json> Value>
  Json redact(const Value& value) const {
    return redact_json(value);
  }

 private:
  Json redact_json(const Json& value) const;
  std::optional<std::string> find_in_json(const Json& value, const std::string& path) const;

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace infra::runtime
