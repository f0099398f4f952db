// Envelopes are those of DSSE v1: what is signed, byte for byte, and that no changed byte goes unnoticed.
#include "runtime/attest/envelope.h"

#include <gtest/gtest.h>

#include "compiler/base/json.h"
#include "test/support/fake_system.h"

namespace infra::runtime {
namespace {

class Envelopes : public testing::Test {
 protected:
  SigningKey make() { return SigningKey::make(system_); }
  template <typename... Keys>
  Envelope signed_by(const Keys&... keys) {
    std::vector<SigningKey> all;
    (all.push_back(SigningKey::from_pem(keys.to_pem(), "a copy").value()), ...);
    return sign("http://example.com/HelloWorld", "hello world", all);
  }
  std::string code(const Envelope& envelope, const SigningKey& key) {
    auto checked = check_signed_by(envelope, key.public_key(), "x.signature.json", "ci.pub");
    return checked ? "" : checked.error().code;
  }

  test::FakeSystem system_;
};

TEST_F(Envelopes, EncodeWhatIsSignedAsTheSpecificationDoes) {
  EXPECT_EQ(pre_authentication_encoding("http://example.com/HelloWorld", "hello world"),
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  EXPECT_EQ(pre_authentication_encoding("", ""), "DSSEv1 0  0 ");
  EXPECT_EQ(pre_authentication_encoding("ü", std::string("\0 1", 3)), std::string("DSSEv1 2 ü 3 \0 1", 17))
      << "lengths are of bytes";
}

TEST_F(Envelopes, ReadBackAsTheyWereWritten) {
  SigningKey key = make();
  std::string bytes = to_json(signed_by(key));
  EXPECT_NE(bytes.find("\"payload\":\"aGVsbG8gd29ybGQ=\""), std::string::npos) << bytes;
  auto again = envelope_from_json(bytes, "x.signature.json");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->payload, "hello world");
  EXPECT_EQ(again->payload_type, "http://example.com/HelloWorld");
  EXPECT_EQ(code(*again, key), "");
  EXPECT_EQ(to_json(*again), bytes);
}

TEST_F(Envelopes, TakeEitherBase64AndPassOverWhatTheyDoNotKnow) {
  SigningKey key = make();
  Envelope envelope = sign("t", "\xff\xfe\xfd", {&key, 1});
  std::string bytes = to_json(envelope);
  Json json = Json::parse(bytes);
  EXPECT_EQ(json["payload"], "//79");
  json["payload"] = "__79";
  json["extra"] = 1;
  json["signatures"][0]["cert"] = "x";
  auto again = envelope_from_json(json.dump(), "x.signature.json");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(code(*again, key), "");
}

TEST_F(Envelopes, MayBeSignedBySeveral) {
  SigningKey one = make(), two = make(), stranger = make();
  Envelope envelope = signed_by(one, two);
  EXPECT_EQ(code(envelope, one), "");
  EXPECT_EQ(code(envelope, two), "");
  EXPECT_EQ(code(envelope, stranger), "E0647");
}

TEST_F(Envelopes, SayWhoseSignatureDoesNotHold) {
  SigningKey key = make(), stranger = make();
  Envelope envelope = signed_by(key);
  envelope.payload = "hello World";
  EXPECT_EQ(code(envelope, key), "E0648");
  envelope = signed_by(key);
  envelope.payload_type = "http://example.com/HelloMoon!";
  EXPECT_EQ(code(envelope, key), "E0648") << "the type is signed too";
  envelope = signed_by(stranger);
  envelope.signatures[0].key_id = key.public_key().id();
  EXPECT_EQ(code(envelope, key), "E0648") << "a name is not a signature";
  envelope = signed_by(key);
  envelope.signatures[0].key_id = "";
  EXPECT_EQ(code(envelope, key), "") << "and none is needed";
  envelope.signatures.clear();
  EXPECT_EQ(code(envelope, key), "E0646");
}

TEST_F(Envelopes, AreRefusedWithAnyByteChanged) {
  SigningKey key = make();
  const std::string bytes = to_json(signed_by(key));
  const size_t name = bytes.find("\"keyid\":\"") + 9, name_end = bytes.find('"', name);
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ (1 << i % 7));
    auto envelope = envelope_from_json(changed, "x.signature.json");
    if (!envelope) {
      EXPECT_EQ(envelope.error().code, "E0642") << "byte " << i;
    } else if (code(*envelope, key).empty()) {
      // What a key is called in an envelope is a hint and not signed; neither is the word `keyid`.
      bool is_hint = (i >= name && i < name_end) || (i + 8 >= name && i < name);
      EXPECT_TRUE(is_hint) << "byte " << i << " of " << changed;
    }
  }
}

TEST_F(Envelopes, AreRefusedWhenTheyAreNone) {
  auto refusal = [](std::string_view bytes) {
    auto envelope = envelope_from_json(bytes, "x.signature.json");
    return envelope ? "" : envelope.error().code + " " + envelope.error().message;
  };
  for (const char* bytes :
       {"", "[]", "{}", "{\"payloadType\":1}", "{\"payloadType\":\"t\",\"payload\":\"!\",\"signatures\":[]}",
        "{\"payloadType\":\"t\",\"payload\":\"\"}", "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":{}}",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[1]}",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[{\"keyid\":1,\"sig\":\"\"}]}",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[{\"sig\":\"*\"}]}"}) {
    EXPECT_EQ(refusal(bytes).substr(0, 5), "E0642") << bytes;
  }
  Json many = {{"payloadType", "t"}, {"payload", ""}, {"signatures", Json::array()}};
  for (int i = 0; i < 65; ++i) many["signatures"].push_back({{"sig", ""}});
  EXPECT_EQ(
      refusal(many.dump()),
      "E0642 `x.signature.json` holds no signatures (a DSSE envelope): it has 65 signatures, at most 64 are read");
}

}  // namespace
}  // namespace infra::runtime
