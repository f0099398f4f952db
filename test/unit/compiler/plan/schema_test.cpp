// The published JSON Schema and the writer agree.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "compiler/base/json.h"
#include "compiler/plan/json.h"
#include "test/unit/compiler/plan/random_plan.h"

namespace infra::plan {
namespace {

class PlanSchema : public testing::Test {
 protected:
  PlanSchema() {
    Json document = read("docs/schemas/plan.schema.json");
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema_);
  }
  static Json read(const char* path) {
    std::ifstream in(std::filesystem::path(INFRA_SOURCE_DIR) / path);
    return Json::parse(in);
  }
  bool accepts(const Json& plan) {
    valijson::Validator validator;
    return validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(plan), nullptr);
  }

  valijson::Schema schema_;
};

TEST_F(PlanSchema, AcceptsTheGoldenPlan) { EXPECT_TRUE(accepts(read("test/unit/compiler/plan/golden/shop.plan"))); }

TEST_F(PlanSchema, AcceptsAnySoundPlan) {
  for (uint32_t seed = 0; seed < 100; ++seed) {
    std::string bytes = to_json(RandomPlan(seed).make());
    ASSERT_TRUE(accepts(Json::parse(bytes))) << "seed " << seed << ": " << bytes;
  }
}

TEST_F(PlanSchema, RefusesWhatNoPlanHas) {
  const Json golden = read("test/unit/compiler/plan/golden/shop.plan");
  auto refuses = [&](const char* pointer, Json value) {
    Json plan = golden;
    plan[Json::json_pointer(pointer)] = std::move(value);
    return !accepts(plan);
  };
  EXPECT_TRUE(refuses("/$format/1", 2));
  EXPECT_TRUE(refuses("/extra", 1));
  EXPECT_TRUE(refuses("/artifacts/0/digest", "sha256:12"));
  EXPECT_TRUE(refuses("/kinds/0/lifecycle", "mutable"));
  EXPECT_TRUE(refuses("/kinds/0/fields/0/type", "Integer"));
  EXPECT_TRUE(refuses("/resources/0/edges/0/0", "knows"));
  EXPECT_TRUE(refuses("/waivers/0/until", "soon"));
  EXPECT_TRUE(refuses("/rollouts/0/members", Json::array()));
  EXPECT_TRUE(refuses("/policies/1/findings/0/verdict", "pass"));
  EXPECT_TRUE(refuses("/lookups/0/optional", false));
  EXPECT_TRUE(refuses("/partial", {{"whole", "sha256:12"}, {"left_out", {"app"}}}));
  EXPECT_TRUE(refuses("/resources/0/spans", Json::array()));
  EXPECT_TRUE(refuses("/resources/0/inputs/command", Json{{"$env", "HOME"}}));
}

}  // namespace
}  // namespace infra::plan
