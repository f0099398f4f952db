// Formats of pictures: each escapes whatever a plan says.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "compiler/graph/pictures.h"
#include "compiler/plan/text.h"

namespace infra::graph {
namespace {

Graph shop() {
  std::ifstream in(std::string(INFRA_SOURCE_DIR) + "/test/unit/compiler/plan/golden/shop.ir");
  std::ostringstream text;
  text << in.rdbuf();
  auto plan = plan::from_text(text.str());
  EXPECT_TRUE(plan) << plan.error().message;
  return plan ? graph_of(*plan) : Graph();
}

Graph hostile() {
  Graph graph;
  graph.deployment = "</title><script>alert(1)</script>";
  graph.groups.push_back({"", graph.deployment, 0});
  graph.groups.push_back({"m[\"</svg>\"]", "m[\"</svg>\"]", 0});
  Node node;
  node.address = "m[\"</svg>\"].a[\"\\\"<img src=x onerror=alert(1)>\"]";
  node.name = "a[\"\\\"<img src=x onerror=alert(1)>\"]";
  node.kind = "std.X";
  node.lifecycle = "pointer";
  node.group = 1;
  node.inputs.emplace_back("text", "\"</script><script>alert(1)</script>\"");
  graph.nodes.push_back(node);
  return graph;
}

size_t count(const std::string& text, std::string_view what) {
  size_t found = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

TEST(Picture, DrawsResourcesAndEdgesAsDot) {
  std::string dot = to_dot(shop());
  EXPECT_NE(dot.find("\"front\" -> \"app[0]\" [label=points, style=dashed];"), std::string::npos) << dot;
  EXPECT_NE(dot.find("\"data\" [label=\"data\\nstd.data.Volume (persistent)\", shape=cylinder];"), std::string::npos);
}

TEST(Picture, DrawsResourcesAndEdgesAsMermaid) {
  std::string text = to_mermaid(shop());
  EXPECT_TRUE(text.starts_with("flowchart LR\n"));
  EXPECT_NE(text.find("[(\"data<br/>std.data.Volume\")]:::persistent"), std::string::npos) << text;
  EXPECT_NE(text.find("-.->|points|"), std::string::npos);
}

TEST(Picture, NoTextOfAPlanIsMarkup) {
  for (const Format& format : formats()) {
    if (format.name == "dot") continue;  // its texts are between quotes, and are no markup there
    std::string text = format.write(hostile());
    EXPECT_EQ(count(text, "<img"), 0u) << format.name;
    EXPECT_EQ(count(text, "alert(1)</script>"), 0u) << format.name;
    EXPECT_LE(count(text, "</svg>"), 1u) << format.name;
  }
  EXPECT_EQ(to_mermaid(hostile()).find("\\\""), std::string::npos) << "a quote is an entity";
}

TEST(Picture, ThePageLoadsNothing) {
  std::string page = to_html(shop());
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  for (std::string_view attribute : {" src=", "href=", "@import", "url(http"}) {
    EXPECT_EQ(page.find(attribute), std::string::npos) << attribute;
  }
}

TEST(Picture, TheSamePlanGivesTheSameBytes) {
  for (const Format& format : formats()) EXPECT_EQ(format.write(shop()), format.write(shop())) << format.name;
}

TEST(Picture, TheFormatIsThatOfTheFile) {
  EXPECT_EQ(format_of_file("a/b.svg")->name, "svg");
  EXPECT_EQ(format_of_file("b.mmd")->name, "mermaid");
  EXPECT_EQ(format_of_file("b.png"), nullptr);
  EXPECT_EQ(format_named("html")->suffix, ".html");
}

}  // namespace
}  // namespace infra::graph
