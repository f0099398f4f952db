#include "compiler/graph/layers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace infra::graph {
namespace {

constexpr double kBetweenLayers = 64, kBetweenBoxes = 18;
/// Lines over more layers than this in all are drawn straight: they would cost more than they show.
constexpr size_t kMostWaypoints = 40'000;
/// A layer with more boxes is folded into columns.
constexpr size_t kTallestLayer = 24;
constexpr int kOrderSweeps = 12, kPlaceSweeps = 8;

/// A box, or a point that a long line passes.
struct Cell {
  double width = 0, height = 0;
  uint32_t layer = 0;
  double x = 0, y = 0;
  std::vector<uint32_t> left, right;  ///< Neighbours in the layers beside.
};

class Layers {
 public:
  Layers(const std::vector<Box>& sizes, const std::vector<Link>& links) : sizes_(sizes), links_(links) {}

  Layered run() {
    break_cycles();
    assign_layers();
    add_cells();
    order();
    place_columns();
    place_rows();
    return result();
  }

 private:
  size_t count() const { return sizes_.size(); }

  /// Turns every link that leads back to where a walk came from.
  void break_cycles() {
    out_.resize(count());
    for (uint32_t i = 0; i < links_.size(); ++i) out_[links_[i].from].push_back(i);
    turned_.resize(links_.size());
    enum : uint8_t { kNew, kOpen, kDone };
    std::vector<uint8_t> state(count(), kNew);
    std::vector<std::pair<uint32_t, size_t>> walk;
    for (uint32_t start = 0; start < count(); ++start) {
      if (state[start] != kNew) continue;
      walk.assign(1, {start, 0});
      state[start] = kOpen;
      while (!walk.empty()) {
        auto& [box, next] = walk.back();
        if (next == out_[box].size()) {
          state[box] = kDone;
          walk.pop_back();
          continue;
        }
        uint32_t link = out_[box][next++];
        uint32_t to = links_[link].to;
        if (state[to] == kOpen) turned_[link] = true;
        if (state[to] != kNew) continue;
        state[to] = kOpen;
        walk.emplace_back(to, 0);
      }
    }
  }

  uint32_t from(uint32_t link) const { return turned_[link] ? links_[link].to : links_[link].from; }
  uint32_t to(uint32_t link) const { return turned_[link] ? links_[link].from : links_[link].to; }

  /// The longest way from the left; what nothing points at moves right, beside what it needs.
  void assign_layers() {
    layer_.assign(count(), 0);
    std::vector<std::vector<uint32_t>> next(count());
    std::vector<uint32_t> waits(count(), 0);
    for (uint32_t i = 0; i < links_.size(); ++i) {
      next[from(i)].push_back(to(i));
      ++waits[to(i)];
    }
    std::vector<uint32_t> ready;
    std::vector<bool> is_source(count());
    for (uint32_t i = 0; i < count(); ++i) {
      if (waits[i] == 0) ready.push_back(i), is_source[i] = true;
    }
    for (size_t i = 0; i < ready.size(); ++i) {
      for (uint32_t box : next[ready[i]]) {
        layer_[box] = std::max(layer_[box], layer_[ready[i]] + 1);
        if (--waits[box] == 0) ready.push_back(box);
      }
    }
    for (uint32_t i = 0; i < count(); ++i) {
      if (!is_source[i] || next[i].empty()) continue;
      uint32_t nearest = UINT32_MAX;
      for (uint32_t box : next[i]) nearest = std::min(nearest, layer_[box]);
      layer_[i] = nearest - 1;
    }
  }

  void join(uint32_t left, uint32_t right) {
    cells_[left].right.push_back(right);
    cells_[right].left.push_back(left);
  }

  void add_cells() {
    for (uint32_t i = 0; i < count(); ++i) {
      cells_.push_back({sizes_[i].width, sizes_[i].height, layer_[i], 0, 0, {}, {}});
    }
    passes_.resize(links_.size());
    size_t passes = 0;
    for (uint32_t i = 0; i < links_.size(); ++i) passes += layer_[to(i)] - layer_[from(i)] - 1;
    bool straight = passes > kMostWaypoints;
    for (uint32_t i = 0; i < links_.size(); ++i) {
      uint32_t last = from(i);
      for (uint32_t layer = layer_[from(i)] + 1; layer < layer_[to(i)] && !straight; ++layer) {
        auto pass = static_cast<uint32_t>(cells_.size());
        cells_.push_back({0, 4, layer, 0, 0, {}, {}});
        passes_[i].push_back(pass);
        join(last, pass);
        last = pass;
      }
      join(last, to(i));
    }
    uint32_t layers = 0;
    for (const Cell& cell : cells_) layers = std::max(layers, cell.layer + 1);
    rows_.resize(layers);
    for (uint32_t i = 0; i < cells_.size(); ++i) rows_[cells_[i].layer].push_back(i);
  }

  std::vector<double> ranks() const {
    std::vector<double> rank(cells_.size());
    for (const auto& row : rows_) {
      for (size_t i = 0; i < row.size(); ++i) rank[row[i]] = static_cast<double>(i);
    }
    return rank;
  }

  /// Crossings between neighbouring layers, by counting inversions (Barth, Jünger, Mutzel 2002).
  size_t crossings() const {
    std::vector<double> rank = ranks();
    size_t total = 0;
    std::vector<uint32_t> ends;
    for (size_t l = 0; l + 1 < rows_.size(); ++l) {
      ends.clear();
      for (uint32_t cell : rows_[l]) {
        size_t begin = ends.size();
        for (uint32_t right : cells_[cell].right) {
          if (cells_[right].layer == l + 1) ends.push_back(static_cast<uint32_t>(rank[right]));
        }
        std::sort(ends.begin() + static_cast<std::ptrdiff_t>(begin), ends.end());
      }
      std::vector<size_t> tree(rows_[l + 1].size() + 1, 0);
      size_t seen = 0;
      for (uint32_t end : ends) {
        size_t not_after = 0;
        for (size_t i = end + 1; i > 0; i -= i & (~i + 1)) not_after += tree[i];
        total += seen++ - not_after;
        for (size_t i = end + 1; i < tree.size(); i += i & (~i + 1)) ++tree[i];
      }
    }
    return total;
  }

  void sort_row(std::vector<uint32_t>& row, bool by_left, std::vector<double>& rank) {
    std::vector<std::pair<double, uint32_t>> keys;
    for (uint32_t cell : row) {
      const auto& beside = by_left ? cells_[cell].left : cells_[cell].right;
      double sum = 0;
      for (uint32_t other : beside) sum += rank[other];
      keys.emplace_back(beside.empty() ? rank[cell] : sum / static_cast<double>(beside.size()), cell);
    }
    std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t i = 0; i < row.size(); ++i) {
      row[i] = keys[i].second;
      rank[row[i]] = static_cast<double>(i);
    }
  }

  /// Sweeps to and fro with the mean of the neighbours; the order with the fewest crossings stays.
  void order() {
    auto best = rows_;
    size_t fewest = crossings();
    std::vector<double> rank = ranks();
    for (int sweep = 0; sweep < kOrderSweeps && fewest > 0; ++sweep) {
      bool by_left = sweep % 2 == 0;
      for (size_t i = 1; i < rows_.size(); ++i) {
        size_t l = by_left ? i : rows_.size() - 1 - i;
        sort_row(rows_[l], by_left, rank);
      }
      size_t now = crossings();
      if (now >= fewest) continue;
      fewest = now;
      best = rows_;
    }
    rows_ = std::move(best);
  }

  static size_t rows_of_column(size_t cells) {
    return std::max(kTallestLayer, static_cast<size_t>(std::ceil(std::sqrt(static_cast<double>(cells) * 2))));
  }

  /// From left to right; a tall layer takes several columns.
  void place_columns() {
    double x = 0;
    for (const auto& row : rows_) {
      size_t tall = rows_of_column(row.size());
      for (size_t begin = 0; begin < row.size(); begin += tall) {
        size_t end = std::min(row.size(), begin + tall);
        double widest = 0;
        for (size_t i = begin; i < end; ++i) widest = std::max(widest, cells_[row[i]].width);
        for (size_t i = begin; i < end; ++i) cells_[row[i]].x = x + (widest - cells_[row[i]].width) / 2;
        x += widest + (end < row.size() ? kBetweenBoxes : kBetweenLayers);
        columns_.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(begin),
                              row.begin() + static_cast<std::ptrdiff_t>(end));
      }
    }
    width_ = x - kBetweenLayers;
  }

  double gap(uint32_t above, uint32_t below) const {
    bool both_lines = cells_[above].width == 0 && cells_[below].width == 0;
    return both_lines ? kBetweenBoxes / 3 : kBetweenBoxes;
  }

  /// The places nearest to those wished for (in the mean square) that keep order and distance: pool adjacent violators.
  void settle(const std::vector<uint32_t>& column, const std::vector<double>& wishes) {
    struct Pool {
      double sum;
      size_t count;
      double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Pool> pools;
    std::vector<double> offsets;
    double offset = 0;
    for (size_t i = 0; i < column.size(); ++i) {
      if (i > 0) offset += cells_[column[i - 1]].height + gap(column[i - 1], column[i]);
      offsets.push_back(offset);
      pools.push_back({wishes[i] - offset, 1});
      while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
        Pool last = pools.back();
        pools.pop_back();
        pools.back().sum += last.sum;
        pools.back().count += last.count;
      }
    }
    size_t i = 0;
    for (const Pool& pool : pools) {
      for (size_t k = 0; k < pool.count; ++k, ++i) cells_[column[i]].y = pool.mean() + offsets[i];
    }
  }

  double center(uint32_t cell) const { return cells_[cell].y + cells_[cell].height / 2; }

  void place_rows() {
    for (const auto& column : columns_) settle(column, std::vector<double>(column.size(), 0));
    for (int sweep = 0; sweep < kPlaceSweeps; ++sweep) {
      bool by_left = sweep % 2 == 0;
      for (size_t i = 0; i < columns_.size(); ++i) {
        const auto& column = columns_[by_left ? i : columns_.size() - 1 - i];
        std::vector<double> wishes;
        for (uint32_t cell : column) {
          const Cell& c = cells_[cell];
          const auto& first = by_left ? c.left : c.right;
          const auto& beside = first.empty() ? (by_left ? c.right : c.left) : first;
          double sum = 0;
          for (uint32_t other : beside) sum += center(other);
          wishes.push_back(beside.empty() ? c.y : sum / static_cast<double>(beside.size()) - c.height / 2);
        }
        settle(column, wishes);
      }
    }
    double top = 0, bottom = 0;
    for (size_t i = 0; i < cells_.size(); ++i) {
      top = i == 0 ? cells_[i].y : std::min(top, cells_[i].y);
      bottom = i == 0 ? cells_[i].y + cells_[i].height : std::max(bottom, cells_[i].y + cells_[i].height);
    }
    for (Cell& cell : cells_) cell.y -= top;
    height_ = bottom - top;
  }

  Layered result() const {
    Layered out;
    out.width = width_;
    out.height = height_;
    for (uint32_t i = 0; i < count(); ++i) out.places.push_back({cells_[i].x, cells_[i].y});
    out.waypoints.resize(links_.size());
    for (uint32_t i = 0; i < links_.size(); ++i) {
      for (uint32_t pass : passes_[i]) out.waypoints[i].push_back({cells_[pass].x, center(pass)});
      if (turned_[i]) std::reverse(out.waypoints[i].begin(), out.waypoints[i].end());
    }
    return out;
  }

  const std::vector<Box>& sizes_;
  const std::vector<Link>& links_;
  std::vector<std::vector<uint32_t>> out_;
  std::vector<bool> turned_;
  std::vector<uint32_t> layer_;
  std::vector<Cell> cells_;
  std::vector<std::vector<uint32_t>> passes_;   ///< By link: the cells that it passes.
  std::vector<std::vector<uint32_t>> rows_;     ///< By layer: its cells from above.
  std::vector<std::vector<uint32_t>> columns_;  ///< As layers, but folded.
  double width_ = 0, height_ = 0;
};

}  // namespace

Layered layer(const std::vector<Box>& sizes, const std::vector<Link>& links) { return Layers(sizes, links).run(); }

}  // namespace infra::graph
