// `infra.toml`: what it may say, what is said about what it may not, and edits that touch nothing else.
#include "compiler/package/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/diag/codes/package.h"
#include "compiler/package/manifest_edit.h"
#include "test/unit/compiler/package/packages.h"

namespace infra::test {
namespace {

using package::Source;
using package::Version;
using testing::ElementsAre;
using testing::HasSubstr;

struct Read {
  std::optional<package::Manifest> manifest;
  std::vector<std::string> codes;
  std::string report;
};

Read read(const std::string& text) {
  SourceMap sources;
  diag::Sink sink;
  Read made;
  made.manifest = package::read_manifest(sources.add("infra.toml", text), sources, sink);
  for (const diag::Diagnostic& found : sink.diagnostics()) {
    made.codes.emplace_back(found.code);
    made.report += diag::render_human(found, sources);
  }
  return made;
}

TEST(Manifest, SaysNameVersionAndWhereDependenciesComeFrom) {
  Read made =
      read(manifest("shop", "1.2.0-rc.1",
                    "web = { git = \"git@example.org:web.git\", tag = \"v1\" }\n"
                    "shapes = { path = \"../shapes\" }\ndata = { archive = \"https://example.org/d.tar.gz\" }\n"));
  ASSERT_TRUE(made.manifest) << made.report;
  EXPECT_EQ(made.manifest->name, "shop");
  EXPECT_EQ(made.manifest->version.text(), "1.2.0-rc.1");
  ASSERT_EQ(made.manifest->dependencies.size(), 3u);
  EXPECT_EQ(made.manifest->dependencies[0].source.text(), "archive+https://example.org/d.tar.gz");
  EXPECT_EQ(made.manifest->dependencies[1].source.text(), "path+../shapes");
  EXPECT_EQ(made.manifest->dependencies[2].source.text(), "git+git@example.org:web.git#tag=v1");
}

struct Mistake {
  const char* code;
  std::string text;
  const char* says;
};

TEST(Manifest, EachMistakeHasItsCodeItsPlaceAndItsWayOut) {
  const std::string commit = "0123456789abcdef0123456789abcdef01234567";
  const Mistake mistakes[] = {
      {"E1001", "name = \"shop\nversion = \"1.0.0\"", "infra.toml:1"},
      {"E1001", "= =", "infra.toml:1"},
      {"E1002", "name = \"a\"\nversion = \"1.0.0\"\nverzion = \"1.0.0\"", "did you mean `version`?"},
      {"E1002", manifest("a", "1.0.0", "b = { path = \"b\", tga = \"v1\" }"), "did you mean `tag`?"},
      {"E1003", "version = \"1.0.0\"", "needs `name`"},
      {"E1003", "name = \"a\"", "needs `version`"},
      {"E1004", manifest("My Shop", "1.0.0"), "small letters"},
      {"E1004", manifest("std", "1.0.0"), "standard library"},
      {"E1004", manifest("for", "1.0.0"), "small letters"},
      {"E1004", manifest("a", "1"), "three numbers"},
      {"E1004", manifest("a", "1.02.0"), "three numbers"},
      {"E1004", "name = 1\nversion = \"1.0.0\"", "expected a string"},
      {"E1004", "name = \"a\"\nversion = \"1.0.0\"\ndependencies = []", "expected a table"},
      {"E1004", manifest("a", "1.0.0", "b = \"../b\""), "expected a table"},
      {"E1004", manifest("a", "1.0.0", "B = { path = \"b\" }"), "small letters"},
      {"E1004", manifest("a", "1.0.0", "b = { git = \"https://x.org/b\", commit = \"main\" }"), "40 hexadecimal"},
      {"E1005", manifest("a", "1.0.0", "b = {}"), "no source"},
      {"E1005", manifest("a", "1.0.0", "b = { path = \"b\", git = \"https://x.org/b\" }"), "the other one"},
      {"E1005", manifest("a", "1.0.0", "b = { path = \"b\", tag = \"v1\" }"), "a tag without `git`"},
      {"E1005", manifest("a", "1.0.0", "b = { git = \"https://x.org/b\", tag = \"v1\", branch = \"m\" }"), "two"},
      {"E1027", manifest("a", "1.0.0", "b = { git = \"http://x.org/b\" }"), "nobody vouches"},
      {"E1027", manifest("a", "1.0.0", "b = { git = \"git://x.org/b\" }"), "nobody vouches"},
      {"E1027", manifest("a", "1.0.0", "b = { git = \"../b\" }"), "git needs an address"},
      {"E1027", manifest("a", "1.0.0", "b = { git = \"https://me:secret@x.org/b\" }"), "password"},
      {"E1027", manifest("a", "1.0.0", "b = { archive = \"ssh://x.org/b.tar\" }"), "ssh"},
      {"E1027", manifest("a", "1.0.0", "b = { path = \"https://x.org/b\" }"), "no path"},
      {"E1027", manifest("a", "1.0.0", "b = { path = \"../b\", dir = \"c\" }"), "the folder itself"},
      {"E1027", manifest("a", "1.0.0", "b = { git = \"https://x.org/b\", dir = \"../c\" }"), "not written downwards"},
      {"E1027", manifest("a", "1.0.0", "b = { git = \"https://x.org/b\", dir = \"/c\" }"), "not written downwards"},
      {"E1027", manifest("a", "1.0.0", "b = { archive = \"b.tar\", dir = \"c/./d\" }"), "not written downwards"},
      {"E1027", manifest("a", "1.0.0", "b = { archive = \"b.tar\", dir = \"c\\\\d\" }"), "a sign"},
      {"E1027", manifest("a", "1.0.0", "b = { archive = \"b.tar#dir=x\" }"), "a key of its own"},
      {"E1004", manifest("a", "1.0.0", "b = { git = \"https://x.org/b\", dir = \"\" }"), "empty"},
  };
  for (const Mistake& mistake : mistakes) {
    Read made = read(mistake.text);
    EXPECT_FALSE(made.manifest) << mistake.text;
    EXPECT_THAT(made.codes, ElementsAre(mistake.code)) << mistake.text << "\n" << made.report;
    EXPECT_THAT(made.report, HasSubstr(mistake.says)) << mistake.text;
  }
  EXPECT_TRUE(read(manifest("a", "1.0.0", "b = { git = \"https://x.org/b\", commit = \"" + commit + "\" }")).manifest);
}

TEST(Manifest, ADeepOneIsAnErrorAndNoCrash) {
  for (const char* bracket : {"[", "{a="}) {
    std::string text = "name = ";
    for (int i = 0; i < 100'000; ++i) text += bracket;
    EXPECT_THAT(read(text).codes, ElementsAre("E1001"));
  }
}

TEST(Versions, AreOrderedAsSemverSays) {
  const char* ordered[] = {
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
      "1.0.0",       "1.0.1",         "1.10.0",           "2.0.0"};
  for (size_t i = 0; i < std::size(ordered); ++i) {
    for (size_t j = 0; j < std::size(ordered); ++j) {
      auto a = Version::parse(ordered[i]), b = Version::parse(ordered[j]);
      ASSERT_TRUE(a && b);
      EXPECT_EQ(package::precedes(*a, *b), i < j) << ordered[i] << " and " << ordered[j];
    }
  }
  for (const char* text : {"", "1", "1.2", "1.2.3.4", "v1.2.3", "1.2.3-", "1.2.3-a..b", "1.2.3-01", "1.2.-3",
                           "99999999999999999999.0.0", "1.2.3+", " 1.2.3"})
    EXPECT_FALSE(Version::parse(text)) << text;
  EXPECT_TRUE(Version::parse("0.3.1")->is_compatible_with(*Version::parse("0.3.9")));
  EXPECT_FALSE(Version::parse("0.3.1")->is_compatible_with(*Version::parse("0.4.0")));
  EXPECT_TRUE(Version::parse("1.3.1")->is_compatible_with(*Version::parse("1.4.0")));
}

TEST(Sources, ReadBackAsTheyAreWritten) {
  for (const char* text :
       {"path+../a", "git+https://x.org/a.git", "git+ssh://x.org/a#tag=v1#2", "git+file:///a#b#branch=m",
        "git+git@x.org:a.git#commit=0123456789abcdef0123456789abcdef01234567", "archive+https://x.org/a#tag=1.tar",
        "archive+../a.tar.gz", "git+https://x.org/a.git#dir=packages/net#tag=v1",
        "git+https://x.org/a#dir=n#tag=v#dir=x", "archive+../a.tar.gz#dir=packages/net"}) {
    auto source = Source::parse(text);
    ASSERT_TRUE(source) << text;
    EXPECT_EQ(source->text(), text);
  }
  EXPECT_EQ(Source::parse("git+https://x.org/a#dir=n/m#branch=b")->dir, "n/m");
  EXPECT_EQ(Source::parse("git+https://x.org/a#dir=n#tag=v#dir=x")->revision_name, "v#dir=x");
  for (const char* text : {"", "path+", "svn+https://x.org", "https://x.org", "git+https://x.org/a#dir=../b",
                           "git+https://x.org/a#dir=#tag=v", "archive+a.tar#dir=/b"})
    EXPECT_FALSE(Source::parse(text)) << text;
  EXPECT_EQ(package::join_paths("../a", "../b"), "../b");
  EXPECT_EQ(package::join_paths("", "./b/../c"), "c");
  EXPECT_EQ(package::join_paths("a", ".."), ".");
  EXPECT_EQ(package::join_paths("/a/b", "../../../c"), "/c");
  EXPECT_EQ(package::join_paths("a", "/c"), "/c");
}

const Source kNet{Source::Kind::Git, "https://x.org/net.git", Source::Revision::Tag, "v2"};
const std::string kNetText = "net = { git = \"https://x.org/net.git\", tag = \"v2\" }\n";

TEST(ManifestEdit, AddsALineAndLeavesTheRest) {
  const std::string before =
      "# our shop\nname = \"shop\"   # of fish\nversion='0.1.0'\n\n[dependencies] # few\n# the shapes\n"
      "shapes = { path = \"../shapes\" } # ours\n\n# the end\n";
  auto after = package::with_dependency(before, "net", kNet);
  ASSERT_TRUE(after) << after.error().message;
  std::string wanted = before;
  wanted.insert(wanted.find("\n# the end"), kNetText);
  EXPECT_EQ(*after, wanted);
  auto back = package::without_dependency(*after, "net");
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, before);
}

TEST(ManifestEdit, WorksOnEveryUsualForm) {
  struct Form {
    std::string before, after;
  };
  const std::string head = "name = \"a\"\nversion = \"1.0.0\"\n";
  const Form forms[] = {
      {head, head + "\n[dependencies]\n" + kNetText},
      {"name = \"a\"\nversion = \"1.0.0\"", head + "\n[dependencies]\n" + kNetText},
      {head + "[dependencies]\n", head + "[dependencies]\n" + kNetText},
      {head + "[dependencies]", head + "[dependencies]\n" + kNetText},
      {head + "[dependencies]\nb = { path = \"b\" }", head + "[dependencies]\nb = { path = \"b\" }\n" + kNetText},
      {head + "[dependencies]\nnet = { path = \"net\" } # near\n",
       head + "[dependencies]\nnet = { git = \"https://x.org/net.git\", tag = \"v2\" } # near\n"},
      {head + "[dependencies]\nshapes  = { path = \"s\" }\n",
       head +
           "[dependencies]\nshapes  = { path = \"s\" }\nnet     = { git = \"https://x.org/net.git\", tag = \"v2\" }\n"},
      {"name = \"a\"\r\nversion = \"1.0.0\"\r\n[dependencies]\r\n",
       "name = \"a\"\r\nversion = \"1.0.0\"\r\n[dependencies]\r\nnet = { git = \"https://x.org/net.git\", tag = \"v2\" "
       "}\r\n"},
      {"[dependencies]\n# Zeichen: äöü → 名\nb = { path = \"ä\" } # é\n", ""},
  };
  for (const Form& form : forms) {
    std::string before = form.after.empty() ? head + form.before : form.before;
    std::string wanted = form.after.empty() ? before + kNetText : form.after;
    auto after = package::with_dependency(before, "net", kNet);
    ASSERT_TRUE(after) << before << after.error().message;
    EXPECT_EQ(*after, wanted);
  }
}

TEST(ManifestEdit, RemovesATableOfItsOwn) {
  const std::string head = "name = \"a\"\nversion = \"1.0.0\"\n";
  auto after = package::without_dependency(head +
                                               "\n[dependencies.net]\ngit = \"https://x.org/net.git\"\ntag = "
                                               "\"v1\"\n\n# shapes\n[dependencies.shapes]\npath = \"s\"\n",
                                           "net");
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_EQ(*after, head + "\n\n# shapes\n[dependencies.shapes]\npath = \"s\"\n");
}

TEST(ManifestEdit, RefusesWhatItCannotDoAlone) {
  const std::string head = "name = \"a\"\nversion = \"1.0.0\"\n";
  for (const std::string& text :
       {head + "dependencies = { b = { path = \"b\" } }\n", head + "dependencies.b = { path = \"b\" }\n",
        head + "[dependencies.b]\npath = \"b\"\n"}) {
    auto after = package::with_dependency(text, "net", kNet);
    ASSERT_FALSE(after) << *after;
    EXPECT_EQ(after.error().code, diag::ManifestNotEdited.code);
  }
  auto gone = package::without_dependency(head + "[dependencies]\nshapes = { path = \"s\" }\n", "shpaes");
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, diag::NoSuchDependency.code);
  EXPECT_EQ(gone.error().help, "did you mean `shapes`?");
}

}  // namespace
}  // namespace infra::test
