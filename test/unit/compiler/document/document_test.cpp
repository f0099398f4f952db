// Documentation: what others see of a file, linked, escaped, with broken links named.
#include <gtest/gtest.h>

#include "compiler/diag/render.h"
#include "compiler/document/collect.h"
#include "compiler/document/pages.h"
#include "compiler/document/prose.h"
#include "test/unit/compiler/support/memory_files.h"

namespace infra::document {
namespace {

struct Made {
  SourceMap sources;
  diag::Sink sink;
  Documentation documentation;
};

std::unique_ptr<Made> collect(std::map<std::string, std::string> texts, bool is_std = false) {
  auto made = std::make_unique<Made>();
  test::MemoryFiles files(std::move(texts));
  auto paths = find_files(files, "");
  EXPECT_TRUE(paths);
  made->documentation = is_std ? collect_stdlib(files, *paths, made->sources, made->sink)
                               : collect_package(files, *paths, "shop", made->sources, made->sink);
  return made;
}

const std::map<std::string, std::string> kShop = {
    {"shop.infra",
     "/// A shop.\n\n/// How many.\nparam replicas: Int = 2 where it > 0\n"
     "type Size = { hidden: Int }\n/// A cell, as in [`Part`].\ntype Cell = {\n  /// Its name.\n  name: String = "
     "\"a\"\n}\n"
     "pub enum Part { web, worker(count: Int) }\nlet secret = 1\noutput cell: Cell = { }\n"},
};

std::string html(const Documentation& documentation) { return to_html(documentation, Links(documentation)); }

TEST(Documentation, ShowsWhatOthersSee) {
  auto made = collect(kShop);
  ASSERT_EQ(made->documentation.modules.size(), 1u);
  const Module& shop = made->documentation.modules[0];
  EXPECT_EQ(shop.name, "shop");
  EXPECT_EQ(shop.doc, "A shop.");
  std::vector<std::string> names;
  for (const Item& item : shop.items) names.push_back(item.name);
  EXPECT_EQ(names, (std::vector<std::string>{"replicas", "cell", "Cell", "Part"}))
      << "`Cell` is named by an output; `Size` and `secret` are nobody's business";
  EXPECT_EQ(shop.items[0].signature, "param replicas: Int = 2 where it > 0");
  EXPECT_EQ(shop.items[2].fields[0].default_value, "\"a\"");
  EXPECT_EQ(shop.items[3].fields[1].type, "(count: Int)");
}

TEST(Documentation, ShowsAListOfManyLinesOnOne) {
  auto made = collect({{"a.infra", "pub let xs: List<String> = [\n  \"a, ]\",\n  \"b\",\n]\npub let ys = [1, 2]\n"}});
  const Module& module = made->documentation.modules[0];
  EXPECT_EQ(module.items[0].signature, "pub let xs: List<String> = [\"a, ]\", \"b\"]");
  EXPECT_EQ(module.items[1].signature, "pub let ys = [1, 2]");
}

TEST(Documentation, LinksTypesAndNames) {
  auto made = collect(kShop);
  std::string page = html(made->documentation);
  EXPECT_NE(page.find("<a href=\"#shop.Part\"><code>Part</code></a>"), std::string::npos);
  EXPECT_NE(page.find("output cell: <a href=\"#shop.Cell\">Cell</a>"), std::string::npos);
  std::string markdown = to_markdown(made->documentation, Links(made->documentation));
  EXPECT_NE(markdown.find("[`Part`](#shop.Part)"), std::string::npos) << markdown;
}

TEST(Documentation, NamesBrokenLinksAtTheirPlace) {
  auto made =
      collect({{"a.infra", "/// See [`Prat`], and\n/// [the web](https://example.org).\npub enum Part { web }\n"}});
  Links links(made->documentation);
  check_links(made->documentation, links, made->sources, made->sink);
  ASSERT_EQ(made->sink.diagnostics().size(), 1u);
  const diag::Diagnostic& broken = made->sink.diagnostics()[0];
  EXPECT_EQ(broken.code, "W0942");
  EXPECT_EQ(made->sources.text(broken.primary.span), "Prat");
  EXPECT_EQ(broken.help, "did you mean `Part`?");
}

TEST(Documentation, OfTheStdlibIsByFolderAndHasTheBuiltins) {
  auto made =
      collect({{"net/balancer.infra",
                "/// It points.\npub kind Balancer: pointer via \"x\" version 1 {\n  points to: List<Endpoint>\n"
                "  unique port: Port?\n} -> { url: Url }\n"},
               {"net/endpoint.infra", "pub type Endpoint = { host: String }\n"}},
              true);
  std::string page = html(made->documentation);
  EXPECT_NE(page.find("id=\"std.net.Balancer\""), std::string::npos);
  EXPECT_NE(page.find("&lt;<a href=\"#std.net.Endpoint\">Endpoint</a>&gt;"), std::string::npos);
  EXPECT_NE(page.find("<span class=\"tag pointer\">pointer</span>"), std::string::npos);
  EXPECT_NE(page.find("id=\"String.length\""), std::string::npos);
  EXPECT_EQ(page.find("http://"), std::string::npos) << "it loads nothing";
}

TEST(Documentation, NoTextIsMarkup) {
  auto made = collect(
      {{"a.infra", "/// <img src=x onerror=alert(1)> `<b>` [<i>](javascript:alert(1))\npub let a = \"<u>\"\n"}});
  std::string page = html(made->documentation);
  for (std::string_view markup : {"<img", "<b>`", "<i>](", "<u>", "href=\"javascript"}) {
    EXPECT_EQ(page.find(markup), std::string::npos) << markup;
  }
}

TEST(Prose, KnowsParagraphsListsAndCode) {
  auto none = [](std::string_view) { return std::string(); };
  EXPECT_EQ(prose_html("One\ntwo.\n\n- a `b`\n- **c**\n\n```\nx < y\n```", none),
            "<p>One two.</p>\n<ul><li>a <code>b</code></li><li><strong>c</strong></li></ul>\n"
            "<pre><code>x &lt; y\n</code></pre>\n");
  EXPECT_EQ(first_sentence("It is `a` thing. And more."), "It is a thing.");
}

}  // namespace
}  // namespace infra::document
