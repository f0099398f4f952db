#include "compiler/graph/layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "compiler/base/text.h"
#include "compiler/graph/layers.h"

namespace infra::graph {
namespace {

constexpr double kNodeHeight = 46, kNarrowest = 96, kWidest = 320;
constexpr double kPadding = 18, kHeading = 26, kBetweenParts = 34, kMargin = 24;
/// What nothing is joined with: so many stand beside the rest, more of them in a grid of their own.
constexpr size_t kLooseInRow = 3;
constexpr double kInGrid = 18, kGridShape = 1.7;

/// An item of a module: a resource or a module inside of it, at its place within the module.
struct Item {
  Box box;
  uint32_t group = 0;  ///< That it stands in.
};

/// A link between two items of one module, for an edge of the graph.
struct GroupLink {
  uint32_t from, to;
  uint32_t edge;
};

/// Parts side by side in rows, so that the whole is about as wide as a screen.
class Shelf {
 public:
  explicit Shelf(double area) : wanted_(std::max(900.0, std::sqrt(area) * 1.7)) {}

  Point place(double width, double height) {
    if (x_ > 0 && x_ + width > wanted_) {
      x_ = 0;
      y_ += row_ + kBetweenParts;
      row_ = 0;
    }
    Point at{x_, y_};
    x_ += width + kBetweenParts;
    row_ = std::max(row_, height);
    width_ = std::max(width_, at.x + width);
    return at;
  }
  double width() const { return width_; }
  double height() const { return y_ + row_; }

 private:
  double wanted_;
  double x_ = 0, y_ = 0, row_ = 0, width_ = 0;
};

/// Boxes without links, row by row, in about the shape of a screen; columns as wide as their widest.
Layered grid(const std::vector<Box>& sizes) {
  double area = 0, widest = 0;
  for (const Box& size : sizes) {
    area += (size.width + kInGrid) * (size.height + kInGrid);
    widest = std::max(widest, size.width + kInGrid);
  }
  size_t columns = std::clamp<size_t>(static_cast<size_t>(std::sqrt(area * kGridShape) / widest), 1, sizes.size());
  Layered out;
  std::vector<double> left(columns + 1), top(1);
  for (size_t i = 0; i < sizes.size(); ++i) {
    double& right = left[i % columns + 1];
    right = std::max(right, sizes[i].width + kInGrid);
    if (i % columns == 0) top.push_back(0);
    top.back() = std::max(top.back(), sizes[i].height + kInGrid);
  }
  std::partial_sum(left.begin(), left.end(), left.begin());
  std::partial_sum(top.begin(), top.end(), top.begin());
  for (size_t i = 0; i < sizes.size(); ++i) out.places.push_back({left[i % columns], top[i / columns]});
  out.width = left.back() - kInGrid;
  out.height = top.back() - kInGrid;
  return out;
}

class Layouter {
 public:
  explicit Layouter(const Graph& graph) : graph_(graph) {}

  Layout run() {
    make_items();
    share_edges();
    // Inner modules stand behind outer ones in the list.
    for (size_t g = graph_.groups.size(); g-- > 0;) lay_out_group(static_cast<uint32_t>(g));
    return result();
  }

 private:
  size_t node_count() const { return graph_.nodes.size(); }
  uint32_t item_of_group(uint32_t group) const { return static_cast<uint32_t>(node_count()) + group; }

  void make_items() {
    members_.resize(graph_.groups.size());
    links_.resize(graph_.groups.size());
    depth_.resize(graph_.groups.size());
    for (uint32_t i = 0; i < node_count(); ++i) {
      const Node& node = graph_.nodes[i];
      double width = std::max(text_width(node.name, 13), text_width(node.kind, 11)) + 34;
      items_.push_back({{0, 0, std::clamp(width, kNarrowest, kWidest), kNodeHeight}, node.group});
      members_[node.group].push_back(i);
    }
    for (uint32_t g = 0; g < graph_.groups.size(); ++g) {
      items_.push_back({{}, graph_.groups[g].parent});
      if (g == 0) continue;
      depth_[g] = depth_[graph_.groups[g].parent] + 1;
      members_[graph_.groups[g].parent].push_back(item_of_group(g));
    }
  }

  /// Gives each edge to the innermost module that holds both of its ends.
  void share_edges() {
    passes_.resize(graph_.edges.size());
    for (uint32_t e = 0; e < graph_.edges.size(); ++e) {
      uint32_t a = graph_.edges[e].from, b = graph_.edges[e].to;
      uint32_t in_a = graph_.nodes[a].group, in_b = graph_.nodes[b].group;
      while (in_a != in_b) {
        if (depth_[in_a] >= depth_[in_b]) {
          a = item_of_group(in_a);
          in_a = graph_.groups[in_a].parent;
        } else {
          b = item_of_group(in_b);
          in_b = graph_.groups[in_b].parent;
        }
      }
      if (a != b) links_[in_a].push_back({a, b, e});
    }
  }

  uint32_t root_of(std::vector<uint32_t>& parent, uint32_t item) {
    while (parent[item] != item) item = parent[item] = parent[parent[item]];
    return item;
  }

  void lay_out_group(uint32_t group) {
    const auto& members = members_[group];
    std::map<uint32_t, uint32_t> place;  // of an item in `members`
    for (uint32_t i = 0; i < members.size(); ++i) place[members[i]] = i;
    std::vector<uint32_t> parent(members.size());
    std::iota(parent.begin(), parent.end(), 0);
    for (const GroupLink& link : links_[group]) {
      parent[root_of(parent, place[link.from])] = root_of(parent, place[link.to]);
    }
    std::vector<bool> linked(members.size());
    for (const GroupLink& link : links_[group]) linked[place[link.from]] = linked[place[link.to]] = true;
    std::vector<uint32_t> loose;
    // What stands alone in a module but is joined with what is outside stands in one column, so that no line crosses it.
    if (group > 0) {
      auto alone = static_cast<uint32_t>(std::find(linked.begin(), linked.end(), false) - linked.begin());
      for (uint32_t i = alone; i < members.size(); ++i) {
        if (!linked[i]) parent[root_of(parent, i)] = root_of(parent, alone);
      }
    }
    if (group == 0) {
      for (uint32_t i = 0; i < members.size(); ++i) {
        if (!linked[i] && members[i] < node_count()) loose.push_back(i);
      }
      if (loose.size() <= kLooseInRow) loose.clear();
      for (uint32_t i : loose) parent[i] = loose[0];
    }
    // The largest part first; what stands alone last, together.
    std::map<uint32_t, std::vector<uint32_t>> parts;
    for (uint32_t i = 0; i < members.size(); ++i) parts[root_of(parent, i)].push_back(i);
    std::vector<std::vector<uint32_t>> sorted;
    for (auto& [root, part] : parts) {
      if (loose.empty() || root != loose[0]) sorted.push_back(std::move(part));
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    if (!loose.empty()) sorted.push_back(loose);

    std::vector<uint32_t> part_of(members.size()), index(members.size());
    for (uint32_t p = 0; p < sorted.size(); ++p) {
      for (uint32_t i = 0; i < sorted[p].size(); ++i) {
        part_of[sorted[p][i]] = p;
        index[sorted[p][i]] = i;
      }
    }
    std::vector<std::vector<Link>> links(sorted.size());
    std::vector<std::vector<uint32_t>> edges(sorted.size());
    for (const GroupLink& link : links_[group]) {
      uint32_t part = part_of[place[link.from]];
      links[part].push_back({index[place[link.from]], index[place[link.to]]});
      edges[part].push_back(link.edge);
    }
    std::vector<Layered> layered;
    double area = 0;
    for (uint32_t p = 0; p < sorted.size(); ++p) {
      std::vector<Box> sizes;
      for (uint32_t member : sorted[p]) sizes.push_back(items_[members[member]].box);
      layered.push_back(!loose.empty() && p + 1 == sorted.size() ? grid(sizes) : layer(sizes, links[p]));
      area += (layered.back().width + kBetweenParts) * (layered.back().height + kBetweenParts);
    }
    Shelf shelf(area);
    double left = group == 0 ? kMargin : kPadding, top = group == 0 ? kMargin : kPadding + kHeading;
    for (uint32_t p = 0; p < sorted.size(); ++p) {
      Point at = shelf.place(layered[p].width, layered[p].height);
      for (uint32_t i = 0; i < sorted[p].size(); ++i) {
        Box& box = items_[members[sorted[p][i]]].box;
        box.x = left + at.x + layered[p].places[i].x;
        box.y = top + at.y + layered[p].places[i].y;
      }
      for (uint32_t i = 0; i < edges[p].size(); ++i) {
        for (Point pass : layered[p].waypoints[i]) {
          passes_[edges[p][i]].push_back({left + at.x + pass.x, top + at.y + pass.y});
        }
      }
    }
    Box& box = items_[item_of_group(group)].box;
    double heading = group == 0 ? 0 : text_width(graph_.groups[group].name, 12);
    box.width = std::max(shelf.width(), heading) + left * 2;
    box.height = top + shelf.height() + (group == 0 ? kMargin : kPadding);
  }

  Layout result() {
    Layout out;
    out.groups.resize(graph_.groups.size());
    for (uint32_t g = 0; g < graph_.groups.size(); ++g) {
      Box box = items_[item_of_group(g)].box;
      if (g > 0) {
        box.x += out.groups[graph_.groups[g].parent].x;
        box.y += out.groups[graph_.groups[g].parent].y;
      }
      out.groups[g] = box;
    }
    for (uint32_t i = 0; i < node_count(); ++i) {
      Box box = items_[i].box;
      box.x += out.groups[graph_.nodes[i].group].x;
      box.y += out.groups[graph_.nodes[i].group].y;
      out.nodes.push_back(box);
    }
    std::vector<uint32_t> owner(graph_.edges.size(), 0);
    for (uint32_t g = 0; g < graph_.groups.size(); ++g) {
      for (const GroupLink& link : links_[g]) owner[link.edge] = g;
    }
    for (uint32_t e = 0; e < graph_.edges.size(); ++e) {
      const Box& a = out.nodes[graph_.edges[e].from];
      const Box& b = out.nodes[graph_.edges[e].to];
      bool to_right = a.x + a.width / 2 <= b.x + b.width / 2;
      std::vector<Point> route = {{to_right ? a.x + a.width : a.x, a.y + a.height / 2}};
      for (Point pass : passes_[e]) route.push_back({pass.x + out.groups[owner[e]].x, pass.y + out.groups[owner[e]].y});
      route.push_back({to_right ? b.x : b.x + b.width, b.y + b.height / 2});
      out.routes.push_back(std::move(route));
    }
    return out;
  }

  const Graph& graph_;
  std::vector<Item> items_;                     ///< Nodes, then groups.
  std::vector<std::vector<uint32_t>> members_;  ///< By group: its items.
  std::vector<std::vector<GroupLink>> links_;   ///< By group.
  std::vector<uint32_t> depth_;                 ///< By group.
  std::vector<std::vector<Point>> passes_;      ///< By edge, within the group that owns it.
};

}  // namespace

double text_width(std::string_view text, double size) {
  return static_cast<double>(count_code_points(text)) * size * 0.6;
}

Layout lay_out(const Graph& graph) { return Layouter(graph).run(); }

}  // namespace infra::graph
