// Keys of signatures: Ed25519 (RFC 8032), as files that OpenSSL reads and writes too.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "runtime/secret/secret.h"
#include "runtime/system/system.h"

namespace infra::runtime {

using SignatureBytes = std::array<uint8_t, 64>;

class VerifyKey {
 public:
  /// A public key in PEM (SubjectPublicKeyInfo, RFC 8410); `shown` is what messages call it. E0641.
  static Result<VerifyKey> from_pem(std::string_view pem, std::string_view shown);
  std::string to_pem() const;

  /// `sha256:` and the digest of its SubjectPublicKeyInfo: how envelopes and people name it.
  std::string id() const;
  bool verifies(std::string_view message, const SignatureBytes& signature) const;

 private:
  friend class SigningKey;
  std::array<uint8_t, 32> bytes_{};
};

class SigningKey {
 public:
  static SigningKey make(System& system);
  /// A private key in PEM (PKCS #8, RFC 8410). E0641, which never says what was found.
  static Result<SigningKey> from_pem(const SecretText& pem, std::string_view shown);
  SecretText to_pem() const;

  const VerifyKey& public_key() const { return public_; }
  SignatureBytes sign(std::string_view message) const;

 private:
  explicit SigningKey(SecretText seed);
  SecretText seed_;  ///< 32 bytes.
  VerifyKey public_;
};

}  // namespace infra::runtime
