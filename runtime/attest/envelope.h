// DSSE v1: bytes with their type and signatures over both. https://github.com/secure-systems-lab/dsse
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "runtime/attest/key.h"

namespace infra::runtime {

inline constexpr std::string_view kInTotoPayload = "application/vnd.in-toto+json";

struct Signature {
  std::string key_id;  ///< A hint: nobody vouches for it.
  SignatureBytes bytes{};
};

struct Envelope {
  std::string payload_type;
  std::string payload;
  std::vector<Signature> signatures;
};

/// What is signed, the "pre-authentication encoding": `DSSEv1 SP LEN(type) SP type SP LEN(payload) SP payload`.
std::string pre_authentication_encoding(std::string_view payload_type, std::string_view payload);

/// Signed by each key, in their order.
Envelope sign(std::string payload_type, std::string payload, std::span<const SigningKey> keys);

std::string to_json(const Envelope& envelope);
/// E0642 for what is no envelope; `shown` is what messages call it. What an envelope has besides is passed over, as its
/// specification asks.
Result<Envelope> envelope_from_json(std::string_view bytes, std::string_view shown);

/// E0646 without any signature, E0647 none is by this key, E0648 one says that it is and is not.
Result<void> check_signed_by(const Envelope& envelope, const VerifyKey& key, std::string_view shown_envelope,
                             std::string_view shown_key);

}  // namespace infra::runtime
