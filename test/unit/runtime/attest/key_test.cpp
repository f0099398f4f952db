// Keys are those of RFC 8032 in the files of RFC 8410, as OpenSSL writes and reads them.
#include "runtime/attest/key.h"

#include <gtest/gtest.h>

#include "compiler/base/digest.h"
#include "test/support/fake_system.h"

namespace infra::runtime {
namespace {

// RFC 8032, 7.1, test 2, as `openssl pkey` prints it.
const std::string kPrivate =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n-----END PRIVATE "
    "KEY-----\n";
const std::string kPublic =
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n-----END PUBLIC "
    "KEY-----\n";
const std::string kSignatureOf72 =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0"
    "0d"
    "291612bb0c00";

SigningKey key() { return SigningKey::from_pem(SecretText(std::string(kPrivate)), "ci.key").value(); }

TEST(Key, SignsAsTheStandardSays) {
  SignatureBytes signature = key().sign("\x72");
  EXPECT_EQ(to_hex(signature), kSignatureOf72);
  EXPECT_TRUE(VerifyKey::from_pem(kPublic, "ci.pub")->verifies("\x72", signature));
}

TEST(Key, ReadsAndWritesPem) {
  EXPECT_EQ(key().to_pem().reveal(), kPrivate);
  EXPECT_EQ(key().public_key().to_pem(), kPublic);
  EXPECT_EQ(VerifyKey::from_pem(kPublic, "ci.pub")->id(), key().public_key().id());
}

TEST(Key, IsMadeOfRandomness) {
  test::FakeSystem system;
  SigningKey one = SigningKey::make(system), other = SigningKey::make(system);
  EXPECT_NE(one.public_key().id(), other.public_key().id());
  SigningKey again = SigningKey::from_pem(one.to_pem(), "one").value();
  EXPECT_EQ(again.public_key().id(), one.public_key().id());
}

TEST(Key, HoldsForItsMessageAndNoOther) {
  SignatureBytes signature = key().sign("message");
  VerifyKey verify = key().public_key();
  EXPECT_TRUE(verify.verifies("message", signature));
  EXPECT_FALSE(verify.verifies("messagf", signature));
  for (size_t bit = 0; bit < 8 * signature.size(); ++bit) {
    SignatureBytes changed = signature;
    changed[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    EXPECT_FALSE(verify.verifies("message", changed)) << "bit " << bit;
  }
}

TEST(Key, OfAnotherKindIsRefusedAndNeverShown) {
  auto refusal = [](std::string pem) { return SigningKey::from_pem(SecretText(std::move(pem)), "ci.key").error(); };
  Error error = refusal("hunter2");
  EXPECT_EQ(error.code, "E0641");
  EXPECT_EQ(error.message, "`ci.key` is not a private key: expected one of Ed25519 in PEM");
  error = refusal(kPublic);
  EXPECT_EQ(error.notes.at(0), "it holds the public half of a pair");
  error = refusal("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGbMFcGCSqGSIb3\n-----END ENCRYPTED PRIVATE KEY-----\n");
  EXPECT_EQ(error.notes.at(0), "it holds a key of another kind, or one that is protected by a passphrase");
  std::string longer = kPrivate;
  longer.replace(longer.find("MC4C"), 4, "AAAAMC4C");
  EXPECT_EQ(refusal(longer).code, "E0641");
  for (const std::string& text : {error.message, error.help, error.notes.at(0)}) {
    EXPECT_EQ(text.find("MIGb"), std::string::npos) << text;
  }
  EXPECT_EQ(VerifyKey::from_pem(kPrivate, "ci.pub").error().notes.at(0), "it holds a private key");
  EXPECT_EQ(VerifyKey::from_pem("", "ci.pub").error().code, "E0641");
}

}  // namespace
}  // namespace infra::runtime
