#include "runtime/secret/secret.h"

namespace infra::runtime {

// Every part after its length (8 bytes, big-endian): no two lists of parts give the same bytes.
Digest commitment(std::string_view commitment_key, std::string_view lineage, std::string_view address,
                  std::string_view field, std::string_view value) {
  std::string bytes;
  bytes.reserve(4 * 8 + lineage.size() + address.size() + field.size() + value.size());
  for (std::string_view part : {lineage, address, field, value}) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(uint64_t{part.size()} >> shift));
    bytes.append(part);
  }
  const Digest digest = hmac_sha256(commitment_key, bytes);
  const SecretText wiped(std::move(bytes));
  return digest;
}

}  // namespace infra::runtime
