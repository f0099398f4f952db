// What the search answers is what packets do, on random networks.
#include <gtest/gtest.h>

#include "compiler/reach/explain.h"
#include "packets.h"
#include "random_model.h"

namespace infra::reach {
namespace {

std::string name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::None: return "none";
    case Verdict::Some: return "some";
    case Verdict::All: return "all";
    case Verdict::Undecided: return "undecided";
  }
  return "?";
}

/// Decides everything that is unknown, at random.
void decide(Model& model, Question& question, RandomModel& random) {
  auto port = [&] { return static_cast<uint32_t>(random.number(1, 3)); };
  auto decide_party = [&](Party& party) {
    if (party.unknown && random.chance(50)) {
      for (uint32_t i = 0; i < model.things.size(); ++i) party.things.push_back(i);
      for (uint32_t i = 0; i < model.zones.size(); ++i) party.zones.push_back(i);
      party.blocks.push_back({32, 0, low_bits(32)});
      party.blocks.push_back({128, 0, low_bits(128)});
    }
    party.unknown = false;
  };
  for (Zone& zone : model.zones) {
    if (zone.out == Tri::Maybe) zone.out = random.chance(50) ? Tri::Yes : Tri::No;
  }
  for (Thing& thing : model.things) {
    if (thing.address) continue;
    // One of its zones' addresses, where those are known.
    std::vector<Block> spans;
    for (uint32_t zone : thing.zones) {
      if (model.zones[zone].span) spans.push_back(*model.zones[zone].span);
    }
    Block of{32, 0, kAddresses - 1};
    if (!spans.empty()) of = spans[static_cast<size_t>(random.number(0, static_cast<int>(spans.size()) - 1))];
    of.first += static_cast<Uint128>(random.number(0, static_cast<int>(of.last - of.first)));
    of.last = of.first;
    thing.address = of;
  }
  for (Wall& wall : model.walls) {
    for (Rule& rule : wall.rules) {
      decide_party(rule.from);
      decide_party(rule.to);
      if (!rule.unknown_ports) continue;
      rule.unknown_ports = false;
      rule.first_port = rule.last_port = port();
    }
    if (wall.unknown && random.chance(50)) {
      Rule all;
      all.from.unknown = all.to.unknown = true;
      decide_party(all.from);
      decide_party(all.to);
      all.first_port = 1;
      all.last_port = 3;
      wall.rules.push_back(all);
    }
    wall.unknown = false;
  }
  if (question.unknown_port) question.port = port();
  question.unknown_port = false;
}

TEST(Reachability, IsWhatPacketsDoOnTenThousandRandomNetworks) {
  int counts[4] = {};
  for (uint32_t seed = 1; seed <= 10'000; ++seed) {
    RandomModel random(seed, 0);
    Model model = random.model();
    Question question = random.question(model);
    Answer answer = ask(model, question);
    ++counts[static_cast<int>(answer.verdict)];
    // Where an address is unknown there is no packet to try.
    if (answer.verdict == Verdict::Undecided) continue;
    ASSERT_EQ(name_of(answer.verdict), name_of(Packets(model, question).verdict())) << "seed " << seed;
  }
  // The networks are of all sorts.
  EXPECT_GT(counts[static_cast<int>(Verdict::None)], 1'000);
  EXPECT_GT(counts[static_cast<int>(Verdict::Some)], 500);
  EXPECT_GT(counts[static_cast<int>(Verdict::All)], 500);
  EXPECT_LT(counts[static_cast<int>(Verdict::Undecided)], 500);
}

TEST(Reachability, WhatIsDecidedStaysSoWhateverIsFoundOut) {
  int decided = 0, undecided = 0;
  for (uint32_t seed = 1; seed <= 2'000; ++seed) {
    RandomModel random(seed, 25);
    Model model = random.model();
    Question question = random.question(model);
    Answer answer = ask(model, question);
    if (answer.verdict == Verdict::Undecided) {
      ++undecided;
      continue;
    }
    ++decided;
    for (int world = 0; world < 4; ++world) {
      Model known = model;
      Question asked = question;
      decide(known, asked, random);
      ASSERT_EQ(name_of(answer.verdict), name_of(Packets(known, asked).verdict()))
          << "seed " << seed << ", world " << world;
    }
  }
  EXPECT_GT(decided, 500);
  EXPECT_GT(undecided, 200);
}

TEST(Reachability, TheExamplesOfAnAnswerAreRightAndItsWaysLeadWhereTheySay) {
  for (uint32_t seed = 1; seed <= 2'000; ++seed) {
    RandomModel random(seed, 10);
    Model model = random.model();
    Question question = random.question(model);
    Answer answer = ask(model, question);
    if (answer.verdict == Verdict::All || answer.verdict == Verdict::Some) {
      EXPECT_TRUE(answer.open || answer.verdict == Verdict::All) << seed;
    }
    if (answer.verdict == Verdict::None || answer.verdict == Verdict::Some) {
      ASSERT_TRUE(answer.closed) << seed;
    }
    explain(model, question, answer);
    if (question.wall) continue;
    if (answer.open) {
      Way way = way_of(model, question, *answer.open, false);
      ASSERT_TRUE(way.is_open) << seed;
      for (size_t i = 1; i < way.hops.size(); ++i) {
        if (!way.hops[i].zone || !way.hops[i - 1].zone) continue;
        const std::vector<uint32_t>& ways = model.zones[*way.hops[i - 1].zone].ways;
        EXPECT_NE(std::find(ways.begin(), ways.end(), *way.hops[i].zone), ways.end()) << seed;
      }
    }
    if (answer.closed) {
      EXPECT_FALSE(way_of(model, question, *answer.closed, false).is_open) << seed;
    }
  }
}

}  // namespace
}  // namespace infra::reach
