#include "compiler/reach/ends.h"

#include <algorithm>

namespace infra::reach {
namespace {

/// `zones` and all zones around them, sorted.
std::vector<uint32_t> with_around(const Model& model, const std::vector<uint32_t>& zones) {
  std::vector<uint32_t> all = zones;
  std::vector<uint32_t> pending = zones;
  while (!pending.empty()) {
    uint32_t zone = pending.back();
    pending.pop_back();
    for (uint32_t outer : model.zones[zone].around) {
      if (std::find(all.begin(), all.end(), outer) != all.end()) continue;
      all.push_back(outer);
      pending.push_back(outer);
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// Where rules cut the addresses of one family: each number begins a new part.
std::vector<Uint128> cuts_in(const Block& block, const std::vector<const Party*>& parties) {
  std::vector<Uint128> cuts = {block.first};
  for (const Party* party : parties) {
    for (const Block& other : party->blocks) {
      if (!meets(block, other)) continue;
      if (other.first > block.first) cuts.push_back(other.first);
      if (other.last < block.last) cuts.push_back(other.last + 1);
    }
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

/// Walks a block from its first address to its last. Spans of zones nest or lie apart, so the innermost is on top of a
/// stack.
class BlockParts {
 public:
  BlockParts(const Model& model, const Block& block, const std::vector<const Party*>& parties)
      : model_(model), block_(block), cuts_(cuts_in(block, parties)) {
    for (uint32_t i = 0; i < model.zones.size(); ++i) {
      if (model.zones[i].span && meets(*model.zones[i].span, block)) spans_.push_back(i);
    }
    std::stable_sort(spans_.begin(), spans_.end(), [&](uint32_t a, uint32_t b) {
      const Block &x = *model.zones[a].span, &y = *model.zones[b].span;
      return x.first != y.first ? x.first < y.first : x.last > y.last;
    });
  }

  std::vector<End> take() {
    bool lies_inside = std::any_of(spans_.begin(), spans_.end(),
                                   [&](uint32_t zone) { return covers(*model_.zones[zone].span, block_); });
    walk();
    return lies_inside || outside_.empty() ? std::move(inside_) : std::move(outside_);
  }

 private:
  void walk() {
    std::vector<Uint128> sides = cuts_;
    for (uint32_t zone : spans_) {
      const Block& span = *model_.zones[zone].span;
      if (span.first > block_.first) sides.push_back(span.first);
      if (span.last < block_.last) sides.push_back(span.last + 1);
    }
    std::sort(sides.begin(), sides.end());
    sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
    size_t next_span = 0, cut = 0;
    for (size_t i = 0; i < sides.size(); ++i) {
      Block part{block_.bits, sides[i], i + 1 < sides.size() ? sides[i + 1] - 1 : block_.last};
      while (cut + 1 < cuts_.size() && cuts_[cut + 1] <= part.first) ++cut;
      while (next_span < spans_.size() && model_.zones[spans_[next_span]].span->first <= part.first) {
        stack_.push_back(spans_[next_span++]);
      }
      while (!stack_.empty() && model_.zones[stack_.back()].span->last < part.first) stack_.pop_back();
      add(part, cut);
    }
  }

  /// What stands in the same zones between the same cuts is one end.
  void add(const Block& part, size_t cut) {
    if (stack_.empty()) {
      if (outside_.empty() || outside_cut_ != cut) outside_.push_back({std::nullopt, part, {}, {}});
      outside_cut_ = cut;
      return;
    }
    const Block& innermost = *model_.zones[stack_.back()].span;
    std::vector<uint32_t> zones;
    for (size_t i = stack_.size(); i > 0 && *model_.zones[stack_[i - 1]].span == innermost; --i) {
      zones.push_back(stack_[i - 1]);
    }
    std::sort(zones.begin(), zones.end());
    if (!inside_.empty() && inside_cut_ == cut && inside_.back().zones == zones) return;
    inside_cut_ = cut;
    std::vector<uint32_t> around = with_around(model_, zones);
    inside_.push_back({std::nullopt, part, std::move(zones), std::move(around)});
  }

  const Model& model_;
  const Block& block_;
  std::vector<Uint128> cuts_;
  std::vector<uint32_t> spans_, stack_;
  std::vector<End> inside_, outside_;
  size_t inside_cut_ = 0, outside_cut_ = 0;
};

Ends ends_of(const Model& model, const Party& party, const std::vector<const Party*>& parties) {
  Ends ends;
  for (const Block& block : party.blocks) {
    for (End& end : BlockParts(model, block, parties).take()) ends.list.push_back(std::move(end));
  }
  for (uint32_t zone : party.zones) {
    if (!model.zones[zone].span) continue;
    const Block& span = *model.zones[zone].span;
    std::vector<Uint128> cuts = cuts_in(span, parties);
    for (size_t i = 0; i < cuts.size(); ++i) {
      Block part{span.bits, cuts[i], i + 1 < cuts.size() ? cuts[i + 1] - 1 : span.last};
      ends.list.push_back({std::nullopt, part, {zone}, with_around(model, {zone})});
    }
  }
  std::stable_sort(ends.list.begin(), ends.list.end(), [](const End& a, const End& b) {
    return a.addresses->bits != b.addresses->bits ? a.addresses->bits < b.addresses->bits
                                                  : a.addresses->first < b.addresses->first;
  });
  ends.of_blocks = ends.list.size();
  for (uint32_t zone : party.zones) {
    if (!model.zones[zone].span) ends.list.push_back({std::nullopt, std::nullopt, {zone}, with_around(model, {zone})});
  }
  for (uint32_t index : party.things) {
    const Thing& thing = model.things[index];
    ends.list.push_back({index, thing.address, thing.zones, with_around(model, thing.zones)});
  }
  return ends;
}

template <typename Visit>
void for_each_rule(const Model& model, const Question& question, const Visit& visit) {
  for (uint32_t i = 0; i < model.walls.size(); ++i) {
    if (question.wall && *question.wall != i) continue;
    for (const Rule& rule : model.walls[i].rules) {
      if (is_for_port(rule, question) != Tri::No) visit(rule);
    }
  }
}

/// Whether the address of something that stands in `end.zones` is in `block`.
Tri lies_in(const Model& model, const End& end, const Block& block) {
  if (end.addresses) return covers(block, *end.addresses) ? Tri::Yes : Tri::No;
  bool inside = !end.zones.empty(), apart = !end.zones.empty();
  for (uint32_t zone : end.zones) {
    const std::optional<Block>& span = model.zones[zone].span;
    inside &= span && covers(block, *span);
    apart &= span && !meets(block, *span);
  }
  if (inside || is_everything(block)) return Tri::Yes;
  return apart ? Tri::No : Tri::Maybe;
}

}  // namespace

Tri is_for_port(const Rule& rule, const Question& question) {
  if (rule.unknown_ports || question.unknown_port) return Tri::Maybe;
  return rule.first_port <= question.port && question.port <= rule.last_port ? Tri::Yes : Tri::No;
}

Tri names(const Model& model, const Party& party, const End& end) {
  if (end.thing && std::find(party.things.begin(), party.things.end(), *end.thing) != party.things.end()) {
    return Tri::Yes;
  }
  for (uint32_t zone : party.zones) {
    if (std::binary_search(end.around.begin(), end.around.end(), zone)) return Tri::Yes;
  }
  Tri best = party.unknown ? Tri::Maybe : Tri::No;
  for (const Block& block : party.blocks) best = std::max(best, lies_in(model, end, block));
  return best;
}

Ends targets_of(const Model& model, const Question& question) {
  std::vector<const Party*> parties;
  for_each_rule(model, question, [&](const Rule& rule) { parties.push_back(&rule.to); });
  return ends_of(model, question.to, parties);
}

Ends sources_of(const Model& model, const Question& question) {
  std::vector<const Party*> parties;
  for_each_rule(model, question, [&](const Rule& rule) { parties.push_back(&rule.from); });
  return ends_of(model, question.from, parties);
}

std::string print(const Model& model, const End& end) {
  if (end.thing) return model.things[*end.thing].name;
  if (end.addresses) return print(*end.addresses);
  return end.zones.empty() ? "?" : model.zones[end.zones.front()].name;
}

}  // namespace infra::reach
