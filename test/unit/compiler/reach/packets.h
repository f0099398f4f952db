// The oracle: what a network lets through, packet by packet. Written from decision 8 and not from the code: every address
// is tried by itself, every way is walked.
#pragma once

#include <set>
#include <vector>

#include "compiler/reach/ask.h"

namespace infra::reach {

/// Whoever sends or takes a packet.
struct Host {
  int thing = -1;  ///< Of the model; −1 for a stranger.
  bool has_address = true;
  Block address;  ///< One address.
  std::set<uint32_t> zones;
};

/// Of a network in which everything is known, but for addresses of zones without a span.
class Packets {
 public:
  Packets(const Model& model, const Question& question) : model_(model), question_(question) {}

  Verdict verdict() const {
    std::vector<Host> from = hosts(question_.from), to = hosts(question_.to);
    bool some = false, all = true;
    for (const Host& sender : from) {
      for (const Host& taker : to) {
        bool passes = question_.wall ? allows(*question_.wall, sender, taker) : travels(sender, taker);
        some |= passes;
        all &= passes;
      }
    }
    return all ? Verdict::All : some ? Verdict::Some : Verdict::None;
  }

 private:
  std::vector<Host> hosts(const Party& party) const {
    std::vector<Host> out;
    for (const Block& block : party.blocks) {
      bool inside = false;
      std::vector<Host> strangers, residents;
      for (const Zone& zone : model_.zones) inside |= zone.span && covers(*zone.span, block);
      for (Uint128 number = block.first; number <= block.last; ++number) {
        Host host;
        host.address = {block.bits, number, number};
        host.zones = innermost(host.address);
        (host.zones.empty() ? strangers : residents).push_back(host);
      }
      const std::vector<Host>& meant = inside || strangers.empty() ? residents : strangers;
      out.insert(out.end(), meant.begin(), meant.end());
    }
    for (uint32_t index : party.zones) {
      const std::optional<Block>& span = model_.zones[index].span;
      if (!span) {
        out.push_back({-1, false, {}, {index}});
        continue;
      }
      for (Uint128 number = span->first; number <= span->last; ++number) {
        out.push_back({-1, true, {span->bits, number, number}, {index}});
      }
    }
    for (uint32_t index : party.things) {
      const Thing& thing = model_.things[index];
      Host host;
      host.thing = static_cast<int>(index);
      host.has_address = thing.address.has_value();
      if (thing.address) host.address = *thing.address;
      host.zones.insert(thing.zones.begin(), thing.zones.end());
      out.push_back(host);
    }
    return out;
  }

  std::set<uint32_t> innermost(const Block& address) const {
    std::set<uint32_t> best;
    Uint128 size = 0;
    for (uint32_t i = 0; i < model_.zones.size(); ++i) {
      const std::optional<Block>& span = model_.zones[i].span;
      if (!span || !covers(*span, address)) continue;
      Uint128 own = span->last - span->first + 1;
      if (!best.empty() && own > size) continue;
      if (own < size) best.clear();
      size = own;
      best.insert(i);
    }
    return best;
  }

  bool lives_in(uint32_t zone, uint32_t wanted) const {
    if (zone == wanted) return true;
    for (uint32_t outer : model_.zones[zone].around) {
      if (lives_in(outer, wanted)) return true;
    }
    return false;
  }

  bool is_one_of(const Party& party, const Host& host) const {
    for (uint32_t thing : party.things) {
      if (host.thing == static_cast<int>(thing)) return true;
    }
    for (uint32_t zone : party.zones) {
      for (uint32_t own : host.zones) {
        if (lives_in(own, zone)) return true;
      }
    }
    for (const Block& block : party.blocks) {
      if (host.has_address ? covers(block, host.address) : is_everything(block)) return true;
    }
    return false;
  }

  bool allows(uint32_t wall, const Host& from, const Host& to) const {
    for (const Rule& rule : model_.walls[wall].rules) {
      if (rule.first_port <= question_.port && question_.port <= rule.last_port && is_one_of(rule.from, from) &&
          is_one_of(rule.to, to)) {
        return true;
      }
    }
    return false;
  }

  bool is_let_in(uint32_t zone, const Host& from, const Host& to, bool from_outside) const {
    if (model_.zones[zone].walls.empty()) return !from_outside;
    for (uint32_t wall : model_.zones[zone].walls) {
      if (allows(wall, from, to)) return true;
    }
    return false;
  }

  static constexpr uint32_t kOutside = UINT32_MAX;

  bool travels(const Host& from, const Host& to) const {
    std::set<uint32_t> seen;
    if (from.zones.empty()) return walk(kOutside, from, to, seen);
    for (uint32_t zone : from.zones) {
      if (walk(zone, from, to, seen)) return true;
    }
    return false;
  }

  bool walk(uint32_t place, const Host& from, const Host& to, std::set<uint32_t>& seen) const {
    if (!seen.insert(place).second) return false;
    if (place == kOutside) {
      if (to.zones.empty()) return true;
      for (uint32_t zone = 0; zone < model_.zones.size(); ++zone) {
        if (is_let_in(zone, from, to, true) && walk(zone, from, to, seen)) return true;
      }
      return false;
    }
    if (to.zones.contains(place) && is_let_in(place, from, to, false)) return true;
    for (uint32_t next : model_.zones[place].ways) {
      if (is_let_in(next, from, to, false) && walk(next, from, to, seen)) return true;
    }
    return model_.zones[place].out == Tri::Yes && walk(kOutside, from, to, seen);
  }

  const Model& model_;
  const Question& question_;
};

}  // namespace infra::reach
