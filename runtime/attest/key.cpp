#include "runtime/attest/key.h"

#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>

#include <fmt/format.h>

#include "compiler/base/digest.h"
#include "compiler/diag/codes/attest.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

constexpr size_t kSeedBytes = crypto_sign_ed25519_SEEDBYTES;
constexpr size_t kPublicBytes = crypto_sign_ed25519_PUBLICKEYBYTES;
// RFC 8410 leaves nothing open in the DER before the bytes of a key: it is always this.
constexpr std::string_view kPrivateHead("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
constexpr std::string_view kPublicHead("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
constexpr std::string_view kPrivate = "PRIVATE KEY", kPublic = "PUBLIC KEY";

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string boundary(std::string_view word, std::string_view label) {
  return fmt::format("-----{} {}-----", word, label);
}

/// What stands between the boundaries of `label`, decoded; empty when that is not the form.
SecretText decoded(std::string_view pem, std::string_view label) {
  std::string begin = boundary("BEGIN", label), end = boundary("END", label);
  size_t first = pem.find(begin), last = pem.find(end);
  std::string der;
  if (first != pem.npos && last != pem.npos && first + begin.size() <= last) {
    std::string_view body = pem.substr(first + begin.size(), last - first - begin.size());
    der.resize(body.size());
    size_t length = 0;
    int code = sodium_base642bin(reinterpret_cast<unsigned char*>(der.data()), der.size(), body.data(), body.size(),
                                 " \r\n\t", &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (code != 0) length = 0;
    sodium_memzero(der.data() + length, der.size() - length);
    der.resize(length);
  }
  return SecretText(std::move(der));
}

std::string pem_of(std::string_view label, std::string_view head, std::string_view key) {
  std::string der;
  der.reserve(head.size() + key.size());
  der.append(head).append(key);
  std::string base64(sodium_base64_ENCODED_LEN(der.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(base64.data(), base64.size(), bytes_of(der), der.size(), sodium_base64_VARIANT_ORIGINAL);
  base64.pop_back();  // The terminating zero.
  const SecretText wiped_der(std::move(der)), wiped(std::move(base64));
  return fmt::format("{}\n{}\n{}\n", boundary("BEGIN", label), wiped.reveal(), boundary("END", label));
}

Error not_a_key(std::string_view shown, std::string_view what, std::string_view pem) {
  Error error = diag::error(diag::NotAKey, shown, what);
  bool is_other_half = pem.find(boundary("BEGIN", what == "a private" ? kPublic : kPrivate)) != pem.npos;
  if (is_other_half) {
    error.notes.push_back(what == "a private" ? "it holds the public half of a pair" : "it holds a private key");
  } else if (pem.find("-----BEGIN ") != pem.npos) {
    error.notes.push_back("it holds a key of another kind, or one that is protected by a passphrase");
  }
  error.help = "`infra key new FILE` makes a pair, and so does `openssl genpkey -algorithm ed25519`";
  return error;
}

}  // namespace

Result<VerifyKey> VerifyKey::from_pem(std::string_view pem, std::string_view shown) {
  const SecretText der = decoded(pem, kPublic);
  std::string_view bytes = der.reveal();
  if (bytes.size() != kPublicHead.size() + kPublicBytes || !bytes.starts_with(kPublicHead)) {
    return fail(not_a_key(shown, "a public", pem));
  }
  VerifyKey key;
  std::copy(bytes.begin() + kPublicHead.size(), bytes.end(), key.bytes_.begin());
  return key;
}

std::string VerifyKey::to_pem() const {
  return pem_of(kPublic, kPublicHead, {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
}

std::string VerifyKey::id() const {
  std::string der(kPublicHead);
  der.append(reinterpret_cast<const char*>(bytes_.data()), bytes_.size());
  return sha256(der).text();
}

bool VerifyKey::verifies(std::string_view message, const SignatureBytes& signature) const {
  return crypto_sign_ed25519_verify_detached(signature.data(), bytes_of(message), message.size(), bytes_.data()) == 0;
}

SigningKey::SigningKey(SecretText seed) : seed_(std::move(seed)) {
  std::array<unsigned char, crypto_sign_ed25519_SECRETKEYBYTES> secret;
  crypto_sign_ed25519_seed_keypair(public_.bytes_.data(), secret.data(), bytes_of(seed_.reveal()));
  sodium_memzero(secret.data(), secret.size());
}

SigningKey SigningKey::make(System& system) {
  std::string seed(kSeedBytes, '\0');
  system.random.fill({reinterpret_cast<uint8_t*>(seed.data()), seed.size()});
  return SigningKey(SecretText(std::move(seed)));
}

Result<SigningKey> SigningKey::from_pem(const SecretText& pem, std::string_view shown) {
  const SecretText der = decoded(pem.reveal(), kPrivate);
  std::string_view bytes = der.reveal();
  if (bytes.size() != kPrivateHead.size() + kSeedBytes || !bytes.starts_with(kPrivateHead)) {
    return fail(not_a_key(shown, "a private", pem.reveal()));
  }
  return SigningKey(SecretText(std::string(bytes.substr(kPrivateHead.size()))));
}

SecretText SigningKey::to_pem() const { return SecretText(pem_of(kPrivate, kPrivateHead, seed_.reveal())); }

SignatureBytes SigningKey::sign(std::string_view message) const {
  std::array<unsigned char, crypto_sign_ed25519_SECRETKEYBYTES> secret;
  std::array<unsigned char, kPublicBytes> again;
  crypto_sign_ed25519_seed_keypair(again.data(), secret.data(), bytes_of(seed_.reveal()));
  SignatureBytes signature{};
  crypto_sign_ed25519_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());
  return signature;
}

}  // namespace infra::runtime
