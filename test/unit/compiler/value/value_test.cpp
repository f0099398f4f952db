#include "compiler/value/value.h"

#include <array>
#include <limits>

#include <gtest/gtest.h>

namespace infra::value {
namespace {

ValueId list_of(ValueStore& values, std::initializer_list<ValueId> items) {
  return values.list(std::span<const ValueId>(items.begin(), items.size()));
}

TEST(ValueStore, GivesEqualScalarsEqualIds) {
  ValueStore values;
  EXPECT_EQ(values.integer(7), values.integer(7));
  EXPECT_NE(values.integer(7), values.real(7));
  EXPECT_EQ(values.real(0.0), values.real(-0.0));
  EXPECT_EQ(values.string("a"), values.string("a"));
  EXPECT_NE(values.string("a"), values.reference("a"));
  EXPECT_EQ(values.range(0, 3), values.range(0, 3));
  EXPECT_EQ(values.secret("env", "A"), values.secret("env", "A"));
  EXPECT_NE(values.secret("env", "A"), values.secret("file", "A"));
  EXPECT_EQ(values.artifact(sha256("x"), 1), values.artifact(sha256("x"), 1));
  EXPECT_NE(values.artifact(sha256("x"), 1), values.artifact(sha256("x"), 2));
  for (int64_t i = 0; i < 10'000; ++i) values.integer(i);
  EXPECT_EQ(values.as_int(values.integer(std::numeric_limits<int64_t>::min())), std::numeric_limits<int64_t>::min());
  size_t before = values.cell_count();
  for (int64_t i = 0; i < 10'000; ++i) EXPECT_EQ(values.as_int(values.integer(i)), i);
  EXPECT_EQ(values.cell_count(), before);
}

TEST(ValueStore, SortsMapsByKeyAndRecordsByName) {
  ValueStore values;
  std::array<MapItem, 3> items = {{{values.integer(10), values.none()},
                                   {values.integer(-1), values.boolean(true)},
                                   {values.integer(2), values.none()}}};
  ValueId map = values.map(items);
  EXPECT_EQ(values.as_int(values.children(map)[0]), -1);
  EXPECT_EQ(values.as_int(values.children(map)[4]), 10);
  EXPECT_EQ(values.find(map, values.integer(-1)), values.boolean(true));
  EXPECT_FALSE(values.find(map, values.integer(3)).valid());

  std::array<std::string_view, 2> names = {"port", "host"};
  std::array<ValueId, 2> fields = {values.integer(80), values.string("a")};
  ValueId record = values.record(names, fields);
  EXPECT_EQ(values.field_name(record, 0), "host");
  EXPECT_EQ(values.field(record, "port"), values.integer(80));
  EXPECT_FALSE(values.field(record, "post").valid());
}

TEST(ValueStore, KnowsWhatIsDeferredWithoutLooking) {
  ValueStore values;
  ValueId known = list_of(values, {values.integer(1), values.reference("net")});
  EXPECT_FALSE(values.is_deferred(known)) << "a reference is known";
  ValueId result = values.result(values.reference("net"), "ip");
  ValueId nested = list_of(values, {known, list_of(values, {result})});
  EXPECT_TRUE(values.is_deferred(nested));
  EXPECT_FALSE(values.is_deferred_itself(nested)) << "its length is known";
  EXPECT_TRUE(values.is_deferred_itself(result));
  EXPECT_TRUE(values.is_deferred_itself(values.secret("env", "X")));
  EXPECT_TRUE(values.has_var(list_of(values, {values.var(0)})));
  EXPECT_FALSE(values.has_var(nested));
}

TEST(ValueStore, ComparesAggregatesDeeply) {
  ValueStore values;
  auto make = [&](int64_t n) {
    std::array<std::string_view, 2> names = {"a", "b"};
    std::array<ValueId, 2> fields = {values.integer(n),
                                     values.variant("http", 1, list_of(values, {values.integer(n)}))};
    return values.record(names, fields);
  };
  EXPECT_NE(make(1), make(1)) << "not interned";
  EXPECT_TRUE(values.equal(make(1), make(1)));
  EXPECT_FALSE(values.equal(make(1), make(2)));
  EXPECT_FALSE(values.equal(values.variant("a", 0, {}), values.variant("a", 1, {})));
}

TEST(ValueStore, TakesItsOwnChildrenAsElements) {
  ValueStore values;
  std::vector<ValueId> many;
  for (int64_t i = 0; i < 100; ++i) many.push_back(values.integer(i));
  ValueId list = values.list(many);
  for (int round = 0; round < 10; ++round) list = values.list(values.children(list));
  ASSERT_EQ(values.size(list), 100u);
  for (size_t i = 0; i < 100; ++i) EXPECT_EQ(values.children(list)[i], many[i]);
}

TEST(ValueStore, MeasuresSharedPartsAsOftenAsTheyStand) {
  ValueStore values;
  ValueId value = values.integer(1);
  for (int i = 0; i < 10; ++i) value = list_of(values, {value, value});
  EXPECT_EQ(values.weight(value), 2047u);
  EXPECT_EQ(values.depth(value), 11u);
  EXPECT_FALSE(values.is_too_large(value));
  for (int i = 0; i < 20; ++i) value = list_of(values, {value, value});
  EXPECT_TRUE(values.is_too_large(value));
  for (int i = 0; i < 1000; ++i) value = list_of(values, {value});
  EXPECT_TRUE(values.is_too_large(value));
}

TEST(ValueStore, CountsARangeWithoutOverflow) {
  ValueStore values;
  EXPECT_EQ(values.size(values.range(5, 2)), 0u);
  EXPECT_EQ(values.size(values.range(std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max())),
            std::numeric_limits<uint64_t>::max());
}

TEST(ValueStore, KeepsSetsInOneTotalOrder) {
  ValueStore values;
  auto record = [&](std::string_view name, ValueId value) {
    return values.record(std::span<const std::string_view>(&name, 1), std::span<const ValueId>(&value, 1));
  };
  std::array<ValueId, 4> items = {record("b", values.integer(1)), record("a", values.integer(2)),
                                  record("a", values.integer(-1)), record("a", values.string("x"))};
  ValueId set = values.set(items);
  std::swap(items[0], items[3]);
  EXPECT_TRUE(values.equal(set, values.set(items)));
  EXPECT_EQ(values.order(set, values.set(items)), 0);
  for (size_t i = 1; i < values.size(set); ++i) {
    EXPECT_LT(values.order(values.children(set)[i - 1], values.children(set)[i]), 0);
    EXPECT_GT(values.order(values.children(set)[i], values.children(set)[i - 1]), 0);
  }
}

}  // namespace
}  // namespace infra::value
