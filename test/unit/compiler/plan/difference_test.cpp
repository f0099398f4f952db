// What differs between two plans is told once, field by field, in the units of its author and without secrets.
#include "compiler/plan/difference.h"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "compiler/plan/json.h"
#include "test/unit/compiler/plan/golden_plans.h"
#include "test/unit/compiler/plan/random_plan.h"

namespace infra::plan {
namespace {

using Changes = std::vector<std::pair<std::string, std::string>>;

Difference changed(const Changes& changes) { return difference(golden_plan(), {}, golden_plan(changes), {}); }

/// `resource app[0] changed replace: stop_timeout: 10s -> 20s`, a line an entry.
std::string text(const Difference& difference) {
  std::string out;
  for (const Entry& entry : difference.entries) {
    out += fmt::format("{} {} {}", concern_text(entry.concern), entry.name, change_text(entry.change));
    if (!entry.action.empty()) out += fmt::format(" {}", entry.action);
    for (const std::string& address : entry.because) out += fmt::format(" (`{}`)", address);
    out += ":";
    for (const FieldChange& change : entry.fields) {
      out += fmt::format(" {}: {} -> {};", change.path, change.before, change.after);
    }
    out += "\n";
  }
  return out;
}

TEST(PlanDifference, OfAPlanAndItselfIsNothing) {
  Difference nothing = changed({});
  EXPECT_TRUE(nothing.same());
  EXPECT_TRUE(nothing.entries.empty());
}

TEST(PlanDifference, OfAnImmutableResourceReplacesItAndWhatRefersToIt) {
  EXPECT_EQ(text(changed({{"/healthz", "/ready"}})),
            "resource address changed replace (`app[0]`):\n"
            "resource app[0] changed replace: health.path: \"/healthz\" -> \"/ready\";\n"
            "resource app[1] changed replace: health.path: \"/healthz\" -> \"/ready\";\n"
            "resource front changed move (`app[0]`) (`app[1]`):\n");
}

TEST(PlanDifference, SaysQuantitiesAsTheyAreWritten) {
  EXPECT_EQ(text(changed({{"drain = 30000", "drain = 90000"}})), "resource front changed move: drain: 30s -> 90s;\n");
  std::pair<std::string, std::string> bytes = {"drain: Duration", "drain: Size"};
  EXPECT_EQ(text(difference(golden_plan({bytes, {"drain = 30000", "drain = 268435456"}}), {},
                            golden_plan({bytes, {"drain = 30000", "drain = 536870912"}}), {})),
            "resource front changed move: drain: 256MiB -> 512MiB;\n");
  EXPECT_EQ(text(changed({{"timeout_ms = 300000", "timeout_ms = 60000"}})),
            "resource front changed: with timeout: 5m -> 1m;\n")
      << "its settings change nothing that is deployed";
}

TEST(PlanDifference, SaysWhatBecomesOfWhatComesAndGoes) {
  Changes without = {
      {"resource release: std.compute.Archive {\n"
       "  folder = dir(sha256:14ac50f8e493aea04c245cc506855440df4e91e805c9d45e676de2a391119844, 3)\n"
       "  source = artifact(sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, 3)\n}\n",
       ""}};
  std::string removed = text(changed(without));
  EXPECT_NE(removed.find("resource release removed retire: folder: "
                         "sha256:14ac50f8e493aea04c245cc506855440df4e91e805c9d45e676de2a391119844 -> ;"),
            std::string::npos)
      << removed;
  EXPECT_NE(removed.find("source: sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad -> ;"),
            std::string::npos)
      << removed;
  Difference back = difference(golden_plan(without), {}, golden_plan(), {});
  EXPECT_NE(text(back).find("resource release added create: folder:  -> sha256:"), std::string::npos);
  Changes without_data = {{"resource data: std.data.Volume {\n  shared = false\n  with protect = true\n}\n", ""}};
  EXPECT_NE(text(changed(without_data)).find("resource data removed keep data:"), std::string::npos);
}

TEST(PlanDifference, OfAnotherKindIsAnotherThing) {
  Changes changes = {{"resource api: cloud.Api {\n  api = ", "resource api: cloud.Network {\n  name = "}};
  std::string said = text(changed(changes));
  EXPECT_NE(said.find("resource api removed retire:"), std::string::npos) << said;
  EXPECT_NE(said.find("resource api added create:"), std::string::npos) << said;
}

TEST(PlanDifference, NeverShowsASecret) {
  Difference made =
      changed({{"\"DB_PASSWORD\" = secret.env(\"DB_PASSWORD\")", "\"DB_PASSWORD\" = secret.env(\"OTHER\")"},
               {"shop-1", "hunter2"}});
  std::string said = text(made);
  EXPECT_NE(said.find("env.DB_PASSWORD: env:DB_PASSWORD -> env:OTHER;"), std::string::npos) << said;
  EXPECT_NE(said.find("env.INSTANCE: <secret> -> <secret>;"), std::string::npos) << said;
  EXPECT_EQ(said.find("hunter2"), std::string::npos);
  EXPECT_EQ(to_json(made).dump().find("hunter2"), std::string::npos);
  Changes without = {{"resource app[1]: std.compute.Service", "resource app[2]: std.compute.Service"},
                     {"@app[1]", "@app[2]"},
                     {"points app[1]", "points app[2]"},
                     {"member app[1]", "member app[2]"},
                     {"finding app[1]", "finding app[2]"},
                     {"shop-1", "hunter2"}};
  said = text(changed(without));
  EXPECT_NE(said.find("resource app[2] added create:"), std::string::npos) << said;
  EXPECT_NE(said.find("DB_PASSWORD\" = <secret>, \"INSTANCE\" = <secret>"), std::string::npos) << said;
  EXPECT_EQ(said.find("hunter2"), std::string::npos) << "of what is new, too";
}

TEST(PlanDifference, TellsOfEverythingElse) {
  EXPECT_EQ(text(changed({{"limit removals 3", "limit removals 5"}})),
            "deployment shop changed: limit removals: 3 -> 5;\n");
  EXPECT_EQ(text(changed({{"plan \"shop\"", "plan \"store\""}})), "deployment store changed: name: shop -> store;\n");
  EXPECT_EQ(text(changed({{"eu-west-1", "eu-west-2"}})),
            "provider eu changed: region: \"eu-west-1\" -> \"eu-west-2\";\n");
  EXPECT_EQ(text(changed({{"  batch = 1", "  batch = 2"}, {"healthy_for_ms = 10000", "healthy_for_ms = 60000"}})),
            "rollout app changed: batch: 1 -> 2; healthy_for: 10s -> 1m;\n");
  EXPECT_EQ(text(changed({{", 64)", ", 32)"}})).substr(0, 34), "check of the whole changed: condit");
  EXPECT_EQ(text(changed({{"passed 2", "passed 4"}})), "policy rules.private changed: passed: 2 -> 4;\n");
  EXPECT_EQ(text(changed({{"2027-01-31", "2027-02-28"}})),
            "waiver rules.small on app[0] changed: until: 2027-01-31 -> 2027-02-28;\n");
  EXPECT_EQ(text(changed({{"output url: Url = @front->url", "output url: Url = @app[0]->url"}})),
            "output url changed: value: front.url -> app[0].url;\n");
  EXPECT_EQ(text(changed({{"\"backbone\"", "\"spine\""}})),
            "lookup backbone changed: name: \"backbone\" -> \"spine\";\n");
  EXPECT_EQ(text(changed({{"  path: Path\n}", "  path: Path\n  size: Size\n}"}})),
            "kind std.data.Volume changed: result size:  -> Size;\n");
}

TEST(PlanDifference, KnowsOneThingUnderTwoNames) {
  Difference same = difference(golden_plan(), {}, golden_plan(), {{"data", "store"}});
  EXPECT_TRUE(same.same());
  ASSERT_EQ(same.renamed.size(), 1u);
  EXPECT_EQ(same.renamed[0].before + same.renamed[0].after, "datastore");
}

TEST(PlanDifference, SuspectsAForgottenRename) {
  Difference made = changed({{"resource data:", "resource disk:"},
                             {"@data", "@disk"},
                             {"uses data", "uses disk"},
                             {"after data", "after disk"}});
  ASSERT_EQ(made.perhaps_renamed.size(), 1u);
  EXPECT_EQ(made.perhaps_renamed[0], std::pair(std::string("data"), std::string("disk")));
}

TEST(PlanDifference, DoesNotTakeWhatIsLeftOutForRemoved) {
  Plan whole = golden_plan();
  Plan part = whole;
  std::erase_if(part.resources, [](const Resource& resource) { return resource.address == "data"; });
  part.partial = Partial{digest(whole), {"data"}};
  std::string said = text(difference(whole, {}, part, {}));
  EXPECT_NE(said.find("resource data left out:"), std::string::npos) << said;
  EXPECT_EQ(said.find("removed"), std::string::npos) << said;
  EXPECT_NE(text(difference(part, {}, whole, {})).find("resource data taken in:"), std::string::npos);
}

TEST(PlanDifference, OfAnyTwoPlansIsAsItsSchemaSays) {
  std::ifstream in(std::filesystem::path(INFRA_SOURCE_DIR) / "docs/schemas/plan-difference.schema.json");
  Json document = Json::parse(in);
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema);
  for (uint32_t seed = 0; seed < 200; ++seed) {
    Plan before = RandomPlan(seed).make(), after = RandomPlan(seed + 1).make();
    Json made = to_json(difference(before, {}, after, {}));
    valijson::Validator validator;
    ASSERT_TRUE(validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(made), nullptr))
        << "seed " << seed << ": " << made.dump(2);
    EXPECT_EQ(made["same"].get<bool>(), made["entries"].empty()) << "seed " << seed << ": a difference is told of";
  }
}

}  // namespace
}  // namespace infra::plan
