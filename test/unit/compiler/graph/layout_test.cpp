// Pictures: nothing lies on anything else, what needs something stands left of it, any graph is laid out.
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/graph/layers.h"
#include "compiler/graph/layout.h"

namespace infra::graph {
namespace {

Graph random_graph(uint32_t seed) {
  std::mt19937 random(seed);
  Graph graph;
  graph.groups.push_back({"", "all", 0});
  auto below = [&](size_t n) { return static_cast<uint32_t>(random() % n); };
  for (uint32_t g = below(6); g > 0; --g) {
    uint32_t parent = below(graph.groups.size());
    graph.groups.push_back({fmt::format("g{}", g), fmt::format("g{}", g), parent});
  }
  uint32_t count = 1 + below(60);
  for (uint32_t i = 0; i < count; ++i) {
    Node node;
    node.address = node.name = std::string(1 + below(50), 'n');
    node.lifecycle = "immutable";
    node.group = below(graph.groups.size());
    graph.nodes.push_back(std::move(node));
  }
  for (uint32_t e = below(120); e > 0; --e) {
    uint32_t from = below(count), to = below(count);
    if (from != to) graph.edges.push_back({from, to, plan::EdgeKind::Uses});
  }
  return graph;
}

bool overlap(const Box& a, const Box& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
bool holds(const Box& outer, const Box& inner) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width + 0.01 &&
         inner.y + inner.height <= outer.y + outer.height + 0.01;
}

TEST(Layout, KeepsBoxesApartAndInsideOfTheirModules) {
  for (uint32_t seed = 0; seed < 200; ++seed) {
    Graph graph = random_graph(seed);
    Layout layout = lay_out(graph);
    ASSERT_EQ(layout.nodes.size(), graph.nodes.size());
    ASSERT_EQ(layout.routes.size(), graph.edges.size());
    for (size_t i = 0; i < graph.nodes.size(); ++i) {
      ASSERT_TRUE(holds(layout.groups[graph.nodes[i].group], layout.nodes[i])) << "seed " << seed << " node " << i;
      for (size_t k = i + 1; k < graph.nodes.size(); ++k) {
        ASSERT_FALSE(overlap(layout.nodes[i], layout.nodes[k])) << "seed " << seed << " nodes " << i << ", " << k;
      }
    }
    for (size_t g = 1; g < graph.groups.size(); ++g) {
      ASSERT_TRUE(holds(layout.groups[graph.groups[g].parent], layout.groups[g])) << "seed " << seed;
    }
  }
}

TEST(Layout, PutsWhatNeedsSomethingLeftOfIt) {
  std::vector<Box> sizes(4, Box{0, 0, 100, 40});
  Layered layered = layer(sizes, {{0, 1}, {1, 2}, {0, 2}, {3, 2}});
  EXPECT_LT(layered.places[0].x + 100, layered.places[1].x);
  EXPECT_LT(layered.places[1].x + 100, layered.places[2].x);
  EXPECT_EQ(layered.places[3].x, layered.places[1].x) << "beside what it needs";
  EXPECT_EQ(layered.waypoints[2].size(), 1u) << "a line past a layer goes between its boxes";
}

TEST(Layout, PutsManyThatAreJoinedWithNothingIntoOneGrid) {
  Graph graph;
  graph.groups.push_back({"", "all", 0});
  for (size_t i = 0; i < 40; ++i) {
    Node node;
    node.address = node.name = fmt::format("note[{}]", i);
    graph.nodes.push_back(std::move(node));
  }
  Layout layout = lay_out(graph);
  const Box& whole = layout.groups[0];
  EXPECT_GT(whole.width, whole.height);
  EXPECT_LT(whole.width, whole.height * 4);
  EXPECT_EQ(layout.nodes[0].y, layout.nodes[1].y);
  auto below = [&](const Box& box) { return box.y > layout.nodes[0].y; };
  auto second = std::find_if(layout.nodes.begin(), layout.nodes.end(), below);
  ASSERT_NE(second, layout.nodes.end());
  EXPECT_EQ(second->x, layout.nodes[0].x) << "rows stand in columns";
}

TEST(Layout, TakesCircles) {
  std::vector<Box> sizes(3, Box{0, 0, 100, 40});
  Layered layered = layer(sizes, {{0, 1}, {1, 2}, {2, 0}});
  EXPECT_EQ(layered.places.size(), 3u);
}

TEST(Layout, UncrossesWhatNeedNotCross) {
  // a0 -> b1 and a1 -> b0: one side turns round.
  std::vector<Box> sizes(4, Box{0, 0, 100, 40});
  Layered layered = layer(sizes, {{0, 3}, {1, 2}, {0, 3}});
  EXPECT_EQ(layered.places[0].y < layered.places[1].y, layered.places[3].y < layered.places[2].y);
}

TEST(Layout, FoldsATallLayer) {
  Graph graph;
  graph.groups.push_back({"", "all", 0});
  for (uint32_t i = 0; i < 1001; ++i) {
    Node node;
    node.address = node.name = fmt::format("app[{}]", i);
    node.lifecycle = "immutable";
    graph.nodes.push_back(std::move(node));
    if (i > 0) graph.edges.push_back({0, i, plan::EdgeKind::Points});
  }
  Layout layout = lay_out(graph);
  EXPECT_LT(layout.groups[0].height, 4'000) << "a thousand copies are no tower";
}

TEST(Address, IsCutAtTheDotsBetweenModules) {
  EXPECT_EQ(address_parts("cell[\"a.b\"].app[0]"), (std::vector<std::string_view>{"cell[\"a.b\"]", "app[0]"}));
  EXPECT_EQ(address_parts("app"), (std::vector<std::string_view>{"app"}));
  EXPECT_EQ(address_parts("m[\"\\\".\"].x"), (std::vector<std::string_view>{"m[\"\\\".\"]", "x"}));
}

}  // namespace
}  // namespace infra::graph
