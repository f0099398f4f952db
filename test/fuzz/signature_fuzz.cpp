// Any bytes: an envelope of signatures, or an error. What reads keeps its payload through another writing, what is in it
// is a statement or an error, and no key vouches for what it has not signed.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "runtime/attest/attestation.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace infra::runtime;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  VerifyKey::from_pem(bytes, "any.pub");
  statement_from_json(bytes);
  auto envelope = envelope_from_json(bytes, "any.json");
  if (!envelope) return 0;
  auto again = envelope_from_json(to_json(*envelope), "any.json");
  if (!again || again->payload != envelope->payload || again->payload_type != envelope->payload_type) std::abort();
  if (auto statement = statement_from_json(envelope->payload)) {
    auto same = statement_from_json(to_json(*statement));
    if (!same || to_json(*same) != to_json(*statement)) std::abort();
  }
  // The key of nobody: its private half is the second test of RFC 8032, which signed none of these.
  static const auto key = VerifyKey::from_pem(
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n-----END PUBLIC "
      "KEY-----",
      "nobody.pub");
  if (check_signed_by(*envelope, *key, "any.json", "nobody.pub")) std::abort();
  return 0;
}
