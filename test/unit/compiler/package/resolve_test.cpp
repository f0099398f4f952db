// Which versions are taken: one of each name, nobody gets what nobody asked for, and errors show who asks.
#include "compiler/package/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "test/unit/compiler/package/packages.h"

namespace infra::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string git(const std::string& name, const std::string& tag) {
  return name + " = { git = \"https://x.org/" + name + "\", tag = \"" + tag + "\" }\n";
}
std::string git_source(const std::string& name, const std::string& tag) {
  return "git+https://x.org/" + name + "#tag=" + tag;
}

TEST(Resolve, OfTwoCompatibleVersionsTheLaterStandsForBoth) {
  World world;
  world.far[git_source("web", "v1")] = {{"infra.toml", manifest("web", "1.0.0", git("net", "v1"))}};
  world.far[git_source("net", "v1")] = {{"infra.toml", manifest("net", "1.1.0")}};
  world.far[git_source("net", "v2")] = {{"infra.toml", manifest("net", "1.4.0", git("base", "v1"))}};
  world.far[git_source("base", "v1")] = {{"infra.toml", manifest("base", "0.1.0")}};
  for (const std::string& order : {git("web", "v1") + git("net", "v2"), git("net", "v2") + git("web", "v1")}) {
    Resolved made = resolve(world, manifest("shop", "1.0.0", order));
    ASSERT_TRUE(made.lock) << made.report;
    ASSERT_EQ(made.lock->packages.size(), 3u);
    EXPECT_EQ(made.lock->find("net")->version.text(), "1.4.0");
    EXPECT_TRUE(made.lock->find("base")) << "what the later one needs is there as well";
    ASSERT_EQ(made.lock->outvoted.size(), 1u);
    EXPECT_EQ(made.lock->outvoted[0].version.text(), "1.1.0");
  }
}

TEST(Resolve, WhatOnlyAnOutvotedVersionNeedsIsNotThere) {
  World world;
  world.far[git_source("net", "v1")] = {{"infra.toml", manifest("net", "1.0.0", git("old", "v1"))}};
  world.far[git_source("net", "v2")] = {{"infra.toml", manifest("net", "1.1.0")}};
  world.far[git_source("old", "v1")] = {{"infra.toml", manifest("old", "1.0.0")}};
  world.far[git_source("web", "v1")] = {{"infra.toml", manifest("web", "1.0.0", git("net", "v2"))}};
  Resolved made = resolve(world, manifest("shop", "1.0.0", git("net", "v1") + git("web", "v1")));
  ASSERT_TRUE(made.lock) << made.report;
  EXPECT_FALSE(made.lock->find("old"));
  EXPECT_EQ(made.lock->find("net")->version.text(), "1.1.0");
}

TEST(Resolve, IncompatibleVersionsShowBothWays) {
  World world;
  world.far[git_source("web", "v1")] = {{"infra.toml", manifest("web", "1.0.0", git("net", "v1"))}};
  world.far[git_source("net", "v1")] = {{"infra.toml", manifest("net", "1.1.0")}};
  world.far[git_source("net", "v2")] = {{"infra.toml", manifest("net", "2.0.0")}};
  Resolved made = resolve(world, manifest("shop", "1.0.0", git("web", "v1") + git("net", "v2")));
  EXPECT_THAT(made.codes, ElementsAre("E1017"));
  EXPECT_THAT(made.report, HasSubstr("2.0.0 by shop → net"));
  EXPECT_THAT(made.report, HasSubstr("1.1.0 by shop → web → net"));
}

TEST(Resolve, FoldersOfOneRepositoryAreSourcesOfTheirOwn) {
  World world;
  const auto ask = [](const std::string& dir, const std::string& tag) {
    return "net = { git = \"https://x.org/all\", dir = \"" + dir + "\", tag = \"" + tag + "\" }\n";
  };
  world.far[git_source("web", "v1")] = {{"infra.toml", manifest("web", "1.0.0", ask("packages/net", "v1"))}};
  world.far["git+https://x.org/all#dir=packages/net#tag=v1"] = {{"infra.toml", manifest("net", "1.0.0")}};
  world.far["git+https://x.org/all#dir=packages/net#tag=v2"] = {{"infra.toml", manifest("net", "1.1.0")}};
  world.far["git+https://x.org/all#dir=net#tag=v2"] = {{"infra.toml", manifest("net", "1.2.0")}};
  Resolved made = resolve(world, manifest("shop", "1.0.0", git("web", "v1") + ask("packages/net", "v2")));
  ASSERT_TRUE(made.lock) << made.report;
  EXPECT_EQ(made.lock->find("net")->version.text(), "1.1.0");
  EXPECT_EQ(made.lock->find("net")->source.dir, "packages/net");
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", git("web", "v1") + ask("net", "v2"))).codes,
              ElementsAre("E1018"));
}

TEST(Resolve, TwoSourcesOfOneNameShowBothWays) {
  World world;
  world.paths["../net"] = {{"infra.toml", manifest("net", "1.0.0")}};
  world.far[git_source("web", "v1")] = {{"infra.toml", manifest("web", "1.0.0", git("net", "v1"))}};
  world.far[git_source("net", "v1")] = {{"infra.toml", manifest("net", "1.0.0")}, {"lib.infra", ""}};
  Resolved made = resolve(world, manifest("shop", "1.0.0", git("web", "v1") + "net = { path = \"../net\" }\n"));
  EXPECT_THAT(made.codes, ElementsAre("E1018"));
  EXPECT_THAT(made.report, HasSubstr("shop → net is path+../net"));
  EXPECT_THAT(made.report, HasSubstr("shop → web → net is git+https://x.org/net#tag=v1"));
}

TEST(Resolve, OneVersionWithTwoContentsIsNoVersion) {
  World world;
  world.far[git_source("web", "v1")] = {{"infra.toml", manifest("web", "1.0.0", git("net", "v1"))}};
  world.far[git_source("net", "v1")] = {{"infra.toml", manifest("net", "1.0.0")}};
  world.far[git_source("net", "v2")] = {{"infra.toml", manifest("net", "1.0.0")}, {"lib.infra", ""}};
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", git("web", "v1") + git("net", "v2"))).codes,
              ElementsAre("E1018"));
  world.far[git_source("net", "v2")] = world.far[git_source("net", "v1")];
  EXPECT_TRUE(resolve(world, manifest("shop", "1.0.0", git("web", "v1") + git("net", "v2"))).lock)
      << "two names of one content agree";
}

TEST(Resolve, PathsAreRelativeToWhoSaysThem) {
  World world;
  world.paths["parts/a"] = {
      {"infra.toml", manifest("a", "1.0.0", "b = { path = \"../b\" }\nshared = { path = \"../../../s\" }")}};
  world.paths["parts/b"] = {{"infra.toml", manifest("b", "1.0.0", "shared = { path = \"../../../s\" }")}};
  world.paths["../s"] = {{"infra.toml", manifest("shared", "1.0.0")}};
  Resolved made = resolve(world, manifest("shop", "1.0.0", "a = { path = \"parts/a\" }"));
  ASSERT_TRUE(made.lock) << made.report;
  EXPECT_EQ(made.lock->find("b")->source.text(), "path+parts/b");
  EXPECT_EQ(made.lock->find("shared")->source.text(), "path+../s");
}

TEST(Resolve, PackagesMayNeedEachOther) {
  World world;
  world.paths["a"] = {{"infra.toml", manifest("a", "1.0.0", "b = { path = \"../b\" }")}};
  world.paths["b"] = {{"infra.toml", manifest("b", "1.0.0", "a = { path = \"../a\" }")}};
  EXPECT_TRUE(resolve(world, manifest("shop", "1.0.0", "a = { path = \"a\" }")).lock);
  world.paths["b"] = {{"infra.toml", manifest("b", "1.0.0", "shop = { path = \"..\" }")}};
  world.paths["."] = {{"infra.toml", manifest("shop", "1.0.0")}};
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", "a = { path = \"a\" }")).codes, ElementsAre("E1018"));
}

TEST(Resolve, EachMistakeIsNamed) {
  World world;
  world.paths["a"] = {{"infra.toml", manifest("other", "1.0.0")}};
  world.paths["empty"] = {{"lib.infra", ""}};
  world.far[git_source("web", "v1")] = {{"infra.toml", manifest("web", "1.0.0", "net = { path = \"../net\" }")}};
  world.far[git_source("bad", "v1")] = {{"infra.toml", "name ="}};
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", "a = { path = \"a\" }")).codes, ElementsAre("E1007"));
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", "a = { path = \"empty\" }")).codes, ElementsAre("E1006"));
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", "a = { path = \"none\" }")).codes, ElementsAre("E0051"));
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", git("web", "v1"))).codes, ElementsAre("E1008"));
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", git("bad", "v1"))).codes, ElementsAre("E1001"));
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", git("gone", "v1"))).codes, ElementsAre("E1023"));
}

TEST(Resolve, ALockIsKeptUntilSomebodyAsksForMore) {
  World world;
  world.far[git_source("net", "v1")] = {{"infra.toml", manifest("net", "1.0.0")}};
  const std::string root = manifest("shop", "1.0.0", git("net", "v1"));
  Resolved first = resolve(world, root);
  ASSERT_TRUE(first.lock);
  world.fetched.clear();
  // The tag moves. Whoever has locked does not notice, and fetches nothing.
  world.far[git_source("net", "v1")] = {{"infra.toml", manifest("net", "1.0.1")}};
  Resolved second = resolve(world, root, *first.lock);
  ASSERT_TRUE(second.lock) << second.report;
  EXPECT_EQ(*second.lock, *first.lock);
  EXPECT_THAT(world.fetched, IsEmpty());
  // A cache that lost it: the commit is fetched, and other content is refused.
  world.cache.clear();
  EXPECT_THAT(resolve(world, root, *first.lock).codes, ElementsAre("E1025"));
  EXPECT_THAT(world.fetched, ElementsAre(git_source("net", "v1") + " at " + std::string(40, 'a')));
  // Until it is asked to be as it is now.
  Resolved third = resolve(world, root, *first.lock, false, {"net"});
  ASSERT_TRUE(third.lock) << third.report;
  EXPECT_EQ(third.lock->find("net")->version.text(), "1.0.1");
}

TEST(Resolve, OfflineSaysWhatIsMissingAndFetchesNothing) {
  World world;
  world.far[git_source("net", "v1")] = {{"infra.toml", manifest("net", "1.0.0")}};
  const std::string root = manifest("shop", "1.0.0", git("net", "v1"));
  EXPECT_THAT(resolve(world, root, {}, true).codes, ElementsAre("E1012"));
  Resolved first = resolve(world, root);
  ASSERT_TRUE(first.lock);
  EXPECT_TRUE(resolve(world, root, *first.lock, true).lock);
  world.cache.clear();
  EXPECT_THAT(resolve(world, root, *first.lock, true).codes, ElementsAre("E1014"));
  EXPECT_EQ(world.fetched.size(), 1u);
}

TEST(Resolve, AThousandPackagesIsTheLimit) {
  World world;
  std::string dependencies;
  for (int i = 0; i <= static_cast<int>(package::kMaxPackages); ++i) {
    std::string name = "p" + std::to_string(i);
    world.paths[name] = {{"infra.toml", manifest(name, "1.0.0")}};
    dependencies += name + " = { path = \"" + name + "\" }\n";
  }
  EXPECT_THAT(resolve(world, manifest("shop", "1.0.0", dependencies)).codes, ElementsAre("E1019"));
}

/// Against the definition: of every name the latest version that is asked for anywhere, and of those what the root comes to.
TEST(Resolve, AgreesWithTheDefinitionOnRandomGraphs) {
  std::mt19937 random(7);
  auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  for (int round = 0; round < 200; ++round) {
    World world;
    std::map<std::string, std::vector<std::pair<std::string, int>>> asks;  // by "name tag"
    auto some = [&](std::vector<std::pair<std::string, int>>& made) {
      std::string text;
      std::set<std::string> names;
      for (int i = pick(4); i > 0; --i) {
        std::string name = "p" + std::to_string(pick(6));
        if (!names.insert(name).second) continue;
        made.emplace_back(name, pick(4));
        text += git(name, std::to_string(made.back().second));
      }
      return text;
    };
    for (int p = 0; p < 6; ++p) {
      for (int v = 0; v < 4; ++v) {
        std::string name = "p" + std::to_string(p);
        std::string text = some(asks[name + " " + std::to_string(v)]);
        world.far[git_source(name, std::to_string(v))] = {
            {"infra.toml", manifest(name, "1." + std::to_string(v) + ".0", text)}};
      }
    }
    std::vector<std::pair<std::string, int>> of_root;
    std::string root = manifest("shop", "1.0.0", some(of_root));
    std::map<std::string, int> latest;
    std::set<std::pair<std::string, int>> seen;
    for (auto open = of_root; !open.empty();) {
      auto at = open.back();
      open.pop_back();
      if (!seen.insert(at).second) continue;
      int& best = latest.try_emplace(at.first, 0).first->second;
      best = std::max(best, at.second);
      for (const auto& ask : asks[at.first + " " + std::to_string(at.second)]) open.push_back(ask);
    }
    std::map<std::string, int> reached;
    for (auto open = of_root; !open.empty();) {
      std::string name = open.back().first;
      open.pop_back();
      if (!reached.try_emplace(name, latest[name]).second) continue;
      for (const auto& ask : asks[name + " " + std::to_string(latest[name])]) open.push_back(ask);
    }
    Resolved made = resolve(world, root);
    ASSERT_TRUE(made.lock) << made.report;
    std::map<std::string, int> found;
    for (const package::LockedPackage& one : made.lock->packages) found[one.name] = static_cast<int>(one.version.minor);
    EXPECT_EQ(found, reached);
    Resolved again = resolve(world, root, *made.lock, true);
    ASSERT_TRUE(again.lock) << again.report;
    EXPECT_EQ(*again.lock, *made.lock) << "locked once is locked";
  }
}

}  // namespace
}  // namespace infra::test
