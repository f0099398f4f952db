#include "compiler/value/builtin.h"

#include <set>

#include <gtest/gtest.h>

#include "test/unit/compiler/value/example_reader.h"

namespace infra::value {
namespace {

TEST(Builtins, DoWhatTheirExamplesSay) {
  for (const Builtin* builtin : builtins()) {
    SCOPED_TRACE(std::string(builtin->example));
    types::TypeStore types;
    ValueStore values;
    const Builtin* called = nullptr;
    try {
      ExampleReader reader(types, values, builtin->example);
      ValueId left = reader.left(called);
      ValueId right = reader.right();
      EXPECT_TRUE(values.equal(left, right));
    } catch (const std::exception& e) {
      ADD_FAILURE() << e.what();
    }
    EXPECT_EQ(called, builtin) << "the example shows another builtin";
  }
}

TEST(Builtins, AreDescribedForPeopleAndNamedOnce) {
  std::set<std::string> keys;
  for (const Builtin* builtin : builtins()) {
    std::string key = std::string(builtin->on) + "." + std::string(builtin->name);
    EXPECT_TRUE(keys.insert(key).second) << key;
    EXPECT_EQ(find_builtin(key), builtin);
    EXPECT_TRUE(builtin->signature.starts_with(key)) << builtin->signature;
    EXPECT_TRUE(builtin->doc.ends_with('.')) << builtin->doc;
    EXPECT_EQ(builtin->signature.find('(') == builtin->signature.npos, builtin->without_arguments) << key;
  }
  EXPECT_EQ(find_builtin("String.nothing"), nullptr);
  EXPECT_EQ(find_builtin("nothing"), nullptr);
}

TEST(Builtins, AreFoundByTheTypeOfTheirReceiver) {
  types::TypeStore types;
  auto scalar = [](types::TypeKind kind) { return types::TypeStore::scalar(kind); };
  types::TypeId string = scalar(types::TypeKind::String);
  auto on = [&](types::TypeId self, std::string_view name) {
    const Builtin* found = find_builtin(types, self, name);
    return found == nullptr ? "" : std::string(found->on);
  };
  EXPECT_EQ(on(string, "length"), "String");
  EXPECT_EQ(on(types.list(string), "length"), "List<T>");
  EXPECT_EQ(on(types.map(string, string), "length"), "Map<K, V>");
  EXPECT_EQ(on(types.secret(string), "length"), "String") << "the checker makes the result secret";
  EXPECT_EQ(on(scalar(types::TypeKind::Port), "min"), "Int");
  EXPECT_EQ(on(types.list(string), "join"), "List<String>");
  EXPECT_EQ(on(types.list(scalar(types::TypeKind::Int)), "join"), "");
  EXPECT_EQ(on(types.list(scalar(types::TypeKind::Version)), "sorted"), "") << "its order is not that of its text";
  EXPECT_EQ(on(types.optional(string), "length"), "");
  EXPECT_EQ(on(string, "lenght"), "");
}

class Calls : public testing::Test {
 protected:
  Result<ValueId> call(std::string_view key, std::vector<ValueId> arguments) {
    arguments.insert(arguments.begin(), values.string(key));
    return fold(values, Op::Call, arguments);
  }
  std::string code(std::string_view key, std::vector<ValueId> arguments) {
    Result<ValueId> result = call(key, std::move(arguments));
    return result ? "a value" : result.error().code;
  }
  ValueId text(std::string_view t) { return values.string(t); }
  ValueId number(int64_t n) { return values.integer(n); }

  ValueStore values;
};

TEST_F(Calls, KnowTheStructureOfAListOfDeferredItems) {
  ValueId deferred = values.result(values.reference("app[0]"), "ip");
  std::vector<ValueId> items = {deferred, text("b")};
  ValueId list = values.list(items);
  EXPECT_EQ(*call("List<T>.length", {list}), number(2));
  EXPECT_EQ(*call("List<T>.first", {list}), deferred);
  EXPECT_EQ(*call("List<T>.contains", {list, text("b")}), values.boolean(true));
  EXPECT_EQ(values.kind(*call("List<T>.contains", {list, text("c")})), ValueKind::Apply);
  EXPECT_EQ(values.kind(*call("List<String>.join", {list, text(",")})), ValueKind::Apply);
}

TEST_F(Calls, RefuseArgumentsOutsideOfTheirDomain) {
  EXPECT_EQ(code("String.take", {text("abc"), number(-1)}), "E0327");
  EXPECT_EQ(code("String.split", {text("abc"), text("")}), "E0327");
  EXPECT_EQ(code("String.replace", {text("abc"), text("b"), text("\\3")}), "E0327");
  EXPECT_EQ(code("String.matches", {text("abc"), text("(")}), "E0320");
  EXPECT_EQ(code("Cidr.host", {text("10.0.0.0/30"), number(4)}), "E0327");
  EXPECT_EQ(code("Cidr.subnet", {text("10.0.0.0/30"), number(3), number(0)}), "E0327");
  EXPECT_EQ(code("Cidr.subnet", {text("10.0.0.0/30"), number(1), number(2)}), "E0327");
  EXPECT_EQ(code("Range.length", {values.range(INT64_MIN, INT64_MAX)}), "E0327");
  EXPECT_EQ(code("Int.abs", {number(INT64_MIN)}), "E0321");
}

TEST_F(Calls, RefuseWhatNoCheckerLetThrough) {
  EXPECT_EQ(code("String.length", {number(1)}), "E0326");
  EXPECT_EQ(code("String.length", {text("a"), text("b")}), "E0326");
  EXPECT_EQ(code("String.take", {text("a")}), "E0326");
  EXPECT_EQ(code("Cidr.prefix", {text("10.0.0.1/8")}), "E0320");
  EXPECT_EQ(code("No.such", {text("a")}), "E0326");
}

TEST_F(Calls, CutTextBetweenCodePoints) {
  EXPECT_EQ(*call("String.take", {text("日本語"), number(2)}), text("日本"));
  EXPECT_EQ(*call("String.drop", {text("日本語"), number(9)}), text(""));
}

TEST_F(Calls, ReplaceEmptyMatchesOnceEach) {
  EXPECT_EQ(*call("String.replace", {text("äb"), text("x*"), text("-")}), text("-ä-b-"));
  EXPECT_EQ(*call("String.replace", {text("k=v"), text("(\\w)=(\\w)"), text("\\2=\\1")}), text("v=k"));
}

TEST_F(Calls, CountAddressesOfBothFamilies) {
  EXPECT_EQ(*call("Cidr.subnet", {text("2001:db8::/32"), number(16), number(65535)}), text("2001:db8:ffff::/48"));
  EXPECT_EQ(*call("Cidr.host", {text("2001:db8::/32"), number(1)}), text("2001:db8::1"));
  EXPECT_EQ(*call("Cidr.contains", {text("::/0"), text("10.0.0.1")}), values.boolean(false));
  EXPECT_EQ(*call("Cidr.subnet", {text("::/0"), number(0), number(0)}), text("::/0"));
}

TEST_F(Calls, StopATextThatGrowsWithoutEnd) {
  std::string big(1 << 20, 'a');
  EXPECT_EQ(code("String.replace", {text(big), text("a"), text(std::string(1 << 12, 'b'))}), "E0390");
}

}  // namespace
}  // namespace infra::value
