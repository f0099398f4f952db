// `file`, `dir`, and params of their types: a digest and a size, and where the bytes lie.
#include <gtest/gtest.h>

#include "compiler/source/tree.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using Codes = std::vector<std::string>;

std::map<std::string, std::string> with_site(const std::string& text) {
  return {{"app.infra", text}, {"site/index.html", "abc"}, {"site/css/a.css", "de"}, {"site/.git/config", "x"}};
}

TEST(Dir, IsTheDigestAndTheSizeOfTheFilesOfAFolder) {
  Outcome outcome = analyze(with_site(
      "let site = dir(\"site\")\noutput size: Size = site.size\noutput digest: String = site.digest.hex.take(40)\n"
      "output same: Bool = site == dir(\"site\")\noutput text: String = \"${site.digest}\"\n"));
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.output("size"), "5B");
  EXPECT_EQ(outcome.output("same"), "true");
  ContentTree tree = {{"css/a.css", {ContentEntry::Type::File, sha256("de"), {}}},
                      {"index.html", {ContentEntry::Type::File, sha256("abc"), {}}}};
  EXPECT_EQ(outcome.output("digest"), "\"" + digest_of(tree).hex().substr(0, 40) + "\"");
  const sema::Contents& contents = outcome.analysis->model.contents;
  EXPECT_EQ(contents.folders.at(digest_of(tree)).tree, tree);
  EXPECT_EQ(contents.files.at(sha256("de")), "/memory/site/css/a.css");
}

TEST(Dir, IsATypeOfItsOwn) {
  std::string kind = "kind Site: pointer via \"fake\" version 1 { content: Dir }\n";
  EXPECT_EQ(analyze(with_site(kind + "resource s: Site { content = dir(\"site\") }")).report(), "");
  EXPECT_EQ(analyze(with_site(kind + "resource s: Site { content = file(\"site/index.html\") }")).codes(),
            Codes{"E0301"});
  EXPECT_EQ(analyze(with_site("let a: Artifact = dir(\"site\")")).codes(), Codes{"E0301"});
  EXPECT_EQ(analyze(with_site("let a = \"${dir(\"site\")}\"")).codes(), Codes{"E0316"});
  EXPECT_EQ(analyze(with_site("let dir = 1")).codes(), Codes{"E0203"});
}

TEST(Dir, SaysWhyAFolderCannotBeTaken) {
  EXPECT_EQ(analyze(with_site("let a = dir(\"sites\")")).codes(), Codes{"E0057"});
  EXPECT_EQ(analyze(with_site("let a = dir(\"site/index.html\")")).codes(), Codes{"E0058"});
  EXPECT_EQ(analyze(with_site("let a = dir(\"../site\")")).codes(), Codes{"E0053"});
  EXPECT_EQ(analyze(with_site("let a = dir(\"/site\")")).codes(), Codes{"E0053"});
  std::map<std::string, std::string> many = {{"app.infra", "let a = dir(\"d\")"}};
  for (size_t i = 0; i <= sema::kFolderLimits.entries; ++i) many["d/" + std::to_string(i)] = "";
  EXPECT_EQ(analyze(std::move(many)).codes(), Codes{"E0059"});
  EXPECT_EQ(analyze({{"app.infra", "let a = dir(\"d\")"}, {"d/\xff", ""}}).codes(), Codes{"E0059"});
}

TEST(Contents, OfParamsTravelAsThoseOfTheProgramDo) {
  Outcome outcome = analyze(with_site("param site: Dir\nparam page: Artifact\nparam more: List<Artifact> = []\n"
                                      "output size: Size = site.size + page.size\n"),
                            {{{"site", "site"}, {"page", "site/index.html"}}, R"({"more": ["site/css/a.css"]})"});
  EXPECT_EQ(outcome.report(), "");
  EXPECT_EQ(outcome.output("size"), "8B");
  EXPECT_EQ(outcome.analysis->model.contents.files.size(), 2u);
  EXPECT_EQ(outcome.analysis->model.contents.folders.size(), 1u);
  EXPECT_EQ(analyze(with_site("param site: Dir"), {{{"site", "nowhere"}}}).codes(), Codes{"E0057"});
  EXPECT_EQ(analyze(with_site("param site: Dir"), {{{"site", "../site"}}}).codes(), Codes{"E0053"});
}

}  // namespace
}  // namespace infra::test
