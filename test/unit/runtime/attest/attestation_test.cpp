// A signed statement is about one plan and its debug section, says what it was compiled from, and is as its schemas say.
#include "runtime/attest/attestation.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "compiler/base/json.h"
#include "test/support/fake_system.h"

namespace infra::runtime {
namespace {

Statement example() {
  Statement statement;
  statement.subjects = {{"shop.plan", sha256("plan")}, {"shop.plan.debug.json", sha256("debug")}};
  statement.deployment = "shop";
  statement.root = "shop.infra";
  statement.params = {{"release", "v1"}, {"password", "env:DB_PASSWORD"}};
  statement.policies = {"rules.infra"};
  statement.only = {"app"};
  statement.materials = {{"source", "shop.infra", sha256("source")},
                         {"package", "shapes@1.2.0", sha256("tree"), "git+https://example.org/shapes.git"},
                         {"package", "near@0.1.0", std::nullopt, "path+../near"},
                         {"policy", "rules.small", sha256("rules"), "", "rules.infra"},
                         {"params", "prod.json", sha256("params")}};
  statement.compiler_version = "0.1.0";
  statement.compiler = sha256("program");
  return statement;
}

bool accepts(const char* name, const Json& json) {
  std::ifstream in(std::filesystem::path(INFRA_SOURCE_DIR) / "docs/schemas" / name);
  Json document = Json::parse(in);
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema);
  valijson::Validator validator;
  return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(json), nullptr);
}

class Attestations : public testing::Test {
 protected:
  std::string enveloped(const Statement& statement) { return enveloped(to_json(statement)); }
  std::string enveloped(std::string payload, std::string type = std::string(kInTotoPayload)) {
    return to_json(sign(std::move(type), std::move(payload), {&key_, 1}));
  }
  std::string code(std::string_view envelope, bool with_key = true) {
    NamedKey key{"ci.pub", key_.public_key()};
    auto statement = check_attestation(envelope, about_, {&key, with_key ? 1u : 0u});
    return statement ? "" : statement.error().code;
  }

  test::FakeSystem system_;
  SigningKey key_ = SigningKey::make(system_);
  AttestedPlan about_{"shop.plan", "shop.plan.debug.json", "shop.plan.signature.json", sha256("plan"), sha256("debug")};
};

TEST_F(Attestations, HoldForThePlanThatTheyAreAbout) {
  EXPECT_EQ(code(enveloped(example())), "");
  EXPECT_EQ(code(enveloped(example()), false), "") << "without a key it is only what it says that counts";
  about_.plan = "copy.plan";
  EXPECT_EQ(code(enveloped(example())), "") << "under any name";
}

TEST_F(Attestations, DoNotHoldForAnother) {
  about_.plan_digest = sha256("another plan");
  EXPECT_EQ(code(enveloped(example())), "E0649");
  about_.plan_digest = sha256("plan");
  about_.debug_digest = sha256("another debug section");
  EXPECT_EQ(code(enveloped(example())), "E0649");
  EXPECT_EQ(code(enveloped(example()), false), "E0649") << "with or without a key";
}

TEST_F(Attestations, AreOfOneTypeAndVersion) {
  EXPECT_EQ(code(enveloped(to_json(example()), "text/plain")), "E0643");
  auto with = [](const char* pointer, Json value) {
    Json json = Json::parse(to_json(example()));
    json[Json::json_pointer(pointer)] = std::move(value);
    return canonical_json(json);
  };
  EXPECT_EQ(code(enveloped(with("/_type", "https://in-toto.io/Statement/v2"))), "E0645");
  EXPECT_EQ(code(enveloped(with("/predicateType", "https://slsa.dev/provenance/v2"))), "E0645");
  EXPECT_EQ(code(enveloped(with("/predicate/buildDefinition/buildType", "urn:infra:compile:v9"))), "E0645");
  EXPECT_EQ(code(enveloped("{}")), "E0644");
  EXPECT_EQ(code(enveloped("hello")), "E0644");
  EXPECT_EQ(code(enveloped(with("/subject", Json::array()))), "E0644");
  EXPECT_EQ(code(enveloped(with("/subject/0/digest/sha256", "12"))), "E0644");
  EXPECT_EQ(code(enveloped(with("/predicate/buildDefinition/externalParameters/root", 1))), "E0644");
  EXPECT_EQ(code(enveloped(with("/predicate/buildDefinition/externalParameters/params/release", 1))), "E0644");
  EXPECT_EQ(code(enveloped(with("/predicate/buildDefinition/resolvedDependencies/0", "x"))), "E0644");
  EXPECT_EQ(code(enveloped(with("/predicate/runDetails", Json::object()))), "E0644");
  EXPECT_EQ(code(enveloped(with("/predicate/runDetails/metadata", {{"invocationId", "7"}}))), "")
      << "what is not known is passed over";
}

TEST_F(Attestations, AreJudgedByTheirSignatureFirst) {
  SigningKey stranger = SigningKey::make(system_);
  std::string envelope = to_json(sign(std::string(kInTotoPayload), "{}", {&stranger, 1}));
  EXPECT_EQ(code(envelope), "E0647") << "what nobody vouches for is not read";
  EXPECT_EQ(code(envelope, false), "E0644");
  EXPECT_EQ(code(to_json(Envelope{std::string(kInTotoPayload), to_json(example()), {}}), false), "E0646");
}

TEST(Statements, ReadBackAsTheyWereWritten) {
  auto again = statement_from_json(to_json(example()));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(to_json(*again), to_json(example()));
  EXPECT_EQ(again->count("package"), 2u);
}

TEST(Statements, AreAsTheSchemaSays) {
  const Json json = Json::parse(to_json(example()));
  EXPECT_TRUE(accepts("statement.schema.json", json)) << json.dump(2);
  auto refuses = [&](const char* pointer, Json value) {
    Json changed = json;
    changed[Json::json_pointer(pointer)] = std::move(value);
    return !accepts("statement.schema.json", changed);
  };
  EXPECT_TRUE(refuses("/_type", "https://in-toto.io/Statement/v2"));
  EXPECT_TRUE(refuses("/subject/0/digest", Json::object()));
  EXPECT_TRUE(refuses("/predicate/buildDefinition/resolvedDependencies/0/annotations/role", "tool"));
  EXPECT_TRUE(refuses("/predicate/buildDefinition/externalParameters/params/release", 1));
}

TEST(Statements, LieInEnvelopesAsTheSchemaSays) {
  test::FakeSystem system;
  SigningKey key = SigningKey::make(system);
  Json json = Json::parse(to_json(sign(std::string(kInTotoPayload), to_json(example()), {&key, 1})));
  EXPECT_TRUE(accepts("signature.schema.json", json)) << json.dump(2);
  json["signatures"][0]["sig"] = "short";
  EXPECT_FALSE(accepts("signature.schema.json", json));
}

}  // namespace
}  // namespace infra::runtime
