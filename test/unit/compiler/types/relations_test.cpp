#include "compiler/types/relations.h"

#include <gtest/gtest.h>

#include "compiler/types/print.h"

namespace infra::types {
namespace {

constexpr TypeId kBool = TypeStore::scalar(TypeKind::Bool);
constexpr TypeId kInt = TypeStore::scalar(TypeKind::Int);
constexpr TypeId kPort = TypeStore::scalar(TypeKind::Port);
constexpr TypeId kString = TypeStore::scalar(TypeKind::String);
constexpr TypeId kUrl = TypeStore::scalar(TypeKind::Url);
constexpr TypeId kNone = TypeStore::scalar(TypeKind::None);
constexpr TypeId kError = TypeStore::scalar(TypeKind::Error);

TEST(TypeStore, GivesEqualTypesEqualIds) {
  TypeStore types;
  EXPECT_EQ(types.list(kInt), types.list(kInt));
  EXPECT_NE(types.list(kInt), types.list(kString));
  EXPECT_EQ(types.record("", {{"a", kInt}}), types.record("", {{"a", kInt}}));
  EXPECT_NE(types.record("", {{"a", kInt}}), types.record("", {{"a", kInt, true}}));
  EXPECT_NE(types.enumeration("Site", {{"hkg", {}}}), types.enumeration("Town", {{"hkg", {}}}));
}

TEST(TypeStore, KeepsOneOptionalAndOneSecret) {
  TypeStore types;
  TypeId maybe = types.optional(kInt);
  EXPECT_EQ(types.optional(maybe), maybe);
  TypeId secret = types.secret(kInt);
  EXPECT_EQ(types.secret(secret), secret);
}

TEST(TypeStore, RefusesATypeThatDoublesWithoutEnd) {
  TypeStore types;
  TypeId type = kInt;
  size_t steps = 0;
  while (type != kError && ++steps < 1000) type = types.record("", {{"a", type}, {"b", type}});
  EXPECT_LT(steps, 20u);
  type = kInt;
  for (steps = 0; type != kError && steps < 1000; ++steps) type = types.list(type);
  EXPECT_LE(steps, TypeStore::kMaxDepth);
}

TEST(Fits, LetsAValueStandForAWiderOne) {
  TypeStore types;
  EXPECT_TRUE(fits(types, kInt, types.optional(kInt)));
  EXPECT_TRUE(fits(types, kNone, types.optional(kInt)));
  EXPECT_TRUE(fits(types, kString, types.secret(kString)));
  EXPECT_TRUE(fits(types, kPort, kInt));
  EXPECT_TRUE(fits(types, kInt, kPort));
  EXPECT_TRUE(fits(types, types.list(kString), types.list(types.secret(kString))));
  EXPECT_TRUE(fits(types, types.map(kString, kString), types.map(kString, types.optional(types.secret(kString)))));
  EXPECT_TRUE(fits(types, kError, kBool));
}

TEST(Fits, NeverNarrows) {
  TypeStore types;
  EXPECT_FALSE(fits(types, types.optional(kInt), kInt));
  EXPECT_FALSE(fits(types, types.secret(kString), kString));
  EXPECT_FALSE(fits(types, kNone, kInt));
  EXPECT_FALSE(fits(types, kUrl, kString)) << "a Url's text is given by interpolation";
  EXPECT_FALSE(fits(types, types.resource("std.data.Volume"), types.resource("std.net.Balancer")));
  TypeId a = types.enumeration("A", {{"x", {}}}), b = types.enumeration("B", {{"x", {}}});
  EXPECT_FALSE(fits(types, a, b));
}

TEST(Fits, ComparesRecordsFieldByField) {
  TypeStore types;
  TypeId wide = types.record("Endpoint", {{"host", kString}, {"port", types.optional(kPort)}});
  EXPECT_TRUE(fits(types, types.record("", {{"port", kInt}, {"host", kString}}), wide));
  EXPECT_FALSE(fits(types, types.record("", {{"host", kString}}), wide));
  EXPECT_FALSE(fits(types, types.record("", {{"host", kString}, {"part", kInt}}), wide));
}

TEST(Join, FindsTheLeastTypeThatBothFit) {
  TypeStore types;
  auto joined = [&](TypeId a, TypeId b) {
    std::optional<TypeId> type = join(types, a, b);
    if (type) {
      EXPECT_TRUE(fits(types, a, *type));
      EXPECT_TRUE(fits(types, b, *type));
    }
    EXPECT_EQ(type, join(types, b, a)) << "the order of branches does not matter";
    return type ? print(types, *type) : "no type";
  };
  EXPECT_EQ(joined(kPort, kInt), "Int");
  EXPECT_EQ(joined(types.list(kPort), types.list(kInt)), "List<Int>");
  EXPECT_EQ(joined(kNone, kInt), "Int?");
  EXPECT_EQ(joined(types.optional(kInt), types.secret(kInt)), "Secret<Int>?");
  EXPECT_EQ(joined(types.list(kError), types.list(kString)), "List<String>");
  EXPECT_EQ(joined(kInt, kString), "no type");
  EXPECT_EQ(joined(types.record("", {{"a", kNone}}), types.record("", {{"a", kInt}})), "{ a: Int? }");
  EXPECT_EQ(joined(types.resource("A"), types.resource("B")), "no type");
}

TEST(Types, KnowWhatMayBeAKeyAndWhatIsSecret) {
  TypeStore types;
  EXPECT_TRUE(is_key_type(types, types.enumeration("Site", {{"hkg", {}}})));
  EXPECT_FALSE(is_key_type(types, types.enumeration("Health", {{"tcp", {{"port", kPort}}}})));
  EXPECT_FALSE(is_key_type(types, TypeStore::scalar(TypeKind::Float)));
  EXPECT_TRUE(is_key_type(types, kUrl));
  EXPECT_TRUE(contains_secret(types, types.list(types.record("", {{"a", types.secret(kInt)}}))));
  EXPECT_TRUE(contains_secret(types, types.enumeration("E", {{"m", {{"", types.secret(kInt)}}}})));
  EXPECT_FALSE(contains_secret(types, types.map(kString, kInt)));
}

TEST(Print, WritesATypeAsAPersonDoes) {
  TypeStore types;
  EXPECT_EQ(print(types, types.map(kString, types.secret(kString))), "Map<String, Secret<String>>");
  EXPECT_EQ(print(types, types.record("", {{"host", kString}, {"port", kPort}})), "{ host: String, port: Port }");
  EXPECT_EQ(print(types, types.record("Server", {{"host", kString}})), "Server");
  EXPECT_EQ(print(types, types.enumeration("", {{"http", {{"path", kString}}}, {"off", {}}})),
            "enum { http(path: String), off }");
  EXPECT_EQ(print(types, types.list(types.optional(kUrl))), "List<Url?>");
}

TEST(Unions, AreFlatAndHaveNoOrder) {
  TypeStore types;
  TypeId text_or_number = types.either({kString, kInt});
  EXPECT_EQ(types.either({kInt, kString, kInt}), text_or_number);
  EXPECT_EQ(types.either({types.either({kInt, kUrl}), kString}), types.either({kUrl, text_or_number}));
  EXPECT_EQ(types.either({kInt, kInt}), kInt);
  EXPECT_EQ(types.either({types.optional(kInt), kString}), types.optional(text_or_number));
  EXPECT_EQ(print(types, types.optional(text_or_number)), "(Int | String)?");
}

TEST(Fits, LetsAMemberStandForItsUnion) {
  TypeStore types;
  TypeId narrow = types.either({kString, kBool});
  TypeId wide = types.either({kString, kBool, kUrl});
  EXPECT_TRUE(fits(types, kBool, narrow));
  EXPECT_TRUE(fits(types, narrow, wide));
  EXPECT_FALSE(fits(types, wide, narrow));
  EXPECT_FALSE(fits(types, kInt, narrow));
  EXPECT_FALSE(fits(types, narrow, kString)) << "a union is only passed on";
  EXPECT_EQ(join(types, narrow, kBool), narrow);
}

TEST(Fits, LetsARefinedTypeStandForItsBase) {
  TypeStore types;
  TypeId count = types.refined(kInt, "shop.Count", "Count");
  EXPECT_TRUE(fits(types, count, kInt));
  EXPECT_TRUE(fits(types, kInt, count)) << "its rule is asked of the value";
  EXPECT_FALSE(fits(types, kString, count));
  EXPECT_TRUE(fits(types, types.list(count), types.list(types.optional(kInt))));
  EXPECT_NE(types.refined(kInt, "shop.Other", "Count"), count);
  EXPECT_EQ(join(types, count, types.refined(kInt, "shop.Other", "Count")), kInt);
  EXPECT_TRUE(is_key_type(types, count));
}

TEST(Fits, IsContravariantInTheParametersOfFunctions) {
  TypeStore types;
  TypeId maybe = types.optional(kInt);
  EXPECT_TRUE(fits(types, types.function({maybe}, kInt), types.function({kInt}, maybe)));
  EXPECT_FALSE(fits(types, types.function({kInt}, kInt), types.function({maybe}, kInt)));
  EXPECT_FALSE(fits(types, types.function({kInt}, kInt), types.function({kInt, kInt}, kInt)));
  EXPECT_FALSE(fits(types, types.function({kPort}, kInt), types.function({kInt}, kInt)))
      << "nobody would look at the number";
  EXPECT_EQ(print(types, types.list(types.function({kInt, kString}, kBool))), "List<fn(Int, String) -> Bool>");
}

TEST(Bindings, AreWhatMakesTheArgumentsFit) {
  TypeStore types;
  TypeId t = types.variable("shop.pick.T"), u = types.variable("shop.pick.U");
  Bindings bindings;
  EXPECT_TRUE(bind_variables(types, types.list(t), types.list(kPort), bindings));
  EXPECT_TRUE(bind_variables(types, types.optional(t), kInt, bindings)) << "the least type that both fit";
  EXPECT_EQ(bindings.at(t), kInt);
  EXPECT_TRUE(bind_variables(types, types.function({t}, u), types.function({kInt}, kUrl), bindings));
  EXPECT_EQ(substitute(types, types.map(t, types.set(u)), bindings), types.map(kInt, types.set(kUrl)));
  EXPECT_FALSE(bind_variables(types, t, kString, bindings));
  EXPECT_EQ(print(types, t), "T");
}

TEST(Bindings, MakeGenericRecordsWhatTheyWouldHaveBeen) {
  TypeStore types;
  TypeId t = types.variable("shop.first.T");
  auto pair = [&](TypeId of) { return types.record("shop.Pair", {{"left", of}, {"right", of}}, {of}); };
  EXPECT_EQ(substitute(types, pair(t), {{t, kInt}}), pair(kInt));
  EXPECT_EQ(print(types, pair(types.list(kInt))), "shop.Pair<List<Int>>");
  EXPECT_EQ(substitute(types, types.map(t, kInt), {{t, types.list(kInt)}}), kError) << "a list is no key";
}

}  // namespace
}  // namespace infra::types
