#include "runtime/attest/envelope.h"

#include <algorithm>
#include <optional>

#include <sodium/utils.h>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/diag/codes/attest.h"
#include "compiler/diag/error.h"
#include "runtime/attest/json_message.h"

namespace infra::runtime {
namespace {

constexpr size_t kMostSignatures = 64;

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // The terminating zero.
  return out;
}

/// Either alphabet: the specification has readers take both.
std::optional<std::string> from_base64(std::string_view text) {
  for (int variant : {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE}) {
    std::string bytes(text.size(), '\0');
    size_t length = 0;
    int code = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                                 nullptr, &length, nullptr, variant);
    if (code != 0) continue;
    bytes.resize(length);
    return bytes;
  }
  return std::nullopt;
}

class Reading {
 public:
  explicit Reading(std::string_view shown) : shown_(shown) {}

  Result<Envelope> read(std::string_view bytes) {
    auto json = parse_json(bytes);
    if (!json) return fail(damaged(without_what_was_read(json.error().message)));
    if (!json->is_object()) return fail(damaged("it is no object"));
    Envelope envelope;
    INFRA_ASSIGN(envelope.payload_type, text(*json, "payloadType"));
    INFRA_ASSIGN(envelope.payload, decoded(*json, "payload"));
    auto signatures = json->find("signatures");
    if (signatures == json->end() || !signatures->is_array()) return fail(damaged("it has no list `signatures`"));
    if (signatures->size() > kMostSignatures) {
      return fail(
          damaged(fmt::format("it has {} signatures, at most {} are read", signatures->size(), kMostSignatures)));
    }
    for (const Json& one : *signatures) {
      if (!one.is_object()) return fail(damaged("a signature is no object"));
      Signature signature;
      if (one.contains("keyid")) {
        INFRA_ASSIGN(signature.key_id, text(one, "keyid"));
      }
      INFRA_ASSIGN(std::string sig, decoded(one, "sig"));
      // Of another algorithm, perhaps, whose key nobody has here: it is by none of ours.
      if (sig.size() == signature.bytes.size()) std::copy(sig.begin(), sig.end(), signature.bytes.begin());
      envelope.signatures.push_back(std::move(signature));
    }
    return envelope;
  }

 private:
  Error damaged(std::string_view what) const { return diag::error(diag::NotAnEnvelope, shown_, what); }

  Result<std::string> text(const Json& object, const char* name) const {
    auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return fail(damaged(fmt::format("it has no text `{}`", name)));
    return found->get<std::string>();
  }

  Result<std::string> decoded(const Json& object, const char* name) const {
    INFRA_ASSIGN(std::string written, text(object, name));
    auto bytes = from_base64(written);
    if (!bytes) return fail(damaged(fmt::format("its `{}` is not base64", name)));
    return std::move(*bytes);
  }

  std::string_view shown_;
};

}  // namespace

std::string pre_authentication_encoding(std::string_view payload_type, std::string_view payload) {
  std::string out = fmt::format("DSSEv1 {} {} {} ", payload_type.size(), payload_type, payload.size());
  out += payload;
  return out;
}

Envelope sign(std::string payload_type, std::string payload, std::span<const SigningKey> keys) {
  Envelope envelope{std::move(payload_type), std::move(payload), {}};
  std::string message = pre_authentication_encoding(envelope.payload_type, envelope.payload);
  for (const SigningKey& key : keys) envelope.signatures.push_back({key.public_key().id(), key.sign(message)});
  return envelope;
}

std::string to_json(const Envelope& envelope) {
  Json signatures = Json::array();
  for (const Signature& signature : envelope.signatures) {
    std::string_view bytes(reinterpret_cast<const char*>(signature.bytes.data()), signature.bytes.size());
    signatures.push_back({{"keyid", signature.key_id}, {"sig", base64(bytes)}});
  }
  return canonical_json({{"payloadType", envelope.payload_type},
                         {"payload", base64(envelope.payload)},
                         {"signatures", std::move(signatures)}});
}

Result<Envelope> envelope_from_json(std::string_view bytes, std::string_view shown) {
  return Reading(shown).read(bytes);
}

Result<void> check_signed_by(const Envelope& envelope, const VerifyKey& key, std::string_view shown_envelope,
                             std::string_view shown_key) {
  if (envelope.signatures.empty()) return fail(diag::error(diag::SignatureMissing, shown_envelope));
  std::string message = pre_authentication_encoding(envelope.payload_type, envelope.payload);
  // The key's name in the envelope is a hint that anybody can write: each signature is tried.
  bool is_named = false;
  for (const Signature& signature : envelope.signatures) {
    if (key.verifies(message, signature.bytes)) return {};
    is_named |= signature.key_id == key.id();
  }
  if (is_named) {
    return fail(diag::error(diag::SignatureWrong, shown_envelope, shown_key)
                    .note(fmt::format("the key is {}", key.id()))
                    .way_out("something has changed it since it was signed: take the plan from where it was compiled"));
  }
  Error error = diag::error(diag::SignedByOthers, shown_envelope, shown_key)
                    .note(fmt::format("the key is {}", key.id()))
                    .way_out("give the public half of the key that signed it");
  for (const Signature& signature : envelope.signatures) {
    error.notes.push_back(fmt::format("a signature says that it is by {}", signature.key_id));
  }
  return fail(std::move(error));
}

}  // namespace infra::runtime
