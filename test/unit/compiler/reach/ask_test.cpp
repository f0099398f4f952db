#include "compiler/reach/ask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/reach/explain.h"

namespace infra::reach {
namespace {

using testing::ElementsAre;

Block block(std::string_view text) { return block_of(*parse_network(text)); }
Party blocks(std::initializer_list<std::string_view> texts) {
  Party party;
  for (std::string_view text : texts) party.blocks.push_back(block(text));
  return party;
}
Party thing(uint32_t index) {
  Party party;
  party.things = {index};
  return party;
}

Rule rule(uint32_t number, Party from, Party to, uint32_t port) {
  Rule rule;
  rule.number = number;
  rule.from = std::move(from);
  rule.to = std::move(to);
  rule.first_port = rule.last_port = port;
  return rule;
}

constexpr uint32_t kFront = 0, kApp = 1, kDb = 2;

/// A balancer and an application in one network, a database in a second that the first leads to; both are guarded.
Model shop() {
  Model model;
  model.zones.push_back({"front_net", block("10.1.0.0/16"), false, Tri::No, {0}, {1}, {}});
  model.zones.push_back({"data_net", block("10.2.0.0/16"), false, Tri::No, {1}, {}, {}});
  model.things.push_back({"front", {0}, std::nullopt, false});
  model.things.push_back({"app", {0}, std::nullopt, false});
  model.things.push_back({"db", {1}, std::nullopt, false});
  model.walls.push_back(
      {"wall.allow",
       {rule(0, blocks({"0.0.0.0/0"}), thing(kFront), 443), rule(1, thing(kFront), thing(kApp), 8080)},
       false});
  model.walls.push_back({"inner.allow", {rule(0, thing(kApp), thing(kDb), 5432)}, false});
  return model;
}

Question question(Party from, Party to, uint32_t port) {
  Question question;
  question.from = std::move(from);
  question.to = std::move(to);
  question.port = port;
  return question;
}

std::vector<std::string> told(const Model& model, const Question& asked) {
  return explain(model, asked, ask(model, asked));
}

TEST(Ask, AConnectionGoesOverNetworksByOneRuleEach) {
  Model model = shop();
  Question asked = question(thing(kApp), thing(kDb), 5432);
  EXPECT_EQ(ask(model, asked).verdict, Verdict::All);
  EXPECT_THAT(
      told(model, asked),
      ElementsAre("open: `app` in `front_net` → `data_net` by `inner.allow[0]` (from `app` to `db`, port 5432) → "
                  "`db`"));
}

TEST(Ask, NobodyOutsideComesWhereNoRuleLetsThem) {
  Model model = shop();
  Question asked = question(blocks({"0.0.0.0/0"}), thing(kDb), 5432);
  EXPECT_EQ(ask(model, asked).verdict, Verdict::None);
  EXPECT_THAT(told(model, asked),
              ElementsAre("closed: `0.0.0.0/0`, outside stops at `front_net`: no rule of `wall.allow` permits "
                          "`0.0.0.0/0` to `db` on port 5432; at `data_net`: no rule of `inner.allow` permits "
                          "`0.0.0.0/0` to `db` on port 5432",
                          "nearest: `inner.allow[0]` (from `app` to `db`, port 5432)"));
}

TEST(Ask, ARuleForAPartOfABlockGivesSome) {
  Model model = shop();
  model.walls[1].rules.push_back(rule(1, blocks({"8.0.0.0/8"}), thing(kDb), 5432));
  Question asked = question(blocks({"0.0.0.0/0"}), thing(kDb), 5432);
  EXPECT_EQ(ask(model, asked).verdict, Verdict::Some);
  asked.from = blocks({"8.8.0.0/16"});
  EXPECT_EQ(ask(model, asked).verdict, Verdict::All);
}

TEST(Ask, RulesThatTogetherCoverABlockPermitIt) {
  Model model = shop();
  model.walls[1].rules.push_back(rule(1, blocks({"0.0.0.0/1"}), thing(kDb), 5432));
  model.walls[1].rules.push_back(rule(2, blocks({"128.0.0.0/1"}), thing(kDb), 5432));
  EXPECT_EQ(ask(model, question(blocks({"0.0.0.0/0"}), thing(kDb), 5432)).verdict, Verdict::All);
}

TEST(Ask, ABlockAroundNetworksMeansWhatIsOutsideOfThem) {
  Model model = shop();
  model.walls[1].rules.push_back(rule(1, blocks({"10.1.0.0/16"}), thing(kDb), 5432));
  EXPECT_EQ(ask(model, question(blocks({"0.0.0.0/0"}), thing(kDb), 5432)).verdict, Verdict::None);
  EXPECT_EQ(ask(model, question(blocks({"10.1.7.0/24"}), thing(kDb), 5432)).verdict, Verdict::All);
}

TEST(Ask, AnAddressThatIsNotKnownIsUndecidedOnlyWhereItMatters) {
  Model model = shop();
  Question asked = question(thing(kApp), thing(kDb), 5432);
  model.walls[1].rules = {rule(0, blocks({"10.1.1.0/24"}), thing(kDb), 5432)};
  EXPECT_EQ(ask(model, asked).verdict, Verdict::Undecided);
  model.walls[1].rules = {rule(0, blocks({"10.1.0.0/16"}), thing(kDb), 5432)};
  EXPECT_EQ(ask(model, asked).verdict, Verdict::All);
  model.walls[1].rules = {rule(0, blocks({"10.9.0.0/16"}), thing(kDb), 5432)};
  EXPECT_EQ(ask(model, asked).verdict, Verdict::None);
}

TEST(Ask, NetworksMayLeadToEachOtherInACircle) {
  Model model = shop();
  model.zones[1].ways = {0};
  EXPECT_EQ(ask(model, question(thing(kApp), thing(kDb), 5432)).verdict, Verdict::All);
  EXPECT_EQ(ask(model, question(thing(kDb), thing(kApp), 22)).verdict, Verdict::None);
}

/// `length` networks, each of which leads to the next and is guarded by a rule for the last.
Model chain(uint32_t length) {
  Model model;
  model.things.push_back({"first", {0}, std::nullopt, false});
  model.things.push_back({"last", {length - 1}, std::nullopt, false});
  for (uint32_t i = 0; i < length; ++i) {
    Zone zone;
    zone.name = "net" + std::to_string(i);
    zone.walls = {i};
    if (i + 1 < length) zone.ways = {i + 1};
    model.zones.push_back(zone);
    model.walls.push_back({"wall" + std::to_string(i), {rule(0, thing(0), thing(1), 80)}, false});
  }
  return model;
}

TEST(Ask, AWayOverFiftyThousandNetworksIsFound) {
  Model model = chain(50'000);
  Question asked = question(thing(0), thing(1), 80);
  EXPECT_EQ(ask(model, asked).verdict, Verdict::All);
  EXPECT_EQ(way_of(model, asked, *ask(model, asked).open, false).hops.size(), 50'000u);
}

TEST(Ask, TheCostOfAResourceGrowsAsTheModelDoes) {
  Question asked = question(thing(0), thing(1), 80);
  uint64_t once = cost_of(chain(10'000), asked), twice = cost_of(chain(20'000), asked);
  EXPECT_LE(twice, 2 * once + 10);
}

TEST(Explain, BlocksAreWrittenAsTheirAuthorsWould) {
  EXPECT_EQ(print(block("10.20.0.0/16")), "10.20.0.0/16");
  EXPECT_EQ(print(block("10.20.0.7/32")), "10.20.0.7");
  EXPECT_EQ(print(Block{32, 0, 9}), "0.0.0.0 to 0.0.0.9");
  EXPECT_EQ(print(block("::/0")), "::/0");
}

}  // namespace
}  // namespace infra::reach
