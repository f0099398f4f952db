#include "compiler/reach/ask.h"

#include <algorithm>
#include <bit>
#include <deque>
#include <unordered_map>

namespace infra::reach {
namespace {

/// A set of sources.
using Mask = std::vector<uint64_t>;

bool has(const Mask& mask, size_t bit) { return (mask[bit / 64] >> (bit % 64) & 1) != 0; }
void put(Mask& mask, size_t bit) { mask[bit / 64] |= uint64_t{1} << (bit % 64); }

bool is_so(Tri tri, bool optimistic) { return tri == Tri::Yes || (optimistic && tri == Tri::Maybe); }

/// The sources of a question, found by what rules name them by.
class Sources {
 public:
  Sources(const Model& model, const Ends& ends) : model_(model), ends_(ends) {
    for (size_t i = 0; i < ends.list.size(); ++i) {
      if (ends.list[i].thing) of_thing_[*ends.list[i].thing].push_back(i);
      for (uint32_t zone : ends.list[i].around) of_zone_[zone].push_back(i);
    }
  }

  size_t size() const { return ends_.list.size(); }
  size_t words() const { return (size() + 63) / 64; }
  const End& operator[](size_t i) const { return ends_.list[i]; }

  /// Adds whom `party` names.
  void add(const Party& party, bool optimistic, Mask& mask) const {
    if (party.unknown && optimistic) return add_range(0, size(), mask);
    for (uint32_t thing : party.things) add_all(of_thing_, thing, mask);
    for (uint32_t zone : party.zones) add_all(of_zone_, zone, mask);
    for (const Block& block : party.blocks) {
      auto begin = ends_.list.begin(), end = begin + static_cast<std::ptrdiff_t>(ends_.of_blocks);
      auto first = std::partition_point(begin, end, [&](const End& other) {
        return other.addresses->bits != block.bits ? other.addresses->bits < block.bits
                                                   : other.addresses->first < block.first;
      });
      auto last = std::partition_point(first, end, [&](const End& other) {
        return other.addresses->bits == block.bits && other.addresses->first <= block.last;
      });
      add_range(static_cast<size_t>(first - begin), static_cast<size_t>(last - begin), mask);
    }
    if (party.blocks.empty()) return;
    Party blocks;
    blocks.blocks = party.blocks;
    for (size_t i = ends_.of_blocks; i < size(); ++i) {
      if (is_so(names(model_, blocks, ends_.list[i]), optimistic)) put(mask, i);
    }
  }

 private:
  using Index = std::unordered_map<uint32_t, std::vector<size_t>>;

  static void add_all(const Index& index, uint32_t key, Mask& mask) {
    auto found = index.find(key);
    if (found == index.end()) return;
    for (size_t i : found->second) put(mask, i);
  }

  static void add_range(size_t begin, size_t end, Mask& mask) {
    for (size_t i = begin; i < end; ++i) {
      if (i % 64 == 0 && i + 64 <= end) {
        mask[i / 64] = ~uint64_t{0};
        i += 63;
      } else {
        put(mask, i);
      }
    }
  }

  const Model& model_;
  const Ends& ends_;
  Index of_thing_, of_zone_;
};

/// One search: from all sources to one target.
class Search {
 public:
  Search(const Model& model, const Question& question, const Sources& sources, const End& target, bool optimistic)
      : model_(model),
        question_(question),
        sources_(sources),
        target_(target),
        optimistic_(optimistic),
        entering_(model.zones.size()) {}

  /// Whether a connection of each source arrives.
  Mask run() {
    if (question_.wall) return permitted_by(*question_.wall);
    at_.resize(model_.zones.size() + 1);
    waiting_.assign(model_.zones.size() + 1, false);
    std::vector<Mask> starting(model_.zones.size() + 1);
    for (size_t i = 0; i < sources_.size(); ++i) {
      if (sources_[i].zones.empty()) put(grown(starting[outside()]), i);
      for (uint32_t zone : sources_[i].zones) put(grown(starting[zone]), i);
    }
    for (uint32_t place = 0; place < starting.size(); ++place) {
      if (!starting[place].empty()) move(starting[place], nullptr, place);
    }
    while (!queue_.empty()) {
      uint32_t place = queue_.front();
      queue_.pop_front();
      waiting_[place] = false;
      go_on(place);
    }
    return arrived();
  }

  /// Of the sources, those that a zone lets in.
  const Mask& entering(uint32_t zone) {
    Mask& mask = entering_[zone];
    if (!mask.empty() || sources_.words() == 0) return mask;
    grown(mask);
    if (model_.zones[zone].walls.empty()) {
      for (size_t i = 0; i < sources_.size(); ++i) put(mask, i);
    }
    for (uint32_t wall : model_.zones[zone].walls) {
      Mask own = permitted_by(wall);
      for (size_t w = 0; w < own.size(); ++w) mask[w] |= own[w];
    }
    return mask;
  }

 private:
  uint32_t outside() const { return static_cast<uint32_t>(model_.zones.size()); }

  Mask& grown(Mask& mask) const {
    mask.resize(sources_.words());
    return mask;
  }

  Mask permitted_by(uint32_t wall) const {
    Mask mask;
    grown(mask);
    Party everybody;
    everybody.unknown = true;
    if (model_.walls[wall].unknown && optimistic_) sources_.add(everybody, true, mask);
    for (const Rule& rule : model_.walls[wall].rules) {
      if (!is_so(is_for_port(rule, question_), optimistic_)) continue;
      if (is_so(names(model_, rule.to, target_), optimistic_)) sources_.add(rule.from, optimistic_, mask);
    }
    return mask;
  }

  void go_on(uint32_t place) {
    const Mask here = at_[place];
    if (place == outside()) {
      // Nothing comes in from outside where no wall has a rule for it.
      for (uint32_t zone : guarded()) move(here, &entering(zone), zone);
      return;
    }
    const Zone& zone = model_.zones[place];
    for (uint32_t next : zone.ways) move(here, &entering(next), next);
    if (is_so(zone.out, optimistic_)) move(here, nullptr, outside());
  }

  const std::vector<uint32_t>& guarded() {
    if (!guarded_known_) {
      for (uint32_t zone = 0; zone < model_.zones.size(); ++zone) {
        if (!model_.zones[zone].walls.empty()) guarded_.push_back(zone);
      }
      guarded_known_ = true;
    }
    return guarded_;
  }

  void move(const Mask& who, const Mask* allowed, uint32_t to) {
    Mask& there = grown(at_[to]);
    bool grew = false;
    for (size_t w = 0; w < there.size(); ++w) {
      uint64_t arriving = who[w] & (allowed != nullptr ? (*allowed)[w] : ~uint64_t{0}) & ~there[w];
      grew |= arriving != 0;
      there[w] |= arriving;
    }
    if (!grew || waiting_[to]) return;
    waiting_[to] = true;
    queue_.push_back(to);
  }

  /// What was in a zone from the start is asked as well when it connects inside of it.
  Mask arrived() {
    Mask mask;
    grown(mask);
    auto add = [&](const Mask& there, const Mask* allowed) {
      for (size_t w = 0; w < there.size(); ++w)
        mask[w] |= there[w] & (allowed != nullptr ? (*allowed)[w] : ~uint64_t{0});
    };
    if (target_.zones.empty()) add(at_[outside()], nullptr);
    for (uint32_t zone : target_.zones) add(at_[zone], &entering(zone));
    return mask;
  }

  const Model& model_;
  const Question& question_;
  const Sources& sources_;
  const End& target_;
  bool optimistic_;
  std::vector<Mask> entering_;  ///< By zone; empty until it is asked for.
  std::vector<Mask> at_;        ///< By zone, and outside at last.
  std::vector<bool> waiting_;
  std::deque<uint32_t> queue_;
  std::vector<uint32_t> guarded_;
  bool guarded_known_ = false;
};

void look_for(std::optional<Pair>& pair, const Sources& sources, const End& target, const Mask& mask, bool wanted) {
  for (size_t i = 0; i < sources.size() && !pair; ++i) {
    if (has(mask, i) == wanted) pair = Pair{sources[i], target};
  }
}

/// How one connection goes: breadth first, remembering where it came from.
class Walk {
 public:
  Walk(const Model& model, const Question& question, const Pair& pair, bool optimistic)
      : model_(model), question_(question), pair_(pair), optimistic_(optimistic) {}

  Way run() {
    came_from_.assign(model_.zones.size() + 1, kNowhere);
    refused_.assign(model_.zones.size(), false);
    if (pair_.from.zones.empty()) start(outside());
    for (uint32_t zone : pair_.from.zones) start(zone);
    for (size_t i = 0; i < order_.size(); ++i) {
      if (arrives(order_[i])) return found(order_[i]);
      go_on(order_[i]);
    }
    for (uint32_t place : order_) way_.hops.push_back(hop(place));
    return std::move(way_);
  }

 private:
  static constexpr uint32_t kNowhere = UINT32_MAX, kStart = UINT32_MAX - 1;
  uint32_t outside() const { return static_cast<uint32_t>(model_.zones.size()); }

  void start(uint32_t place) {
    came_from_[place] = kStart;
    order_.push_back(place);
  }

  /// The wall and rule that let it into `zone`; false when none does.
  bool lets_in(uint32_t zone, Hop& hop) const {
    const Zone& it = model_.zones[zone];
    if (it.walls.empty()) return true;
    for (bool sure : {true, false}) {
      if (!sure && !optimistic_) break;
      for (uint32_t wall : it.walls) {
        if (find_rule(wall, sure, hop)) return true;
      }
    }
    return false;
  }

  bool find_rule(uint32_t wall, bool sure, Hop& hop) const {
    for (const Rule& rule : model_.walls[wall].rules) {
      Tri fits = std::min(
          {is_for_port(rule, question_), names(model_, rule.to, pair_.to), names(model_, rule.from, pair_.from)});
      if (!is_so(fits, !sure)) continue;
      hop.wall = wall;
      hop.rule = &rule;
      hop.undecided = fits == Tri::Maybe;
      return true;
    }
    if (sure || !model_.walls[wall].unknown) return false;
    hop.wall = wall;
    hop.undecided = true;
    return true;
  }

  void enter(uint32_t from, uint32_t zone) {
    if (came_from_[zone] != kNowhere) return;
    Hop unused;
    if (!lets_in(zone, unused)) return refuse(zone);
    came_from_[zone] = from;
    order_.push_back(zone);
  }

  void refuse(uint32_t zone) {
    if (!refused_[zone]) way_.refusing.push_back(zone);
    refused_[zone] = true;
  }

  void go_on(uint32_t place) {
    if (place == outside()) {
      for (uint32_t zone = 0; zone < model_.zones.size(); ++zone) {
        bool is_target = std::find(pair_.to.zones.begin(), pair_.to.zones.end(), zone) != pair_.to.zones.end();
        if (!model_.zones[zone].walls.empty())
          enter(place, zone);
        else if (is_target)
          refuse(zone);
      }
      return;
    }
    for (uint32_t next : model_.zones[place].ways) enter(place, next);
    if (!is_so(model_.zones[place].out, optimistic_)) {
      way_.has_no_exit = true;
    } else if (came_from_[outside()] == kNowhere) {
      came_from_[outside()] = place;
      order_.push_back(outside());
    }
  }

  bool arrives(uint32_t place) {
    if (place == outside()) return pair_.to.zones.empty();
    if (std::find(pair_.to.zones.begin(), pair_.to.zones.end(), place) == pair_.to.zones.end()) return false;
    Hop unused;
    if (lets_in(place, unused)) return true;
    refuse(place);
    return false;
  }

  Hop hop(uint32_t place) const {
    Hop hop;
    if (place == outside()) {
      uint32_t from = came_from_[place];
      hop.undecided = from < outside() && model_.zones[from].out == Tri::Maybe;
      return hop;
    }
    if (came_from_[place] != kStart) lets_in(place, hop);
    hop.zone = place;
    return hop;
  }

  Way found(uint32_t place) {
    way_ = {};
    way_.is_open = true;
    for (uint32_t at = place; at != kStart; at = came_from_[at]) way_.hops.push_back(hop(at));
    std::reverse(way_.hops.begin(), way_.hops.end());
    // It never left its zone: whoever guards that permits it all the same.
    if (way_.hops.size() == 1 && place != outside()) lets_in(place, way_.hops.front());
    return std::move(way_);
  }

  const Model& model_;
  const Question& question_;
  const Pair& pair_;
  bool optimistic_;
  std::vector<uint32_t> came_from_;
  std::vector<uint32_t> order_;
  std::vector<bool> refused_;
  Way way_;
};

}  // namespace

Answer ask(const Model& model, const Question& question) {
  Answer answer;
  if (is_vague(model, question)) {
    answer.verdict = Verdict::Undecided;
    return answer;
  }
  Ends sources = sources_of(model, question);
  Ends targets = targets_of(model, question);
  Sources from(model, sources);
  // Of some connection: whether it may be open, may be closed, stays closed whatever is found out.
  bool may_open = false, may_close = false, stays_closed = false;
  for (const End& target : targets.list) {
    Mask surely = Search(model, question, from, target, false).run();
    Mask maybe = Search(model, question, from, target, true).run();
    for (size_t i = 0; i < from.size(); ++i) {
      may_close |= !has(surely, i);
      may_open |= has(maybe, i);
      stays_closed |= !has(maybe, i);
    }
    look_for(answer.open, from, target, surely, true);
    // What stays closed is a better example than what may open.
    if (std::optional<Pair> closed; !answer.closed) {
      look_for(closed, from, target, maybe, false);
      if (!closed) look_for(closed, from, target, surely, false);
      answer.closed = closed;
    }
  }
  if (!may_close)
    answer.verdict = Verdict::All;
  else if (!may_open)
    answer.verdict = Verdict::None;
  else
    answer.verdict = answer.open && stays_closed ? Verdict::Some : Verdict::Undecided;
  return answer;
}

bool is_vague(const Model& model, const Question& question) {
  auto is_so = [&](const Party& party) {
    return party.unknown ||
           (!party.blocks.empty() &&
            std::any_of(model.zones.begin(), model.zones.end(), [](const Zone& zone) { return zone.unknown_span; })) ||
           std::any_of(party.things.begin(), party.things.end(),
                       [&](uint32_t thing) { return model.things[thing].unknown_zones; });
  };
  // The question of one wall is about its rules, wherever it stands.
  return (model.incomplete && !question.wall) || is_so(question.from) || is_so(question.to);
}

uint64_t cost_of(const Model& model, const Question& question) {
  uint64_t parts = 1 + question.from.things.size() + question.from.zones.size() + question.from.blocks.size();
  uint64_t targets = 1 + question.to.things.size() + question.to.zones.size() + question.to.blocks.size();
  uint64_t size = model.zones.size();
  uint64_t matching = 0;
  for (const Zone& zone : model.zones) size += zone.ways.size();
  for (size_t i = 0; i < model.walls.size(); ++i) {
    if (question.wall && *question.wall != i) continue;
    for (const Rule& rule : model.walls[i].rules) {
      size += 1 + rule.to.things.size() + rule.to.blocks.size();
      if (is_for_port(rule, question) == Tri::No) continue;
      if (!question.from.blocks.empty()) parts += 2 * rule.from.blocks.size();
      if (!question.to.blocks.empty()) targets += 2 * rule.to.blocks.size();
      ++matching;
    }
  }
  return targets * (size * (1 + parts / 64) + matching * (1 + parts / 8));
}

Way way_of(const Model& model, const Question& question, const Pair& pair, bool optimistic) {
  return Walk(model, question, pair, optimistic).run();
}

}  // namespace infra::reach
