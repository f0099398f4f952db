#include "compiler/base/json.h"

#include <gtest/gtest.h>

namespace infra {
namespace {

std::string canonical(std::string_view text) {
  auto value = parse_json(text);
  return value ? canonical_json(*value) : value.error().message;
}

TEST(CanonicalJson, SortsMembersByUtf16CodeUnits) {
  EXPECT_EQ(canonical(R"({"b":1,"a":2})"), R"({"a":2,"b":1})");
  // The example of RFC 8785, 3.2.3: the emoji (a surrogate pair) sorts before U+FB33.
  EXPECT_EQ(canonical("{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2}"), "{\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
}

TEST(CanonicalJson, WritesNumbersAsEcmaScriptDoes) {
  EXPECT_EQ(canonical("[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0.0,1e21,1e20]"),
            "[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,100000000000000000000]");
}

TEST(CanonicalJson, EscapesOnlyWhatItMust) {
  EXPECT_EQ(canonical("\"\\u20ac$\\u000f\\nA'\\u0042\\\"\\\\/\""), "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\/\"");
}

TEST(ParseJson, RefusesWhatHasTwoReadings) {
  EXPECT_NE(canonical(R"({"a":1,"a":2})").find("twice"), std::string::npos);
  EXPECT_NE(canonical(std::string(200, '[')).find("deeper"), std::string::npos);
  EXPECT_NE(canonical("[1,]").find("not JSON"), std::string::npos);
}

}  // namespace
}  // namespace infra
