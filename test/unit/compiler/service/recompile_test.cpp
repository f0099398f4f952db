// A process that lives on: what it says of a program after an edit is what a new one would say.
#include <gtest/gtest.h>

#include <random>

#include "compiler/passes/pipeline.h"
#include "compiler/plan/json.h"
#include "compiler/service/compilation.h"
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
    request.keeps = true;
    return request;
  }
};

/// Everything that a program makes: what is said of it, its values, the bytes of its plan.
std::string told(const Snapshot& snapshot) {
  std::string text;
  for (const diag::Diagnostic& d : snapshot.diagnostics()) text += diag::render_human(d, snapshot.sources());
  if (!snapshot.ok()) return text;
  service::write_outputs_json(snapshot, [&](std::string_view piece) { text += piece; });
  const sema::Analysis& analysis = *snapshot.compilation().analysis;
  auto built = passes::build_plan(analysis.program, analysis.model, snapshot.sources(), "app");
  return text + (built ? plan::to_json(built->plan) : built.error().message);
}

/// How often in a row the program before was taken over and only a value checked again.
uint32_t times_kept(const Snapshot& snapshot) {
  const auto& analysis = snapshot.compilation().analysis;
  return analysis && analysis->kept ? analysis->kept->times : 0;
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

/// A program of every kind of declaration, with names for `edits`.
std::string broad() {
  return "import std.net { Endpoint, Balancer }\nimport std.data { Volume }\nimport std.host { File }\n"
         "import \"./names.infra\" as names\n"
         "enum Scale { small, large(gib: Int where it > 1) }\n"
         "type Disk = { size: Int where it > 0 else \"a disk has room\", kind: String = \"ssd\", tier: Int = limit }\n"
         "type Pair<T> = { left: T, right: T, note: String? }\n"
         "type Host = { name: String, port: Port, disks: List<Disk>, scale: Scale = .small }\n"
         "type Zone = { name: String, hosts: List<String> }\n"
         "fn twice(self: Int, by: Int = 2) -> Int = self * by\n"
         "fn pair(value: Int) -> Pair<Int> = { left = value, right = value }\n"
         "param count: Int = 2 where it < 9\n"
         "let limit = 3\nlet base = \"b\"\nlet chosen = count + limit\n"
         "let spare: Host = {\n  name = \"spare\"\n  port = 1\n  disks = []\n}\n"
         "let open = {\n  a = 1\n  b = { c = base, d = [1, 2] }\n  text = embed(\"note.txt\")\n}\n"
         "resource data: Volume for i in 0..count { size = 1GiB, shared = i > 0 }\n"
         "resource front: Balancer { listen = 80, backends = [] }\n"
         "resource note: File { path = \"/etc/note\", content = open.text }\n"
         "output all: Map<String, Host | Zone> = {\n"
         "  \"one\" = {\n    name = \"${base}-1\"\n    port = 80\n    disks = [{ size = 7 }, { size = 2, kind = "
         "\"hdd\" "
         "}]\n  }\n"
         "  \"two\" = { name = \"zone\", hosts = [\"h\", names.title] }\n"
         "  \"three\" = { name = open.b.c, port = 90, disks = [{ size = limit.twice() }], scale = .large(gib: 4) }\n"
         "  ...extra\n"
         "}\n"
         "let extra: Map<String, Host | Zone> = {\n  \"four\" = spare\n  \"five\" = { name = \"z5\", hosts = [] }\n}\n"
         "output pairs: Map<String, Pair<Int>> = {\n  a = pair(3)\n  b = { left = chosen, right = 2, note = \"n\" "
         "}\n}\n"
         "output urls: Map<String, String> = {\n  front = \"${front.url}/${base}\"\n  count = \"${count}\"\n}\n"
         "check \"few\" { require count < 8 }\n"
         "test \"two\" { let p = plan { count = 2 }\n  expect p.data.length == 2 }\n";
}

/// What a person edits: declarations that others read, and values, right and wrong. Each is also taken back.
constexpr std::pair<std::string_view, std::string_view> kEdits[] = {
    {"enum Scale { small,", "enum Scale { tiny,"},
    {"enum Scale { small,", "enum Scale { small, medium,"},
    {"where it > 1)", "where it > 9)"},
    {"where it > 0 else", "where it > 5 else"},
    {"kind: String = \"ssd\"", "kind: String = \"nvme\""},
    {"kind: String = \"ssd\"", "kind: String"},
    {"tier: Int = limit", "tier: Int = 4"},
    {"note: String? }", "note: String }"},
    {"type Zone = { name", "type Zone = { title"},
    {"self * by", "self * by + 1"},
    {"by: Int = 2", "by: Int = 3"},
    {"count: Int = 2", "count: Int = 3"},
    {"count: Int = 2", "count: Int = 8"},
    {"let limit = 3", "let limit = 5"},
    {"let limit = 3", "let limit = \"x\""},
    {"let limit = 3", "let bound = 3"},
    {"let base = \"b\"", "let base = \"base\""},
    {"let chosen = count + limit", "let chosen = limit"},
    {"let spare: Host", "let other: Host"},
    {"output pairs", "output duos"},
    {"resource front", "resource door"},
    {"fn pair(value", "fn pair(number"},
    {"  name = \"spare\"\n", "  name = \"${base}\"\n"},
    {"  port = 1\n", "  port = 70000\n"},
    {"  port = 1\n", "  port = limit\n"},
    {"  a = 1\n", "  a = 1\n  e = [true]\n"},
    {"  a = 1\n", "  a = \"one\"\n"},
    {"  a = 1\n", "  a = 2\n"},
    {"d = [1, 2]", "d = [for i in 0..2: i.twice()]"},
    {"d = [1, 2]", "d = [1, 2, 3]"},
    {"c = base", "c = names.title"},
    {"disks = [{ size = 7 }", "disks = [{ size = 4 }"},
    {"disks = [{ size = 7 }", "disks = [{ size = 0 }"},
    {"disks = [{ size = 7 }", "disks = [{ size = 7, sort = 1 }"},
    {"    port = 80\n", "    port = 8080\n"},
    {"    port = 80\n", "    port = missing\n"},
    {"    port = 80\n", "    port = count\n    scale = .large(gib: 2)\n"},
    {"    port = 80\n", "    // 80\n    port = 80\n"},
    {"hosts = [\"h\", names.title]", "hosts = [\"h\", names.none]"},
    {"hosts = [\"h\", names.title]", "hosts = []"},
    {"scale = .large(gib: 4)", "scale = .small"},
    {"scale = .large(gib: 4)", "scale = .huge"},
    {"  \"two\" = {", "  \"one\" = {"},
    {"  \"two\" = {", "  \"five\" = {"},
    {"  ...extra\n", ""},
    {"  \"four\" = spare\n", "  \"four\" = spare\n  \"six\" = spare\n"},
    {"hosts = [] }\n}\n", "hosts = [for h in [\"x\"]: \"${h}${base}\"] }\n}\n"},
    {"a = pair(3)", "a = pair(\"3\")"},
    {"a = pair(3)", "a = { left = 3, right = let x = 4; x }"},
    {"note = \"n\" }", "note = none }"},
    {"/${base}\"", "/${open.text}\""},
    {"  count = \"${count}\"\n", "  count = \"${data.length}\"\n  size = \"${data[0].path}\"\n"},
    {"require count < 8", "require count < 2 else \"few\""},
    {"  expect p.data.length == 2", "  expect p.data.length == count"},
};

TEST(Recompile, EditsOfEveryDeclarationAreToldAsANewProcessTellsThem) {
  std::mt19937 random(23);
  auto below = [&](size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random); };
  World world;
  std::string text = broad(), names = "pub let title = \"shop\"\n";
  auto put = [&] {
    world.package.put("app.infra", text);
    world.package.put("names.infra", names);
  };
  world.package.put("note.txt", "note 0");
  put();
  Snapshot warm = Snapshot::take(world.request(), true);
  ASSERT_TRUE(warm.ok()) << told(warm);
  size_t sound = 0, kept = 0;
  for (int i = 0; i < 700; ++i) {
    const auto& [from, to] = kEdits[below(std::size(kEdits))];
    if (const size_t at = text.find(from);
        at != std::string::npos && (to.empty() || text.find(to) == std::string::npos)) {
      text.replace(at, from.size(), to);
    } else if (const size_t back = to.empty() ? std::string::npos : text.find(to); back != std::string::npos) {
      text.replace(back, to.size(), from);
    }
    if (below(12) == 0) text = broad();
    if (below(20) == 0) names = below(2) == 0 ? "pub let title = \"shop\"\n" : "pub let title = \"shop ${1 + 1}\"\n";
    if (below(40) == 0) world.package.put("note.txt", "note " + std::to_string(i));
    put();
    warm = Snapshot::take(world.request(), true, std::move(warm));
    const Snapshot cold = Snapshot::take(world.request(), true);
    ASSERT_EQ(told(warm), told(cold)) << i << ": `" << from << "` to `" << to << "` in\n" << text;
    sound += cold.ok();
    kept += times_kept(warm) > 0;
  }
  EXPECT_GT(sound, 50u);
  EXPECT_GT(kept, 50u);
}

TEST(Recompile, AnEditInsideOfAValueKeepsTheRestOfTheProgram) {
  World world;
  world.package.put("names.infra", "pub let title = \"shop\"\n");
  world.package.put("note.txt", "note");
  std::string text = broad();
  auto take = [&](Snapshot previous) {
    world.package.put("app.infra", text);
    return Snapshot::take(world.request(), true, std::move(previous));
  };
  auto edit = [&](std::string_view from, std::string_view to) { text.replace(text.find(from), from.size(), to); };
  world.package.put("app.infra", text);
  Snapshot warm = take(Snapshot::take(world.request(), true));
  EXPECT_EQ(times_kept(warm), 1u);  // nothing has changed
  edit("port = 80\n", "port = 8080\n");
  warm = take(std::move(warm));
  EXPECT_EQ(times_kept(warm), 2u);  // an output
  edit("port = 8080\n", "port = 70000\n");
  warm = take(std::move(warm));
  EXPECT_FALSE(warm.ok());
  EXPECT_EQ(times_kept(warm), 3u);  // a mistake in it
  warm = take(std::move(warm));
  EXPECT_FALSE(warm.ok());
  EXPECT_EQ(times_kept(warm), 4u);  // which is said again
  edit("port = 70000\n", "port = 82\n");
  warm = take(std::move(warm));
  EXPECT_TRUE(warm.ok());
  EXPECT_EQ(times_kept(warm), 5u);  // and is mended
  edit("\"z5\"", "\"z6\"");
  warm = take(std::move(warm));
  EXPECT_EQ(times_kept(warm), 6u);  // a let
  edit("a = 1\n", "a = 1.5\n");
  warm = take(std::move(warm));
  EXPECT_EQ(times_kept(warm), 0u);  // a let that has another type now
  edit("port = 82\n", "port = nothing\n");
  warm = take(std::move(warm));
  edit("name = \"zone\"", "name = nowhere");
  warm = take(std::move(warm));
  EXPECT_EQ(times_kept(warm), 2u);  // two mistakes in one value
  edit("note = \"n\"", "note = \"m\"");
  warm = take(std::move(warm));
  EXPECT_EQ(times_kept(warm), 0u);  // beside mistakes in another value
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
