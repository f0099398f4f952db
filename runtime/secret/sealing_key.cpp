#include <sodium/crypto_secretbox_xchacha20poly1305.h>
#include <sodium/utils.h>

#include <filesystem>

#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/secret/secret.h"

namespace infra::runtime {
namespace {

constexpr size_t kKeyBytes = crypto_secretbox_xchacha20poly1305_KEYBYTES;
constexpr size_t kNonceBytes = crypto_secretbox_xchacha20poly1305_NONCEBYTES;
constexpr size_t kMacBytes = crypto_secretbox_xchacha20poly1305_MACBYTES;
constexpr const char* kKeyFileVariable = "INFRA_KEY_FILE";

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// Where the key of a lineage lies when INFRA_KEY_FILE does not say.
Result<std::string> default_path(System& system, const std::string& lineage) {
  std::string data = system.environment("XDG_DATA_HOME").value_or("");
  if (data.empty()) {
    const std::string home = system.environment("HOME").value_or("");
    if (home.empty()) {
      return fail(diag::error(diag::SealingKeyMissing, "$XDG_DATA_HOME/infra/keys/" + lineage + ".key")
                      .note("neither XDG_DATA_HOME nor HOME is set")
                      .way_out("name the key with INFRA_KEY_FILE"));
    }
    data = home + "/.local/share";
  }
  return data + "/infra/keys/" + lineage + ".key";
}

Error missing(const std::string& path) {
  return diag::error(diag::SealingKeyMissing, path)
      .note("secrets are sealed under a key outside of the state; `infra init` made it on the machine where it ran")
      .way_out("copy the key from there, or name it with INFRA_KEY_FILE");
}

/// The file holds the key as 64 hexadecimal digits and, perhaps, an end of line.
Result<SecretText> read_key(System& system, const std::string& path) {
  if (!system.disk.exists(path)) return fail(missing(path));
  INFRA_ASSIGN(std::string text, system.disk.read(path));
  const SecretText digits(std::move(text));
  std::string_view trimmed = digits.reveal();
  while (!trimmed.empty() && (trimmed.back() == '\n' || trimmed.back() == '\r')) trimmed.remove_suffix(1);
  std::string key(kKeyBytes, '\0');
  size_t length = 0;
  const int code = sodium_hex2bin(bytes_of(key), key.size(), trimmed.data(), trimmed.size(), nullptr, &length, nullptr);
  SecretText secret(std::move(key));
  if (code != 0 || length != kKeyBytes || trimmed.size() != 2 * kKeyBytes) {
    return fail(diag::error(diag::SealingKeyMalformed, path));
  }
  return secret;
}

}  // namespace

Result<SealingKey> SealingKey::create(System& system, const std::string& lineage) {
  // A key that the operator names is the operator's to make.
  if (system.environment(kKeyFileVariable).value_or("").empty()) {
    INFRA_ASSIGN(const std::string path, default_path(system, lineage));
    std::string key(kKeyBytes, '\0');
    system.random.fill({bytes_of(key), key.size()});
    std::string digits(2 * kKeyBytes + 1, '\0');
    sodium_bin2hex(digits.data(), digits.size(), bytes_of(key), key.size());
    digits.back() = '\n';
    const SecretText wiped(std::move(key)), text(std::move(digits));
    INFRA_TRY(system.disk.make_folders(std::filesystem::path(path).parent_path().string(), 0700));
    INFRA_TRY(system.disk.write_atomic(path, text.reveal(), {.mode = 0600}));
  }
  return load(system, lineage);
}

Result<SealingKey> SealingKey::load(System& system, const std::string& lineage) {
  std::string path = system.environment(kKeyFileVariable).value_or("");
  if (path.empty()) {
    INFRA_ASSIGN(path, default_path(system, lineage));
  }
  INFRA_ASSIGN(SecretText key, read_key(system, path));
  return SealingKey(std::move(key));
}

std::string SealingKey::seal(System& system, std::string_view clear) const {
  std::string sealed(kNonceBytes + kMacBytes + clear.size(), '\0');
  system.random.fill({bytes_of(sealed), kNonceBytes});
  crypto_secretbox_xchacha20poly1305_easy(bytes_of(sealed) + kNonceBytes, bytes_of(clear), clear.size(),
                                          bytes_of(sealed), bytes_of(key_.reveal()));
  return sealed;
}

Result<SecretText> SealingKey::open(std::string_view sealed) const {
  if (sealed.size() < kNonceBytes + kMacBytes) return fail(diag::error(diag::SealedOtherwise));
  std::string clear(sealed.size() - kNonceBytes - kMacBytes, '\0');
  const std::string_view box = sealed.substr(kNonceBytes);
  const int code = crypto_secretbox_xchacha20poly1305_open_easy(bytes_of(clear), bytes_of(box), box.size(),
                                                                bytes_of(sealed), bytes_of(key_.reveal()));
  if (code != 0) {
    return fail(
        diag::error(diag::SealedOtherwise).way_out("use the sealing key that `infra init` made for this deployment"));
  }
  return SecretText(std::move(clear));
}

}  // namespace infra::runtime
