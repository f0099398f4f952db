// What a compilation reads of packages: what the lock says, or an error that names what to do.
#include "compiler/package/open.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/diag/codes/package.h"
#include "compiler/diag/codes/source.h"
#include "compiler/package/verified_files.h"
#include "test/unit/compiler/package/packages.h"

namespace infra::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kRoot =
    manifest("shop", "1.0.0", "net = { git = \"https://x.org/net\" }\nnear = { path = \"near\" }\n");

struct Opened {
  std::optional<package::OpenPackages> packages;
  std::vector<std::string> codes;
  std::string report;
};

class Open : public testing::Test {
 protected:
  Open() {
    world_.far["git+https://x.org/net"] = {{"infra.toml", manifest("net", "1.0.0")}, {"lib.infra", "pub let a = 1\n"}};
    world_.paths["near"] = {{"infra.toml", manifest("near", "0.1.0")}, {"lib.infra", "pub let b = 2\n"}};
    Resolved made = resolve(world_, kRoot);
    lock_ = *made.lock;
  }
  Opened open(const Files& root) {
    MemoryFiles files(root);
    SourceMap sources;
    diag::Sink sink;
    Opened made;
    made.packages = package::open_packages(files, &world_, sources, sink);
    for (const diag::Diagnostic& found : sink.diagnostics()) {
      made.codes.emplace_back(found.code);
      made.report += diag::render_human(found, sources);
    }
    return made;
  }
  Opened open() { return open({{"infra.toml", kRoot}, {"infra.lock", package::to_text(lock_)}}); }

  World world_;
  package::Lock lock_;
};

TEST_F(Open, ReadsWhatIsLockedAndFetchesNothing) {
  world_.fetched.clear();
  Opened made = open();
  ASSERT_TRUE(made.packages) << made.report;
  ASSERT_EQ(made.packages->packages.size(), 3u);
  EXPECT_EQ(made.packages->packages[0].dependencies, (std::map<std::string, uint32_t>{{"near", 1}, {"net", 2}}));
  EXPECT_EQ(made.packages->packages[2].label, "net@1.0.0");
  EXPECT_EQ(*made.packages->packages[2].files->read("lib.infra", 100), "pub let a = 1\n");
  EXPECT_EQ(made.packages->used[1].digest, lock_.find("net")->pin->digest);
  EXPECT_FALSE(made.packages->used[0].digest);
  EXPECT_THAT(world_.fetched, IsEmpty());
}

TEST_F(Open, AFolderWithoutManifestHasNoPackages) {
  Opened made = open({{"app.infra", ""}});
  ASSERT_TRUE(made.packages);
  EXPECT_EQ(made.packages->packages.size(), 1u);
}

TEST_F(Open, ALockThatIsMissingOldOrDamagedIsNamed) {
  EXPECT_THAT(open({{"infra.toml", kRoot}}).codes, ElementsAre("E1010"));
  EXPECT_THAT(open({{"infra.toml", kRoot}, {"infra.lock", "format = 1"}}).codes, ElementsAre("E1012"));
  EXPECT_THAT(open({{"infra.toml", kRoot}, {"infra.lock", "x"}}).codes, ElementsAre("E1011"));
  EXPECT_THAT(open({{"infra.toml", manifest("shop", "1.0.0", "net = { git = \"https://x.org/net\", tag = \"v2\" }")},
                    {"infra.lock", package::to_text(lock_)}})
                  .report,
              HasSubstr("`net` comes from `git+https://x.org/net#tag=v2` now"));
  world_.paths["near"]["infra.toml"] = manifest("near", "0.2.0");
  EXPECT_THAT(open().report, HasSubstr("`near` has version 0.2.0 now"));
  world_.paths["near"]["infra.toml"] = manifest("near", "0.1.0", "far = { path = \"../far\" }");
  EXPECT_THAT(open().report, HasSubstr("of `near`, `far` is asked for now"));
}

TEST_F(Open, ACacheThatLostOrChangedAFileIsNamedWithTheWayOut) {
  Digest digest = lock_.find("net")->pin->digest;
  world_.cache[digest]["lib.infra"] = "pub let a = 2\n";
  Opened made = open();
  ASSERT_TRUE(made.packages) << "what is not read is not hashed";
  auto text = made.packages->packages[2].files->read("lib.infra", 100);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, diag::CacheDamaged.code);
  EXPECT_THAT(text.error().help, HasSubstr("infra lock"));
  world_.cache[digest].erase("lib.infra");
  EXPECT_EQ(made.packages->packages[2].files->digest("none").error().code, diag::FileNotFound.code);
  EXPECT_EQ(open().packages->packages[2].files->digest("lib.infra").error().code, diag::CacheDamaged.code);
  world_.entries[digest] += "f z";
  EXPECT_THAT(open().codes, ElementsAre("E1015"));
  world_.cache.clear();
  made = open();
  EXPECT_THAT(made.codes, ElementsAre("E1014"));
  EXPECT_THAT(made.report, HasSubstr("`infra lock` fetches what the lock names"));
  EXPECT_THAT(made.report, HasSubstr("infra.toml:5:1"));
}

TEST_F(Open, WhatIsVendoredWinsAndIsHeldToTheLock) {
  world_.cache.clear();
  world_.vendor["net"] = world_.far["git+https://x.org/net"];
  Opened made = open();
  ASSERT_TRUE(made.packages) << made.report;
  EXPECT_EQ(*made.packages->packages[2].files->read("lib.infra", 100), "pub let a = 1\n");
  world_.vendor["net"]["more.infra"] = "";
  EXPECT_THAT(open().codes, ElementsAre("E1016"));
}

TEST(VerifiedFiles, FollowsLinksInsideTheTreeAndEndsOnCircles) {
  Files files = {{"a/x", "1"}};
  ContentTree tree = {{"a/x", {ContentEntry::Type::File, sha256("1")}}, {"b", {ContentEntry::Type::Link, {}, "a"}},
                      {"c", {ContentEntry::Type::Link, {}, "b/x"}},     {"d/e", {ContentEntry::Type::Link, {}, "../c"}},
                      {"o", {ContentEntry::Type::Link, {}, "p"}},       {"p", {ContentEntry::Type::Link, {}, "o"}}};
  auto verified = package::verified_files(std::make_unique<MemoryFiles>(files), tree, "net");
  for (const char* path : {"a/x", "b/x", "c", "d/e"}) EXPECT_EQ(*verified->read(path, 10), "1") << path;
  for (const char* path : {"o", "p/x", "a", "b", "x", "../a/x", ""})
    EXPECT_EQ(verified->read(path, 10).error().code, "E0051") << path;
  EXPECT_THAT(*verified->list(""), ElementsAre("a", "b", "c", "d", "o", "p"));
  EXPECT_THAT(*verified->list("d"), ElementsAre("e"));
}

TEST(ContentTree, ReadsBackAndHasOneForm) {
  ContentTree tree = {{"a", {ContentEntry::Type::File, sha256("1")}},
                      {"b/run", {ContentEntry::Type::Executable, sha256("2")}},
                      {"c", {ContentEntry::Type::Link, {}, "a"}}};
  std::string bytes = canonical_bytes(tree);
  EXPECT_EQ(bytes, "f a" + std::string(1, '\0') + sha256("1").hex() + std::string(1, '\0') + "x b/run" +
                       std::string(1, '\0') + sha256("2").hex() + std::string(1, '\0') + "l c" + std::string(1, '\0') +
                       "a" + std::string(1, '\0'));
  EXPECT_EQ(*parse_tree(bytes), tree);
  for (size_t size = 1; size < bytes.size(); ++size) {
    auto cut = parse_tree(bytes.substr(0, size));
    if (cut) {
      EXPECT_EQ(canonical_bytes(*cut), bytes.substr(0, size));
    }
  }
  EXPECT_FALSE(parse_tree(bytes + bytes)) << "out of order";
}

TEST(Tree, KnowsLinksThatLeadOutThroughOthers) {
  EXPECT_TRUE(link_stays_inside("b/up", "../a"));
  EXPECT_TRUE(link_stays_inside("b/c/up", ".././../a/b"));
  EXPECT_TRUE(link_stays_inside("l", "b/./c"));
  // With `d/root` a link to `..`, `d/root/..` is the folder around the root.
  for (const char* text : {"", "/etc", "..", "a/../..", "a/..", "d/root/.."})
    EXPECT_FALSE(link_stays_inside("l", text)) << text;
}

TEST(Tree, KnowsWhatCannotBeLaidDown) {
  auto file = [] { return ContentEntry{ContentEntry::Type::File, sha256("1"), {}}; };
  auto link = [](std::string text) { return ContentEntry{ContentEntry::Type::Link, {}, std::move(text)}; };
  EXPECT_FALSE(unsound_path({{"a", file()}, {"b/c", file()}, {"b/up", link("../a")}, {"l", link("b/./c")}}));
  for (const char* path : {"", "/a", "a/", "a//b", ".", "./a", "../a", "a/../b", "a/.."})
    EXPECT_EQ(unsound_path({{path, file()}}), path) << path;
  EXPECT_EQ(unsound_path({{std::string("a\0b", 3), file()}}), std::string("a\0b", 3));
  EXPECT_EQ(unsound_path({{"a", file()}, {"a/b", file()}}), "a/b") << "beneath a file";
  EXPECT_EQ(unsound_path({{"a", link("b")}, {"a/b", file()}}), "a/b") << "beneath a link";
  // `out` would be the root's own folder: `d/root` is the root.
  EXPECT_EQ(unsound_path({{"d/root", link("..")}, {"out", link("d/root/..")}}), "out");
  for (const char* text : {"", "/etc", "..", "a/../..", "a/.."})
    EXPECT_EQ(unsound_path({{"l", link(text)}}), "l") << text;
}

TEST(ReadTree, HasItsLimits) {
  MemoryFiles files(Files{{"a/b/c/d", "1"}, {"e", "2"}, {".git/x", "3"}, {"a/.infra/y", "4"}});
  auto tree = read_tree(files, "");
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->size(), 2u) << "what git and infra keep is left out";
  EXPECT_EQ(read_tree(files, "", {.entries = 4}).error().code, diag::TreeTooLarge.code);
  EXPECT_EQ(read_tree(files, "", {.depth = 2}).error().code, diag::TreeTooLarge.code);
  EXPECT_EQ(read_tree(files, "a/b")->begin()->first, "c/d");
}

}  // namespace
}  // namespace infra::test
