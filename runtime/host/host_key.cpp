#include "runtime/host/host_key.h"

#include <sodium.h>

#include <algorithm>

#include "compiler/base/digest.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

Result<std::unique_ptr<HostKey>> HostKey::load(System& system, const HostRoot& root) {
  std::unique_ptr<HostKey> made(new HostKey(system, root));
  if (!system.disk.exists(root.key())) {
    std::string fresh(made->key_.size(), '\0');
    system.random.fill({reinterpret_cast<uint8_t*>(fresh.data()), fresh.size()});
    auto written = system.disk.write_atomic(root.key(), fresh, {.mode = 0600, .durable = true});
    sodium_memzero(fresh.data(), fresh.size());
    INFRA_TRY(written);
  }
  INFRA_ASSIGN(std::string bytes, system.disk.read(root.key()));
  bool whole = bytes.size() == made->key_.size();
  if (whole) std::copy(bytes.begin(), bytes.end(), made->key_.begin());
  sodium_memzero(bytes.data(), bytes.size());
  if (!whole) return fail(diag::error(diag::HostRecordDamaged, root.key(), "a host key has 32 bytes"));
  return made;
}

HostKey::~HostKey() { sodium_memzero(key_.data(), key_.size()); }

Result<void> HostKey::seal(const std::string& id, const Json& values) {
  std::string clear = canonical_json(values);
  std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + clear.size(), '\0');
  auto* bytes = reinterpret_cast<uint8_t*>(sealed.data());
  system_.random.fill({bytes, crypto_secretbox_NONCEBYTES});
  crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, reinterpret_cast<const uint8_t*>(clear.data()),
                        clear.size(), bytes, key_.data());
  sodium_memzero(clear.data(), clear.size());
  return system_.disk.write_atomic(root_.sealed() + "/" + id, sealed, {.mode = 0600, .durable = true});
}

Result<Json> HostKey::open(const std::string& id) {
  auto lost = [&] {
    return fail(diag::error(diag::SealedValuesLost, id)
                    .note("they lay sealed in " + root_.sealed())
                    .way_out("change an input of the resource, or destroy it and apply again: a new instance gets "
                             "its values from their sources"));
  };
  auto sealed = system_.disk.read(root_.sealed() + "/" + id);
  if (!sealed || sealed->size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) return lost();
  const auto* bytes = reinterpret_cast<const uint8_t*>(sealed->data());
  std::string clear(sealed->size() - crypto_secretbox_NONCEBYTES - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(reinterpret_cast<uint8_t*>(clear.data()), bytes + crypto_secretbox_NONCEBYTES,
                                 sealed->size() - crypto_secretbox_NONCEBYTES, bytes, key_.data()) != 0)
    return lost();
  auto values = parse_json(clear);
  sodium_memzero(clear.data(), clear.size());
  if (!values) return lost();
  return *values;
}

Result<void> HostKey::erase(const std::string& id) { return system_.disk.remove(root_.sealed() + "/" + id); }

std::string HostKey::commitment(const Json& values) const {
  std::string_view key(reinterpret_cast<const char*>(key_.data()), key_.size());
  return "hmac-" + hmac_sha256(key, canonical_json(values)).text();
}

}  // namespace infra::runtime
