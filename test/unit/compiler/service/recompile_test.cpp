// A process that lives on: what it says of a program after an edit is what a new one would say.
#include <gtest/gtest.h>

#include <random>

#include "compiler/service/evaluate.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using service::Snapshot;

struct World {
  MemoryFiles package;
  MemoryFiles stdlib = small_stdlib();

  service::CompileRequest request() {
    service::CompileRequest request;
    request.package = &package;
    request.stdlib = &stdlib;
    request.root = "app.infra";
    return request;
  }
};

std::string told(const Snapshot& snapshot) {
  std::string text;
  for (const diag::Diagnostic& d : snapshot.diagnostics()) text += diag::render_human(d, snapshot.sources());
  if (snapshot.ok()) service::write_outputs_json(snapshot, [&](std::string_view piece) { text += piece; });
  return text;
}

std::string app() {
  std::string text =
      "import std.net { Endpoint }\nimport \"./names.infra\" as names\n"
      "type Disk = { size: Int where it > 0, kind: String = \"ssd\" }\n"
      "type Host = { name: String, port: Port, disks: List<Disk> }\ntype Zone = { name: String, hosts: List<String> }\n"
      "let base = names.title\nlet spare: Host = {\n  name = \"spare\", port = 1, disks = []\n}\n"
      "output all: Map<String, Host | Zone> = {\n";
  for (int i = 0; i < 12; ++i) {
    text += fmt::format(
        "  \"h{0}\" = {{\n    name = \"${{base}}-{0}\"\n    port = {1}\n"
        "    disks = [{{ size = {1} }}, {{ size = 2, kind = \"hdd\" }}]\n  }}\n",
        i, 80 + i);
    text += fmt::format("  \"z{0}\" = {{ name = \"zone {0}\", hosts = [\"h{0}\"] }}\n", i);
  }
  return text + "}\noutput one: String = spare.name\n";
}

TEST(Recompile, RandomEditsAreToldAsANewProcessTellsThem) {
  static constexpr std::string_view kPieces[] = {"0",    "7",     "-",       "\"",   "name",   "port",
                                                 "size", "x = 1", ",",       "\n",   " ",      "{ }",
                                                 "{",    "}",     "[]",      "none", "// c\n", "\"h1\" = spare ",
                                                 "base", "spare", "${base}", "?"};
  std::mt19937 random(11);
  auto below = [&](size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random); };
  World world;
  std::string text = app();
  const std::string names = "pub let title = \"shop\"\n";
  world.package.put("app.infra", text);
  world.package.put("names.infra", names);
  Snapshot warm = Snapshot::take(world.request(), true);
  ASSERT_TRUE(warm.ok()) << told(warm);
  size_t sound = 0;
  for (int i = 0; i < 400; ++i) {
    std::string after = text;
    const size_t at = below(after.size());
    const std::string_view piece = kPieces[below(std::size(kPieces))];
    switch (below(3)) {
      case 0: after.insert(at, piece); break;
      case 1: after.erase(at, 1 + below(5)); break;
      default: after.replace(at, 1, piece);
    }
    if (i % 10 == 0) world.package.put("names.infra", names + "// " + std::to_string(i) + "\n");
    world.package.put("app.infra", after);
    warm = Snapshot::take(world.request(), true, std::move(warm));
    const Snapshot cold = Snapshot::take(world.request(), true);
    ASSERT_EQ(told(warm), told(cold)) << after;
    sound += cold.ok();
    // Mistakes stay for a while, and are mended.
    text = below(4) == 0 ? app() : after;
  }
  EXPECT_GT(sound, 20u);
}

TEST(Recompile, AQuestionAfterAnotherIsAnsweredAsTheFirst) {
  World world;
  world.package.put("app.infra", "let base = 20\nlet more = { a = base }\n");
  auto ask = [&](const std::string& expression) {
    return service::ScopeRequest{world.request(), {"let typed = base + 1"}, expression, "input"};
  };
  service::ScopeResult last = service::evaluate(ask("typed"));
  for (const std::string expression : {"typed + 1", "more.a", "typed +", "more.b", "\"${typed}\"", "(", "typed"}) {
    const service::ScopeResult cold = service::evaluate(ask(expression));
    last = service::evaluate(ask(expression), std::move(last.snapshot));
    EXPECT_EQ(last.value.has_value(), cold.value.has_value()) << expression;
    if (last.value && cold.value) {
      EXPECT_EQ(last.value->text, cold.value->text);
    }
    std::string said_warm, said_cold;
    for (const auto& d : last.snapshot.diagnostics()) said_warm += diag::render_human(d, last.snapshot.sources());
    for (const auto& d : cold.snapshot.diagnostics()) said_cold += diag::render_human(d, cold.snapshot.sources());
    EXPECT_EQ(said_warm, said_cold);
  }
}

}  // namespace
}  // namespace infra::test
