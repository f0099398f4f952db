// From files to a plan: the same bytes for the same sources, whatever the machine.
#include <gtest/gtest.h>

#include <thread>

#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/package/lock.h"
#include "compiler/plan/json.h"
#include "compiler/plan/verify.h"
#include "compiler/service/compile.h"
#include "compiler/source/tree.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

const std::map<std::string, std::string> kShop = {
    {"app.infra",
     "import \"./cell.infra\" as cell\nimport \"./parts/names.infra\" as names\nenum Site { hkg, tyo }\n"
     "param release: String where it.matches(r\"^v\\d+$\")\nparam password: Secret<String> where it.length >= 12\n"
     "module cells: cell for s in [Site.tyo, Site.hkg] key s { release = release, password = password, site = \"${s}\" "
     "}\n"
     "output urls: List<Url> = [for c in cells: c.url]\noutput title: String = names.title\n"},
    {"cell.infra",
     "import std.compute { Archive, Service }\nimport std.data { Volume }\nimport std.net { Balancer }\n"
     "param release: String\nparam password: Secret<String>\nparam site: String\n"
     "resource code: Archive { source = file(\"build/shop.tar\") }\nresource data: Volume { } with { protect = true }\n"
     "resource app: Service for i in 0..3 {\n  archive = code\n  command = [\"bin/shop\"]\n"
     "  env = { PASSWORD = password, DATA = \"${data.path}/orders\", NAME = \"${site}-${i}\", RELEASE = release }\n"
     "  health = .http(path: \"/healthz\")\n} with { after = [data], timeout = 90s }\n"
     "resource front: Balancer { listen = 443, backends = [for a in app: a.endpoint] }\noutput url: Url = front.url\n"},
    {"parts/names.infra", "pub let title = \"Shop\"\n"},
    {"build/shop.tar", "bytes of the shop"},
};

service::CompileResult compile(MemoryFiles& package, MemoryFiles& stdlib, bool build_plan = true) {
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "app.infra";
  request.build_plan = build_plan;
  if (build_plan) request.params = {{"release", "v1"}, {"password", "env:PASSWORD"}};
  return service::compile(request);
}

std::string report(const service::CompileResult& result) {
  std::string text;
  for (const diag::Diagnostic& d : result.diagnostics) text += diag::render_human(d, result.sources);
  return text;
}

TEST(Compile, MakesAPlanThatVerifies) {
  MemoryFiles package(kShop), stdlib = small_stdlib();
  service::CompileResult result = compile(package, stdlib);
  ASSERT_TRUE(result.plan) << report(result);
  for (const Error& problem : plan::verify(*result.plan)) ADD_FAILURE() << problem.code << ": " << problem.message;
  EXPECT_EQ(result.plan->deployment, "app");
  EXPECT_EQ(result.plan->resources.size(), 12u);
  EXPECT_EQ(result.plan->artifacts.size(), 1u);
  EXPECT_EQ(result.artifact_files.begin()->second, "/memory/build/shop.tar");
  ASSERT_EQ(result.plan->checks.size(), 1u) << "the rule of the secret is asked by the runtime";
  EXPECT_EQ(result.debug.checks, std::vector<std::string>{"`password`"});
  EXPECT_EQ(result.debug.places.at("cells[\"tyo\"].app[1]").file, "cell.infra");
  EXPECT_EQ(result.debug.places.at("output.urls").line, 7u);
  EXPECT_EQ(result.debug.plan, plan::digest(*result.plan));
}

TEST(Compile, GivesTheSameBytesUnderAShuffledDisk) {
  MemoryFiles package(kShop), stdlib = small_stdlib();
  MemoryFiles other_package(kShop), other_stdlib = small_stdlib();
  other_stdlib.reverse_listing();
  EXPECT_EQ(plan::to_json(*compile(package, stdlib).plan), plan::to_json(*compile(other_package, other_stdlib).plan));
}

TEST(Compile, GivesTheSameBytesOnEveryThread) {
  std::vector<std::string> bytes(4);
  std::vector<std::thread> threads;
  for (std::string& out : bytes) {
    threads.emplace_back([&out] {
      MemoryFiles package(kShop), stdlib = small_stdlib();
      out = plan::to_json(*compile(package, stdlib).plan);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& out : bytes) EXPECT_EQ(out, bytes[0]);
}

TEST(Compile, DoesNotDependOnWhereDeclarationsStand) {
  auto shuffled = kShop;
  shuffled["parts/names.infra"] = "// a comment\n\npub let title = \"Sh\" ++ rest\nlet rest = \"op\"\n";
  MemoryFiles package(kShop), other(shuffled), stdlib = small_stdlib();
  EXPECT_EQ(plan::to_json(*compile(package, stdlib).plan), plan::to_json(*compile(other, stdlib).plan));
}

TEST(Compile, NamesOfParamsAreNotInTheDigest) {
  const std::string names =
      "import std.data { Volume }\nimport std.compute { Archive, Service }\nparam NAME: Secret<String> where it.length "
      ">= "
      "12 where it.length < 99\nparam OTHER: Secret<String> where it.length >= 12\nresource d: Volume { }\n"
      "resource a: Archive { source = file(\"x.tar\") }\nresource s: Service { archive = a, env = { A = NAME, B = "
      "OTHER } }\n";
  const auto renamed = [&](const std::string& name, const std::string& other) {
    std::string text = names;
    for (const auto& [from, to] : {std::pair(std::string("NAME"), name), std::pair(std::string("OTHER"), other)}) {
      for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    }
    MemoryFiles package({{"app.infra", text}, {"x.tar", "x"}}), stdlib = small_stdlib();
    service::CompileRequest request;
    request.package = &package;
    request.stdlib = &stdlib;
    request.root = "app.infra";
    request.params = {{name, "env:A"}, {other, "env:B"}};
    return service::compile(request);
  };
  const service::CompileResult one = renamed("alpha", "beta"), two = renamed("zulu", "beta");
  ASSERT_TRUE(one.plan && two.plan) << report(one) << report(two);
  EXPECT_EQ(plan::to_json(*one.plan), plan::to_json(*two.plan));
  ASSERT_EQ(one.debug.checks.size(), one.plan->checks.size());
  const auto count = [](const service::CompileResult& result, std::string_view name) {
    return std::count(result.debug.checks.begin(), result.debug.checks.end(), name);
  };
  EXPECT_EQ(count(one, "`alpha`"), 2);
  EXPECT_EQ(count(two, "`zulu`"), 2);
  EXPECT_EQ(count(two, "`beta`"), 1);
}

TEST(Compile, TakesTheFilesOfAFolder) {
  MemoryFiles package(
      {{"app.infra", "output site: Dir = dir(\"public\")\noutput page: Artifact = file(\"public/a\")\n"},
       {"public/a", "one"},
       {"public/b/c", "two"},
       {"public/b/d", "one"}});
  MemoryFiles stdlib = small_stdlib();
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "app.infra";
  const service::CompileResult result = service::compile(request);
  ASSERT_TRUE(result.plan) << report(result);
  for (const Error& problem : plan::verify(*result.plan)) ADD_FAILURE() << problem.code << ": " << problem.message;
  ASSERT_EQ(result.plan->dirs.size(), 1u);
  EXPECT_EQ(result.plan->dirs[0].tree.size(), 3u);
  EXPECT_EQ(result.plan->artifacts.size(), 2u) << "equal files travel once";
  EXPECT_EQ(result.artifact_files.size(), 2u);
  const std::string bytes = plan::to_json(*result.plan);
  auto again = plan::from_json(bytes);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(plan::to_json(*again), bytes);
}

TEST(Compile, TakesTheBytesOfParamsWithIt) {
  MemoryFiles package({{"app.infra",
                        "param one: Artifact\nparam more: List<Artifact> = []\noutput a: Artifact = one\n"
                        "output b: List<Artifact> = more\n"},
                       {"a.tar", "first"},
                       {"b.tar", "second"}});
  MemoryFiles stdlib = small_stdlib();
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "app.infra";
  request.params = {{"one", "a.tar"}};
  request.params_json = R"({"more": ["b.tar"]})";
  const service::CompileResult result = service::compile(request);
  ASSERT_TRUE(result.plan) << report(result);
  ASSERT_EQ(result.artifact_files.size(), 2u);
  EXPECT_EQ(result.artifact_files.at(sha256("first")), "/memory/a.tar");
  EXPECT_EQ(result.artifact_files.at(sha256("second")), "/memory/b.tar");
}

TEST(Compile, ReadsEachFileOnce) {
  auto files = kShop;
  files["app.infra"] += "import \"./cell.infra\" as again\n";
  MemoryFiles package(files), stdlib = small_stdlib();
  compile(package, stdlib);
  EXPECT_EQ(package.reads().at("cell.infra"), 1);
  EXPECT_EQ(stdlib.reads().at("compute/service.infra"), 1);
  EXPECT_EQ(package.reads().at("build/shop.tar"), 1);
}

TEST(Compile, ChecksAModuleWithoutItsArguments) {
  MemoryFiles package(kShop), stdlib = small_stdlib();
  service::CompileResult result = compile(package, stdlib, false);
  EXPECT_TRUE(result.ok()) << report(result);
  EXPECT_FALSE(result.plan);
}

TEST(Compile, ReportsWhatNoArgumentCanSatisfy) {
  MemoryFiles package;
  package.put("app.infra", "param n: Int\nparam m: Int = 9 where it < 5\nlet x = n + m\n");
  MemoryFiles stdlib = small_stdlib();
  service::CompileResult result = compile(package, stdlib, false);
  ASSERT_EQ(result.diagnostics.size(), 1u) << report(result);
  EXPECT_EQ(result.diagnostics[0].code, "E0311") << report(result);
}

/// One package in a cache, and nothing else.
struct OnePackage : package::PackageStore {
  std::map<std::string, std::string> content = {{"infra.toml", "name = \"shapes\"\nversion = \"1.2.0\"\n"},
                                                {"cell.infra",
                                                 "pub kind Cell: immutable via \"fake\" version 1 { size: Int } -> { "
                                                 "url: Url }\npub let logo = file(\"logo\")\n"},
                                                {"logo", "bytes"}};

  ContentTree tree() const {
    MemoryFiles files(content);
    return *read_tree(files, "");
  }
  std::string lock() const {
    package::Lock lock;
    package::Source source{package::Source::Kind::Git, "https://example.org/shapes.git"};
    lock.asks["shapes"] = source;
    package::Pin pin{std::string(40, 'a'), digest_of(tree())};
    lock.packages.push_back({"shapes", *package::Version::parse("1.2.0"), source, pin, {}});
    return package::to_text(lock);
  }
  Result<std::unique_ptr<FileSystem>> at_path(const std::string& path) override {
    return fail(diag::error(diag::FileNotFound, path));
  }
  std::unique_ptr<FileSystem> vendored(const std::string&) override { return nullptr; }
  Cached cached(const Digest& digest) override {
    if (digest != digest_of(tree())) return {};
    return {canonical_bytes(tree()), std::make_unique<MemoryFiles>(content)};
  }
};

TEST(Compile, SaysWhichPackagesItWasMadeWith) {
  OnePackage store;
  MemoryFiles package({{"infra.toml",
                        "name = \"shop\"\nversion = \"1.0.0\"\n[dependencies]\n"
                        "shapes = { git = \"https://example.org/shapes.git\" }\n"},
                       {"infra.lock", store.lock()},
                       {"app.infra",
                        "import shapes.cell { Cell, logo }\nresource c: Cell { size = 1 }\n"
                        "output l: Artifact = logo\n"}});
  MemoryFiles stdlib = small_stdlib();
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.packages = &store;
  request.root = "app.infra";
  service::CompileResult result = service::compile(request);
  ASSERT_TRUE(result.plan) << report(result);
  EXPECT_NE(plan::to_json(*result.plan).find("\"shapes.cell.Cell\""), std::string::npos);
  EXPECT_EQ(result.artifact_files.at(sha256("bytes")), "/memory/logo");
  ASSERT_EQ(result.packages.size(), 1u);
  EXPECT_EQ(result.packages[0].name + " " + result.packages[0].version, "shapes 1.2.0");
  EXPECT_EQ(result.packages[0].digest, digest_of(store.tree()));
  // A byte of it more, and the lock does not let it in.
  store.content["logo"] += "!";
  EXPECT_FALSE(service::compile(request).ok());
}

TEST(Compile, EmitsEveryStage) {
  for (const std::string& stage : service::emit_stages()) {
    MemoryFiles package(kShop), stdlib = small_stdlib();
    service::CompileRequest request;
    request.package = &package;
    request.stdlib = &stdlib;
    request.root = "app.infra";
    request.params = {{"release", "v1"}, {"password", "env:PASSWORD"}};
    service::CompileResult result;
    EXPECT_FALSE(service::emit(stage, request, result).empty()) << stage << report(result);
    EXPECT_TRUE(result.ok()) << report(result);
  }
}

}  // namespace
}  // namespace infra::test
