#include "compiler/plan/json.h"

#include <gtest/gtest.h>

#include "compiler/plan/debug.h"
#include "compiler/plan/text.h"

namespace infra::plan {
namespace {

std::string code_of(std::string_view bytes) {
  auto plan = from_json(bytes);
  return plan ? "a plan" : plan.error().code;
}

std::string with_output(std::string_view type, std::string_view value) {
  return R"({"$format":["infra-plan",3],"artifacts":[],"checks":[],"deployment":"d","kinds":[],"outputs":[{"name":"o","type":)" +
         std::string(type) + R"(,"value":)" + std::string(value) + R"(}],"resources":[]})";
}

TEST(PlanJson, SaysWhyItIsNotAPlan) {
  EXPECT_EQ(code_of(with_output("\"Int\"", "1")), "a plan");
  EXPECT_EQ(code_of(""), "E0501");
  EXPECT_EQ(code_of("{}"), "E0501");
  EXPECT_EQ(code_of("param x: Int"), "E0501");
  EXPECT_EQ(code_of(R"({"$format":["infra-plan",4],"new":1})"), "E0502");
  EXPECT_EQ(code_of(R"({"$format":["infra-plan",0]})"), "E0502");
  EXPECT_EQ(code_of(with_output("\"Int\"", "1") + "\n"), "E0503");
  EXPECT_EQ(code_of(with_output("\"Int\"", " 1")), "E0503");
  EXPECT_EQ(code_of(with_output("\"Int\"", "01")), "E0503");
  EXPECT_EQ(code_of(with_output("\"Float\"", "1.50")), "E0503");
  EXPECT_EQ(code_of(with_output("\"Int\"", "9007199254740993")), "E0503");
  EXPECT_EQ(code_of(with_output("\"Int\"", R"({"$int":"9007199254740993"})")), "a plan");
  EXPECT_EQ(code_of(with_output("\"Int\"", R"({"$int":"5"})")), "E0503");
  EXPECT_EQ(code_of(with_output("\"String\"", R"("\u0041")")), "E0503");
  EXPECT_EQ(code_of(with_output("\"String\"", "\"\xff\"")), "E0503");
  EXPECT_EQ(code_of(with_output("\"String\"", "\"a\nb\"")), "E0503");
  EXPECT_EQ(code_of(with_output("\"Integer\"", "1")), "E0504");
  EXPECT_EQ(code_of(with_output("\"Int\"", R"({"$apply":["guess",1]})")), "E0504");
  EXPECT_EQ(code_of(with_output("\"Int\"", R"({"$map":[["b",1],["a",1]]})")), "E0504");
  EXPECT_EQ(code_of(with_output("\"Int\"", R"({"a":1,"a":2})")), "E0504");
  EXPECT_EQ(code_of(with_output("\"Int\"", R"({"b":1,"a":2})")), "E0503");
  EXPECT_EQ(code_of(with_output("\"Int\"", R"({"$var":-1})")), "E0504");
}

TEST(PlanJson, EndsOnHostileInput) {
  std::string deep(1'000'000, '[');
  EXPECT_EQ(code_of(with_output("\"Int\"", deep)), "E0504");
  std::string type = "\"Int\"";
  for (int i = 0; i < 10'000; ++i) type = "{\"list\":" + type + "}";
  EXPECT_EQ(code_of(with_output(type, "1")), "E0504");
  std::string apply;
  for (int i = 0; i < 100'000; ++i) apply += R"({"$apply":["not",)";
  EXPECT_EQ(code_of(with_output("\"Int\"", apply)), "E0504");
}

TEST(PlanJson, IsTheSameAfterATypeIsRenamed) {
  auto bytes = [](std::string name, bool reordered) {
    Plan plan;
    plan.deployment = "d";
    types::TypeId number = types::TypeStore::scalar(types::TypeKind::Int);
    std::vector<types::Field> fields = {{"a", number, true}, {"b", number}};
    if (reordered) std::swap(fields[0], fields[1]);
    types::TypeId record = plan.types->record(name, fields);
    plan.outputs.push_back({"o", plan.types->optional(record), plan.values->none()});
    return to_json(plan);
  };
  EXPECT_EQ(bytes("Server", false), bytes("Host", true));
}

TEST(PlanText, SaysWhereItCannotBeRead) {
  auto message = [](std::string_view text) {
    auto plan = from_text(text);
    return plan ? "a plan" : plan.error().code + ": " + plan.error().message;
  };
  EXPECT_EQ(message("plan \"d\" format 3\noutput o: Int = \n"), "E0505: line 3, column 1: an integer was expected");
  EXPECT_EQ(message("plan \"d\" format 3\noutput o: Integer = 1"), "E0505: line 2, column 11: a type was expected");
  EXPECT_EQ(message("plan \"d\" format 3\nresource a: b.C {}"),
            "E0505: line 2, column 16: there is no kind `b.C` above");
  EXPECT_EQ(message("plan \"d\" format 1"), "E0505: line 1, column 18: format 3 was expected");
  EXPECT_EQ(message("plan \"d\" format 3\noutput o: Int = " + std::string(100'000, '[')).substr(0, 6), "E0505:");
  EXPECT_EQ(message("plan \"d\" format 3\noutput o: " + std::string(100'000, '{')).substr(0, 6), "E0505:");
}

TEST(DebugSection, ReadsBack) {
  DebugInfo debug;
  debug.plan = sha256("p");
  debug.places["app[0]"] = {"shop.infra", 3, 1};
  debug.places["output.url"] = {"shop.infra", 9, 1};
  debug.checks = {"`replicas`", "`app.memory`"};
  debug.compiler_version = "0.1.0";
  auto again = debug_from_json(to_json(debug));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(to_json(*again), to_json(debug));
  EXPECT_EQ(again->places.at("app[0]").line, 3u);
  EXPECT_EQ(again->checks.at(1), "`app.memory`");
}

TEST(DebugSection, RefusesWhatIsNotOne) {
  auto code = [](std::string_view bytes) {
    auto debug = debug_from_json(bytes);
    return debug ? "a section" : debug.error().code;
  };
  std::string good = to_json(DebugInfo());
  EXPECT_EQ(code(good), "a section");
  EXPECT_EQ(code("{}"), "E0506");
  EXPECT_EQ(code("[1"), "E0506");
  EXPECT_EQ(code("null"), "E0506");
  EXPECT_EQ(code(std::string(100'000, '[')), "E0506");
  EXPECT_EQ(code(R"({"compiler_version":"","format":["infra-debug",1],"places":{"a":["f",-1,1]},"plan":"sha256:)" +
                 std::string(64, '0') + "\"}"),
            "E0506");
}

}  // namespace
}  // namespace infra::plan
