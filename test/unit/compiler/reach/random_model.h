// Random networks, small enough for every packet of every question to be tried: addresses 0 to 15, some of them IPv6.
#pragma once

#include <algorithm>
#include <random>
#include <string>

#include "compiler/reach/ask.h"

namespace infra::reach {

/// Addresses that oracles try. Blocks are of these, or everything.
inline constexpr int kAddresses = 16;

class RandomModel {
 public:
  /// `unknowns`: of a hundred parts that may be unknown, so many are.
  RandomModel(uint32_t seed, int unknowns) : random_(seed), unknowns_(unknowns) {}

  Model model() {
    Model out;
    int zones = number(0, 4), walls = number(0, 3), things = number(1, 4);
    for (int i = 0; i < zones; ++i) {
      Zone zone;
      zone.name = "net" + std::to_string(i);
      if (chance(80)) zone.span = block(false);
      zone.out = tri();
      for (int other = 0; other < zones; ++other) {
        if (other != i && chance(30)) zone.ways.push_back(static_cast<uint32_t>(other));
      }
      out.zones.push_back(zone);
    }
    // A zone may lie in an earlier one: they reach each other.
    for (uint32_t i = 1; i < out.zones.size(); ++i) {
      if (!chance(20)) continue;
      auto outer = static_cast<uint32_t>(number(0, static_cast<int>(i) - 1));
      out.zones[i].around.push_back(outer);
      out.zones[i].ways.push_back(outer);
      out.zones[outer].ways.push_back(i);
    }
    for (int i = 0; i < things; ++i) {
      Thing thing;
      thing.name = "thing" + std::to_string(i);
      for (uint32_t zone = 0; zone < out.zones.size(); ++zone) {
        if (chance(35)) thing.zones.push_back(zone);
      }
      thing.address = Block{32, 0, 0};
      thing.address->first = thing.address->last = static_cast<Uint128>(number(0, kAddresses - 1));
      if (chance(unknowns_)) thing.address.reset();
      out.things.push_back(thing);
    }
    for (int i = 0; i < walls; ++i) {
      Wall wall;
      wall.name = "wall" + std::to_string(i);
      wall.unknown = chance(unknowns_ / 3);
      int rules = number(0, 4);
      for (int r = 0; r < rules; ++r) wall.rules.push_back(rule(out, static_cast<uint32_t>(r)));
      for (Zone& zone : out.zones) {
        if (chance(50)) zone.walls.push_back(static_cast<uint32_t>(i));
      }
      out.walls.push_back(wall);
    }
    return out;
  }

  Question question(const Model& model) {
    Question out;
    if (!model.walls.empty() && chance(25)) {
      out.wall = static_cast<uint32_t>(number(0, static_cast<int>(model.walls.size()) - 1));
    }
    out.from = party(model, false);
    out.to = party(model, false);
    out.port = static_cast<uint32_t>(number(1, 3));
    out.unknown_port = chance(unknowns_ / 4);
    return out;
  }

  bool chance(int percent) { return number(0, 99) < percent; }
  int number(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

 private:
  Tri tri() {
    if (chance(unknowns_)) return Tri::Maybe;
    return chance(50) ? Tri::Yes : Tri::No;
  }

  Block block(bool may_be_everything) {
    if (may_be_everything && chance(15)) return {32, 0, low_bits(32)};
    int host_bits = number(0, 4);
    Uint128 first = static_cast<Uint128>(number(0, kAddresses - 1)) & ~low_bits(host_bits);
    return {chance(8) ? 128 : 32, first, first | low_bits(host_bits)};
  }

  Party party(const Model& model, bool of_rule) {
    Party out;
    int parts = number(chance(95) ? 1 : 0, of_rule ? 3 : 2);
    for (int i = 0; i < parts; ++i) {
      int what = number(0, 9);
      if (what < 2 && !model.zones.empty()) {
        out.zones.push_back(static_cast<uint32_t>(number(0, static_cast<int>(model.zones.size()) - 1)));
      } else if (what < 6) {
        out.things.push_back(static_cast<uint32_t>(number(0, static_cast<int>(model.things.size()) - 1)));
      } else {
        out.blocks.push_back(block(of_rule));
      }
    }
    out.unknown = of_rule && chance(unknowns_ / 2);
    return out;
  }

  Rule rule(const Model& model, uint32_t number_of_rule) {
    Rule out;
    out.number = number_of_rule;
    out.from = party(model, true);
    out.to = party(model, true);
    out.first_port = static_cast<uint32_t>(number(1, 3));
    out.last_port = static_cast<uint32_t>(number(static_cast<int>(out.first_port), 3));
    out.unknown_ports = chance(unknowns_ / 2);
    return out;
  }

  std::mt19937 random_;
  int unknowns_;
};

}  // namespace infra::reach
