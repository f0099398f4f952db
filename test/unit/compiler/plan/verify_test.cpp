// Each rule of the verifier, with the plan of everything changed so that it breaks the rule.
#include "compiler/plan/verify.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "compiler/plan/text.h"

namespace infra::plan {
namespace {

struct Change {
  const char* promise;
  const char* from;
  const char* to;    ///< Every `from` becomes this.
  const char* code;  ///< Empty: the plan stays sound.
};

std::string golden_text() {
  std::ifstream in(std::filesystem::path(INFRA_SOURCE_DIR) / "test/unit/compiler/plan/golden/shop.ir");
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string changed_text(const Change& change) {
  std::string text = golden_text(), from = change.from, to = change.to;
  size_t count = 0;
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size(), ++count)
    text.replace(at, from.size(), to);
  EXPECT_GT(count, 0u) << "the plan does not hold " << from;
  return text;
}

class Rule : public testing::TestWithParam<Change> {};

TEST_P(Rule, RefusesWhatBreaksTheRule) {
  const Change& change = GetParam();
  auto plan = from_text(changed_text(change));
  ASSERT_TRUE(plan) << plan.error().message;
  std::vector<Error> problems = verify(*plan);
  std::string codes;
  bool found = false;
  for (const Error& problem : problems) {
    codes += problem.code + " " + problem.message + "\n";
    found |= problem.code == change.code;
  }
  EXPECT_EQ(found, change.code[0] != '\0') << change.promise << "\n" << codes;
  if (change.code[0] == '\0') {
    EXPECT_EQ(codes, "") << change.promise;
  }
}

const Change kChanges[] = {
    {"a deployment has a name", "plan \"shop\"", "plan \"\"", "E0510"},
    {"resources stand in order", "resource data:", "resource zulu:", "E0510"},
    {"resources stand once", "resource app[1]:", "resource app[0]:", "E0510"},
    {"outputs stand in order", "output hosts:", "output zeta:", "E0510"},
    {"fields of kinds stand in order", "  listen: Port", "  alpha: Port", "E0510"},
    {"edges stand in order", "  uses data\n  uses release", "  uses release\n  uses data", "E0510"},
    {"checks stand in order", "check: less", "check zulu: less", "E0510"},

    {"a reference leads to a resource", "archive = @release", "archive = @relaese", "E0511"},
    {"a result is one of the kind", "@front->url", "@front->ip", "E0511"},
    {"an edge leads to a resource", "after data", "after date", "E0511"},
    {"a check is of a resource", "check front", "check frond", "E0511"},

    {"resources do not wait for each other", "  with protect = true", "  after app[0]\n  with protect = true", "E0512"},

    {"a port is 1 to 65535", "listen = 8080", "listen = 70000", "E0513"},
    {"a constant has its type", "drain = 30000", "drain = \"30s\"", "E0513"},
    {"an input that must be given is", "  drain = 30000\n", "", "E0513"},
    {"no input is unknown", "  drain = 30000\n", "  drain = 30000\n  extra = 1\n", "E0513"},
    {"an absent optional is left out", "  health = .http#0 { path = \"/healthz\" }", "  health = none", "E0513"},
    {"a domain value is in normal form", "\"/healthz\"", "\"//healthz\"", "E0513"},
    {"a member has its place", ".http#0", ".http#1", "E0513"},
    {"a member carries what is declared", "{ path = \"/healthz\" }", "{ pfad = \"/healthz\" }", "E0513"},
    {"a reference is of the kind", "archive = @release", "archive = @data", "E0513"},
    {"a result has the type of its place", "= @front->url", "= @front->endpoint", "E0513"},
    {"a residual has the type of its place", "listen = 8080", "listen = join(@app[0]->url)", "E0513"},
    {"both branches have the type", "listen = 8080", "listen = if(equal(@app[0]->port, 1), 8080, \"x\")", "E0513"},
    {"a condition is a Bool", "less_equal(call(\"String.length\", secret.env(\"DB_PASSWORD\")), 64)",
     "add(@app[0]->port, 1)", "E0513"},

    {"every reference has its edge", "  points app[1]\n", "", "E0514"},
    {"an edge has the mark of its field", "  points app[0]\n  points app[1]", "  uses app[0]\n  uses app[1]", "E0514"},
    {"an edge is of an input", "  uses data\n", "  uses data\n  uses front\n", "E0514"},
    {"no edge leads to itself", "after data", "after front", "E0514"},

    {"what is derived per instance is not fixed", "\"INSTANCE\" = \"shop-0\" }",
     "\"INSTANCE\" = \"shop-0\" }\n  port = 80", "E0518"},
    {"a plain field holds nothing secret", "Map<String, Secret<String>>", "Map<String, String>", "E0515"},
    {"what is computed from a secret is secret", "@front->url", "join(@front->url, secret.env(\"X\"))", "E0515"},
    {"a message shows no secret", "\"the password is too long\"", "join(\"not \", secret.env(\"DB_PASSWORD\"))",
     "E0515"},

    {"every artifact is listed",
     "artifact sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad size 3\n", "", "E0516"},
    {"an artifact has one size", "size 3", "size 4", "E0516"},
    {"no artifact is listed for nothing", "size 3\n",
     "size 3\nartifact sha256:ca7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad size 1\n", "E0516"},

    {"a folder has the files that its digest says", "file \"index.html\"", "executable \"index.html\"", "E0516"},
    {"a folder has one size",
     "folder = dir(sha256:14ac50f8e493aea04c245cc506855440df4e91e805c9d45e676de2a391119844, 3)",
     "folder = dir(sha256:14ac50f8e493aea04c245cc506855440df4e91e805c9d45e676de2a391119844, 4)", "E0516"},
    {"nothing in a folder leads out of it", "\"index.html\"", "\"../index.html\"", "E0516"},
    {"every folder is listed",
     "\ndir sha256:14ac50f8e493aea04c245cc506855440df4e91e805c9d45e676de2a391119844 {\n"
     "  file \"index.html\" sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n}\n",
     "", "E0516"},
    {"an operation has its operands", "not(equal(@app[0]->port, 8080))", "not()", "E0517"},
    {"a function exists", "String.length", "String.lengthy", "E0517"},
    {"a function has its arguments", "call(\"String.length\", ", "call(\"String.length\", 1, ", "E0517"},
    {"a loop variable has its loop", "@front->url", "join(%0)", "E0517"},
    {"a secret comes from a source that is known", "secret.env(", "secret.vault(", "E0517"},
    {"only text is parsed", "@front->url", "parse(@front->url, \"Int\")", "E0517"},

    {"a kind has a version from one up", "\"volume\" version 1", "\"volume\" version 0", "E0518"},
    {"a kind has a provider", "via \"volume\"", "via \"\"", "E0518"},
    {"only a pointer points", "pointer via \"haproxy\"", "immutable via \"haproxy\"", "E0518"},
    {"a kind is used", "kind std.net.Balancer",
     "kind std.net.Another: pointer via \"x\" version 1 {} -> {}\nkind std.net.Balancer", "E0518"},
    {"a field has a type", "shared: Bool", "shared: module {}", "E0518"},
    {"an output has a type", "output url: Url", "output url: List<module {}>", "E0513"},

    {"only a reference has one holder", "  exclusive at:", "  exclusive address: String\n  at:", "E0510"},
    {"what is held by one is a reference", "  find name: String?", "  exclusive name: String?", "E0518"},
    {"a lookup is found by something", "  name = \"backbone\"\n", "", "E0519"},
    {"a lookup is found by what its kind marks", "  find name: String?", "  name: String?", "E0519"},
    {"a lookup and a resource have addresses of their own", "lookup backbone", "lookup api", "E0510"},
    {"lookups stand in order", "lookup spare", "lookup alpha", "E0510"},
    {"only an optional lookup may be missing", "lookup spare: cloud.Network optional", "lookup spare: cloud.Network",
     "E0511"},
    {"what exists tells what its kind declares", "@spare->name", "@spare->nome", "E0511"},
    {"a lookup waits for no circle", "  name = \"backbone\"\n", "  name = @spare->id\n  uses spare\n", "E0512"},
    {"what finds has its type", "name = \"backbone\"", "name = 7", "E0513"},
    {"a provider that is named is configured", "with provider = \"eu\"", "with provider = \"us\"", "E0511"},
    {"a provider is for the kinds that name it", "\"eu\" via \"cloud\"", "\"eu\" via \"clouds\"", "E0519"},
    {"a provider that is configured is named", "  with provider = \"eu\"\n", "", "E0519"},
    {"what a provider is told can be evaluated", "region = \"eu-west-1\"", "region = %0", "E0517"},
    {"what is made waits for what its provider is told", "region = \"eu-west-1\"", "region = @spare->id", "E0514"},
    {"a timeout is above zero", "timeout_ms = 300000", "timeout_ms = 0", "E0519"},
    {"only what is replaced is retained", "  with protect = true", "  with retain = 1", "E0519"},
    {"nothing is retained while it holds what one may hold", "  archive: ref", "  exclusive archive: ref", "E0519"},
    {"what is ignored is a field", "with ignore = \"env\"", "with ignore = \"envy\"", "E0519"},
    {"what is ignored stands in order", "with ignore = \"env\"", "with ignore = \"stop_timeout\"", "E0519"},
    {"a limit is not below zero", "limit removals 3", "limit removals -1", "E0519"},
    {"a rollout has members", "  member app[1]\n  member app[0]\n", "", "E0519"},
    {"a rollout is of resources", "  member app[1]", "  member app[2]", "E0511"},
    {"a rollout is of what is replaced", "  member app[1]", "  member data", "E0519"},
    {"a resource is rolled once", "  member app[1]", "  member app[0]", "E0519"},
    {"a batch has one at least", "  batch = 1", "  batch = 0", "E0519"},
    {"policies stand in order", "policy \"rules.private\"", "policy \"rules.zulu\"", "E0510"},
    {"a finding is of a resource", "finding app[0]", "finding ape", "E0511"},
    {"findings stand in order", "finding app[1]", "finding api", "E0510"},
    {"what fails is waived", "waiver \"rules.small\" on app[0]", "waiver \"rules.small\" on app[1]", "E0519"},
    {"what passes is no finding", "finding app[0]: false", "finding app[0]: true", "E0519"},
    {"the condition of a finding is a Bool", "less(@app[1]->port, 9000)", "@app[1]->port", "E0513"},
    {"a waiver waives something", "waiver \"rules.small\"", "waiver \"rules.smell\"", "E0519"},
    {"a waiver says who and why", "by \"ops@example.org\"", "by \"\"", "E0519"},
    {"a waiver has dates", "\"2027-01-31\"", "\"2027-02-31\"", "E0519"},
    {"a waiver ends after it begins", "\"2027-01-31\"", "\"2026-11-30\"", "E0519"},
    {"a waiver lasts 180 days at most", "\"2027-01-31\"", "\"2027-05-31\"", "E0519"},

    {"a part leaves something out", "limit removals 3",
     "part of sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad {}\nlimit removals 3", "E0519"},
    {"what is left out is not there", "limit removals 3",
     "part of sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad { without data }\nlimit removals "
     "3",
     "E0519"},
    {"what is left out stands in order", "limit removals 3",
     "part of sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad { without y without x }\n"
     "limit removals 3",
     "E0510"},
    {"a part may be whole in itself", "limit removals 3",
     "part of sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad { without x without y }\n"
     "limit removals 3",
     ""},

    {"a waiver may last 180 days", "\"2027-01-31\"", "\"2027-05-30\"", ""},
    {"a set of names may be called as marks are", "listen", "uses", ""},
    {"more may come after than inputs need", "  after data\n", "  after data\n  after release\n", ""},
    {"text of a domain type is a String", "\"--data\", @data->path]", "@data->path]", ""},
};

INSTANTIATE_TEST_SUITE_P(Verifier, Rule, testing::ValuesIn(kChanges));

TEST(Verifier, LetsAPointerCloseACircle) {
  std::string text = golden_text();
  auto replace = [&](std::string_view from, std::string_view to) {
    for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
      text.replace(at, from.size(), to);
  };
  replace("\"--data\", @data->path]", "@front->url]");
  replace("  uses data\n", "  uses front\n");
  auto plan = from_text(text);
  ASSERT_TRUE(plan) << plan.error().message;
  for (const Error& problem : verify(*plan)) ADD_FAILURE() << problem.code << " " << problem.message;
}

TEST(Verifier, TakesAChainOfManyResources) {
  Plan plan;
  plan.deployment = "chain";
  plan.kinds.push_back({"fake.Thing", Lifecycle::Immutable, "fake", 1, {}, {}});
  value::ValueId nothing = plan.values->record({}, {});
  constexpr int kCount = 20'000;
  for (int i = 0; i < kCount; ++i) {
    Resource resource;
    resource.address = "a[" + std::to_string(i) + "]";
    resource.inputs = nothing;
    if (i + 1 < kCount) resource.edges = {{EdgeKind::After, "a[" + std::to_string(i + 1) + "]"}};
    plan.resources.push_back(std::move(resource));
  }
  EXPECT_TRUE(verify(plan).empty()) << "and no recursion ends the process";
}

}  // namespace
}  // namespace infra::plan
