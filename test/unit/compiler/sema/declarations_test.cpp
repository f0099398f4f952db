// The rules of declarations: each broken once, with its code, under the right words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A kind of each lifecycle, and a file of a provider that must be configured.
const std::string kKinds = R"(
pub kind Net: persistent via "cloud" version 1 { cidr: Cidr?, find name: String?, find id: String? } -> { gateway: Ip, tag: String }
pub kind Box: immutable via "cloud" version 1 { size: Int = 1, exclusive disk: Disk?, contains net: Net? } -> { ip: Ip }
pub kind Disk: persistent via "cloud" version 1 { size: Int = 1 } -> { path: Path }
pub kind Api: singleton via "cloud" version 1 { name: String }
pub kind Plug: attachment via "cloud" version 1 { exclusive from: Disk, exclusive to: Box }
)";

const std::string kCloud = "param region: String\nparam account: String = \"main\"\n" + kKinds;

Outcome declared(const std::string& text, ProgramOptions options = {}) {
  return analyze({{"app.infra", kKinds + text}, {"cloud.infra", kCloud}, {"rules.infra", "pub let most = 3\n"}},
                 std::move(options));
}

struct Mistake {
  const char* code;
  const char* text;
  const char* caret;
};

const Mistake kMistakes[] = {
    {"E0250", "existing n: Net { cidr = \"10.0.0.0/8\" }", "cidr"},
    {"E0250", "existing b: Disk { size = 1 }", "size"},
    {"E0251", "existing n: Net {}", "n"},
    {"E0213", "existing n: Net { nome = \"a\" }", "nome"},
    {"E0231", "let k = \"size\"\nresource d: Disk { \"${k}\" = 1 }", "\"${k}\""},
    {"E0231", "resource d: Disk {} with { \"protect\" = true }", "\"protect\""},
    {"E0224", "existing n: Net { name = \"a\" } with { protect = true }", "protect"},
    {"E0306", "existing n: Net? { name = \"a\" }\noutput o: Ip = n.gateway", "n"},
    {"E0252", "import \"./rules.infra\" as rules\nprovider p: rules {}", "rules"},
    {"E0204", "let x = 1\nprovider p: x {}", "x"},
    {"E0218", "import \"./cloud.infra\" as cloud\nprovider p: cloud { region = \"eu\", regoin = 1 }", "regoin"},
    {"E0217", "import \"./cloud.infra\" as cloud\nprovider p: cloud {}", "p"},
    {"E0253",
     "import \"./cloud.infra\" as cloud\nprovider p: cloud { region = \"eu\" }\n"
     "resource d: Disk {} with { provider = p }",
     "p"},
    {"E0220",
     "import \"./cloud.infra\" as cloud\nprovider p: cloud { region = \"${d.path}\" }\n"
     "resource d: cloud.Disk {} with { provider = p }",
     "d"},
    {"E0204", "let p = 1\nresource d: Disk {} with { provider = p }", "p"},
    {"E0254", "import \"./cloud.infra\" as cloud\nresource d: cloud.Disk {}", "d"},
    {"E0254",
     "import \"./cloud.infra\" as cloud\nprovider p: cloud { region = \"eu\" }\nprovider q: cloud { region = \"us\" }\n"
     "resource d: cloud.Disk {}",
     "d"},
    {"E0255", "import hashicorp.aws as aws", "hashicorp.aws"},
    {"E0256", "resource d: Disk {} with { retain = 1 }", "retain"},
    {"E0256", "resource d: Disk {} with { rollout = { batch = 1 } }", "rollout"},
    {"E0257", "resource b: Box {} with { rollout = { batch = 0 } }", "0"},
    {"E0257", "resource b: Box {} with { retain = -1 }", "-1"},
    {"E0257", "resource b: Box {} with { timeout = 0s }", "0s"},
    {"E0257", "resource b: Box for i in 0..2 {} with { rollout = { min_available = 3 } }", "3"},
    {"E0257", "resource b: Box {} with { rollout = { deadline = 10s, healthy_for = 10s } }", "10s"},
    {"E0213", "resource b: Box {} with { rollout = { bach = 1 } }", "bach"},
    {"E0301", "resource b: Box {} with { rollout = { batch = 1s } }", "1s"},
    {"E0213", "resource b: Box {} with { rollout = { order = [1] } }", "order"},
    {"E0258", "resource b: Box for i in 0..2 {} with { rollout = { order = [0, 0] } }", "[0, 0]"},
    {"E0258", "resource b: Box for i in 0..2 {} with { rollout = { order = [0] } }", "[0]"},
    {"E0201", "resource b: Box for i in 0..2 {} with { rollout = { batch = i } }", "i"},
    {"E0259", "resource b: Box {} with { ignore = \"size\" }", "\"size\""},
    {"E0211", "resource b: Box {} with { ignore = [\"siz\"] }", "\"siz\""},
    {"E0260", "resource b: Box {}\nrenamed a to c", "c"},
    {"E0261", "resource a: Box {}\nresource b: Box {}\nrenamed a to b", "a"},
    {"E0262", "resource b: Box {}\nresource c: Box {}\nrenamed a to b\nrenamed a to c", "a"},
    {"E0262", "resource c: Box {}\nrenamed a to c\nrenamed b to c", "c"},
    {"E0263", "renamed a to b\nrenamed b to a", "renamed a to b"},
    {"E0264", "resource d: Disk {}\nresource a: Box { disk = d }\nresource b: Box { disk = d }", "b"},
    {"E0265", "resource d: Disk {}\nresource a: Box { disk = d } with { retain = 1 }", "retain"},
    {"E0266", "import std.net { Endpoint }\nkind P: immutable via \"x\" version 1 { points to: Endpoint }", "to"},
    {"E0227", "kind P: immutable via \"x\" version 1 { exclusive size: Int }", "size"},
    {"E0257", "limit { removals = -1 }", "-1"},
    {"E0213", "limit { replacements = 1 }", "replacements"},
    {"E0215", "limit { removals = 1, removals = 2 }", "removals"},
    {"E0267", "import \"./rules.infra\" as rules\nenforce rules", "rules"},
    {"E0204", "let x = 1\nenforce x", "x"},
    {"E0201", "enforce nothing", "nothing"},
    {"E0268", "policy p on x in [1] { require x > 0 }", "x in [1]"},
    {"E0314", "policy p on b: Box, x in b.size { require x > 0 }", "b.size"},
    {"E0229", "param n: Int = 1\npolicy p on b: Box { require b.size < n }", "n"},
    {"E0406", "check \"few\" { let n = 3\n require n < 3 else \"${n} is too many\" }",
     "require n < 3 else \"${n} is too many\""},
    {"E0301", "check \"c\" { require 1 }", "1"},
    {"E0407", "policy p on b: Box { require b.size > 1 }\nenforce p\nresource b: Box {}", "b"},
    {"E0408",
     "policy p on b: Box { require b.size > 1 }\nresource b: Box {}\n"
     "waive p on b by \"o\" from 2026-01-01 until 2026-07-01 because \"x\"",
     "2026-07-01"},
    {"E0408",
     "policy p on b: Box { require b.size > 1 }\nresource b: Box {}\n"
     "waive p on b by \"o\" from 2026-02-01 until 2026-01-01 because \"x\"",
     "2026-01-01"},
    {"E0408",
     "policy p on b: Box { require b.size > 1 }\nresource b: Box {}\n"
     "waive p on b by \"o\" from 2026-02-01 until 2026-02-30 because \"x\"",
     "2026-02-30"},
    {"E0408",
     "policy p on b: Box { require b.size > 1 }\nresource b: Box {}\n"
     "waive p on b by \"\" from 2026-02-01 until 2026-02-03 because \"x\"",
     "\"\""},
    {"W0410",
     "policy p on b: Box { require b.size > 0 }\nenforce p\nresource b: Box {}\n"
     "waive p on b by \"o\" from 2026-02-01 until 2026-02-03 because \"x\"",
     "waive p on b by \"o\" from 2026-02-01 until 2026-02-03 because \"x\""},
    {"E0411",
     "policy p on b: Box { require b.size > 1 }\nenforce p\nresource b: Box { size = 2 }\n"
     "waive p on c by \"o\" from 2026-02-01 until 2026-02-03 because \"x\"",
     "c"},
    {"E0416", "resource b: Box {}\ntest \"t\" { let p = plan { [b.size] = 1 } }", "b.size"},
    {"E0417", "test \"t\" { expect true fails E0311 }", "E0311"},
    {"E0211", "resource b: Box {}\ntest \"t\" { let p = plan {}\n expect p.c == 1 }", "c"},
    {"E0218", "test \"t\" { let p = plan { size = 1 } }", "size"},
};

class DeclarationMistake : public testing::TestWithParam<Mistake> {};

TEST_P(DeclarationMistake, IsOneErrorUnderTheRightWords) {
  const Mistake& mistake = GetParam();
  Outcome outcome = declared(mistake.text);
  std::vector<std::string> codes = outcome.codes();
  EXPECT_THAT(codes, ElementsAre(mistake.code)) << mistake.text << "\n" << outcome.report();
  for (const diag::Diagnostic& d : outcome.diagnostics) {
    if (d.code == mistake.code && d.primary.span.valid()) {
      EXPECT_EQ(outcome.sources.text(d.primary.span), mistake.caret) << outcome.report();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Declarations, DeclarationMistake, testing::ValuesIn(kMistakes));

// ------------------------------------------------------------------------------------------------ what is meant

TEST(Existing, GivesResultsAndInputsThatAreKnownLater) {
  Outcome outcome = declared(R"(
existing base: Net { name = "backbone" }
resource box: Box { net = base }
output gateway: Ip = base.gateway
output cidr: Cidr? = base.cidr
output name: String? = base.name
)");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.output("gateway"), "known only when it is deployed");
  EXPECT_EQ(outcome.output("cidr"), "known only when it is deployed");
  EXPECT_EQ(outcome.output("name"), "\"backbone\"") << "what it was found by is known";
  EXPECT_TRUE(outcome.find("base")->is_existing);
}

TEST(Existing, ThatMayBeMissingIsAnOptional) {
  Outcome outcome = declared(R"(
existing spare: Net? { name = "spare" }
output gateway: Ip? = match spare { some(n) => n.gateway, none => none }
)");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_TRUE(outcome.find("spare")->is_optional);
}

TEST(Existing, DecidesNoShape) {
  EXPECT_THAT(declared("existing n: Net { name = \"a\" }\nresource b: Box if n.tag == \"x\" {}").codes(),
              ElementsAre("E0401"));
}

TEST(Existing, IsFoundByWhatADeploymentMakes) {
  Outcome outcome = declared("resource a: Net {}\nexisting b: Net { name = a.tag }");
  EXPECT_EQ(outcome.report(), "");
  ASSERT_EQ(outcome.find("b")->edges.size(), 1u);
}

TEST(Provider, IsConfiguredByTheParamsOfItsFile) {
  Outcome outcome = declared(R"(
import "./cloud.infra" as cloud
provider eu: cloud { region = "eu-west-1" }
resource a: cloud.Disk {}
resource b: Disk {}
)");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.find("a")->provider, "eu") << "the only one in scope";
  EXPECT_EQ(outcome.find("b")->provider, "") << "of another file";
  ASSERT_EQ(outcome.analysis->model.providers.size(), 1u);
  EXPECT_EQ(outcome.analysis->model.providers[0].via, "cloud");
}

TEST(Provider, ThatIsToldWhatADeploymentFindsWaitsForIt) {
  Outcome outcome = declared(R"(
import "./cloud.infra" as cloud
resource home: Disk {}
provider eu: cloud { region = "${home.path}" }
resource a: cloud.Disk {}
resource b: Disk {}
)");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.find("a")->edges.size(), 1u);
  EXPECT_EQ(outcome.find("b")->edges.size(), 0u);
}

TEST(Provider, IsChosenWhereThereAreSeveral) {
  Outcome outcome = declared(R"(
import "./cloud.infra" as cloud
provider eu: cloud { region = "eu-west-1" }
provider us: cloud { region = "us-east-1" }
resource a: cloud.Disk {} with { provider = us }
)");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.find("a")->provider, "us");
  EXPECT_EQ(outcome.analysis->model.providers.size(), 1u) << "one that nothing is made by is left out";
}

TEST(Lifecycle, MayBeAnyOfFive) {
  Outcome outcome = declared(R"(
resource api: Api { name = "compute" }
resource disk: Disk {}
resource box: Box {}
resource plug: Plug { from = disk, to = box }
)");
  EXPECT_EQ(outcome.report(), "");
}

TEST(Rollout, HasItsMembersInOrder) {
  Outcome outcome = declared(R"(
let sizes: Map<String, Int> = { lax = 1, tyo = 2 }
resource box: Box for site, size in sizes { size = size } with {
  rollout = { batch = 1, canary = 1, min_available = 1, healthy_for = 10s, deadline = 1m, confirm = 5s, order = ["tyo", "lax"] }
  retain = 2
  ignore = ["size"]
}
)");
  EXPECT_EQ(outcome.report(), "");
  ASSERT_EQ(outcome.analysis->model.rollouts.size(), 1u);
  const sema::ModelRollout& rollout = outcome.analysis->model.rollouts[0];
  EXPECT_THAT(rollout.members, ElementsAre("box[\"tyo\"]", "box[\"lax\"]"));
  EXPECT_EQ(rollout.confirm_ms, 5000);
  EXPECT_EQ(outcome.find("box[\"lax\"]")->retain, 2);
  EXPECT_THAT(outcome.find("box[\"lax\"]")->ignore, ElementsAre("size"));
}

TEST(Rollout, TakesMembersOfEnumsFromElsewhere) {
  Outcome outcome = declared(R"(
enum Site { lax, tyo }
param order: List<Site> = [.tyo, .lax]
let sizes: Map<Site, Int> = { lax = 1, tyo = 2 }
resource box: Box for site, size in sizes { size = size } with { rollout = { batch = 1, order = order } }
)");
  EXPECT_EQ(outcome.report(), "");
  ASSERT_EQ(outcome.analysis->model.rollouts.size(), 1u);
  EXPECT_THAT(outcome.analysis->model.rollouts[0].members, ElementsAre("box[\"tyo\"]", "box[\"lax\"]"));
}

TEST(Renamed, KeepsTheOldestAddressOfAChain) {
  Outcome outcome = declared("resource c: Box for i in 0..2 {}\nrenamed a to b\nrenamed b to c\n");
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.find("c[1]")->oldest, "a[1]");
}

TEST(Renamed, FollowsModulesAndWhatMovesBetweenThem) {
  std::map<std::string, std::string> files = {{"store.infra", kKinds + "resource web: Box {}\nrenamed app to web\n"},
                                              {"app.infra", R"(
import "./store.infra" as store
module shop: store {}
renamed cell to shop
resource net: store.Net {}
renamed shop.net to net
)"}};
  Outcome outcome = analyze(files);
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.find("shop.web")->oldest, "cell.app");
  EXPECT_EQ(outcome.find("net")->oldest, "cell.net");
}

TEST(Renamed, IsFoundOutWhereTwoComeFromOneAddress) {
  std::map<std::string, std::string> files = {
      {"store.infra", kKinds + "resource web: Box {}\n"},
      {"app.infra",
       "import \"./store.infra\" as store\nmodule shop: store {}\nresource b: store.Box {}\n"
       "renamed shop.app to shop.web\nrenamed old to b\nrenamed shop.app2 to old\n"}};
  EXPECT_EQ(analyze(files).report(), "");
}

TEST(Limit, IsTheSmallestOfAll) {
  std::map<std::string, std::string> files = {
      {"store.infra", "limit { removals = 2 }\n"},
      {"app.infra", "import \"./store.infra\" as store\nmodule shop: store {}\nlimit { removals = 5 }\n"}};
  Outcome outcome = analyze(files);
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.analysis->model.removal_limit, 2);
}

TEST(Check, ThatWaitsIsCarried) {
  Outcome outcome = declared("resource b: Box {}\ncheck \"c\" { require \"${b.ip}\" != \"10.0.0.1\" else \"taken\" }");
  EXPECT_EQ(outcome.report(), "");
  ASSERT_EQ(outcome.analysis->model.checks.size(), 1u);
  EXPECT_EQ(outcome.analysis->model.checks[0].subject, "the check `c`");
  EXPECT_EQ(outcome.analysis->model.checks[0].address, "");
}

const std::string kRules = R"(
/// Small.
policy small on b: Box, limit in [2, 4] controls ["C-1", "C-2"] {
  let size = b.size
  require size < limit else "${b.size} is not below ${limit}"
}
enforce small
)";

TEST(Policy, CountsWhatPassesAndCarriesItsControls) {
  Outcome outcome = declared(kRules + "resource a: Box for i in 0..3 {}");
  EXPECT_EQ(outcome.report(), "");
  ASSERT_EQ(outcome.analysis->model.policies.size(), 1u);
  EXPECT_EQ(outcome.analysis->model.policies[0].passed, 3);
  EXPECT_EQ(outcome.analysis->model.policies[0].name, "app.small");
  EXPECT_THAT(outcome.analysis->model.policies[0].controls, ElementsAre("C-1", "C-2"));
}

TEST(Policy, FailsWithItsMessageRuleAndControls) {
  Outcome outcome = declared(kRules + "resource a: Box { size = 3 }");
  EXPECT_THAT(outcome.codes(), ElementsAre("E0407"));
  EXPECT_THAT(outcome.report(), HasSubstr("the policy `small` fails on `a`: 3 is not below 2"));
  EXPECT_THAT(outcome.report(), HasSubstr("controls: C-1, C-2"));
}

TEST(Policy, IsNoFailureWhereItIsNotEnforced) {
  EXPECT_EQ(declared("policy p on b: Box { require b.size > 1 }\nresource b: Box {}").report(), "");
}

TEST(Policy, ThatWaitsIsDeferredAndNeverAPass) {
  Outcome outcome = declared(R"(
policy addressed on b: Box { require "${b.ip}" != "10.0.0.1" else "taken" }
enforce addressed
resource a: Box {}
)");
  EXPECT_EQ(outcome.report(), "");
  const sema::ModelPolicy& policy = outcome.analysis->model.policies.at(0);
  EXPECT_EQ(policy.passed, 0);
  ASSERT_EQ(policy.findings.size(), 1u);
  EXPECT_EQ(policy.findings[0].resource, "a");
}

TEST(Policy, IsDecidedByKleenesLogic) {
  auto policy = [](const std::string& condition) {
    Outcome outcome =
        declared("policy p on b: Box { require " + condition + " else \"no\" }\nenforce p\nresource a: Box {}");
    if (!outcome.diagnostics.empty()) return outcome.codes()[0];
    const sema::ModelPolicy& judged = outcome.analysis->model.policies.at(0);
    return std::string(judged.findings.empty() ? "pass" : "deferred");
  };
  const std::string waits = "\"${b.ip}\" == \"10.0.0.1\"";
  EXPECT_EQ(policy("false && " + waits), "E0407");
  EXPECT_EQ(policy("(" + waits + ") && false"), "E0407");
  EXPECT_EQ(policy("true || " + waits), "pass");
  EXPECT_EQ(policy("(" + waits + ") || true"), "pass");
  EXPECT_EQ(policy(waits), "deferred");
  EXPECT_EQ(policy("!(" + waits + ")"), "deferred");
  EXPECT_EQ(policy("b.size / 0 == 1"), "E0407") << "an error while it is asked is a fail";
}

TEST(Waiver, LetsAPolicyFailAndTravels) {
  Outcome outcome = declared(kRules + R"(
resource a: Box for i in 0..2 { size = 3 }
waive small on a by "ops@example.org" from 2026-12-01 until 2027-01-31 because "ticket 4711"
)");
  EXPECT_EQ(outcome.report(), "");
  ASSERT_EQ(outcome.analysis->model.waivers.size(), 2u) << "one for each instance";
  EXPECT_EQ(outcome.analysis->model.waivers[0].address, "a[0]");
  EXPECT_EQ(outcome.analysis->model.policies.at(0).findings.size(), 2u);
}

TEST(Waiver, IsJudgedByTheDayThatIsAskedAbout) {
  std::string text = kKinds + kRules + R"(
resource a: Box { size = 3 }
waive small on a by "ops" from 2026-12-01 until 2027-01-31 because "ticket"
)";
  auto codes_on = [&](const std::string& day) {
    MemoryFiles package(std::map<std::string, std::string>{{"app.infra", text}});
    MemoryFiles stdlib = small_stdlib();
    diag::Sink sink;
    SourceMap sources;
    sema::AnalysisRequest request{package, stdlib, "app.infra", {{}, "", false}, {}, {}, day};
    sema::analyze(request, sources, sink);
    std::vector<std::string> codes;
    for (const diag::Diagnostic& d : sink.diagnostics()) codes.emplace_back(d.code);
    return codes;
  };
  EXPECT_THAT(codes_on("2027-01-31"), ElementsAre());
  EXPECT_THAT(codes_on("2027-02-01"), testing::Contains("E0407"));
  EXPECT_THAT(codes_on("soon"), testing::Contains("E0412"));
}

TEST(Enforced, FromOutsideIsEnforcedToo) {
  MemoryFiles package(std::map<std::string, std::string>{
      {"app.infra", "import \"./kinds.infra\" as kinds\nresource a: kinds.Box { size = 3 }\n"},
      {"kinds.infra", kKinds},
      {"rules.infra", "import \"./kinds.infra\" as kinds\npub policy small on b: kinds.Box { require b.size < 3 }\n"}});
  MemoryFiles stdlib = small_stdlib();
  diag::Sink sink;
  SourceMap sources;
  sema::AnalysisRequest request{package, stdlib, "app.infra", {{}, "", false}, {}, {"rules.infra"}};
  sema::analyze(request, sources, sink);
  ASSERT_EQ(sink.diagnostics().size(), 1u);
  EXPECT_EQ(sink.diagnostics()[0].code, "E0407");
}

}  // namespace
}  // namespace infra::test
