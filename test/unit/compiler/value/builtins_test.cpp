#include "compiler/value/builtin.h"

#include <set>

#include <gtest/gtest.h>

#include "compiler/value/fold.h"

namespace infra::value {
namespace {

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

TEST_F(Calls, CutNetworksUpToTheirEnds) {
  auto texts = [&](std::vector<std::string_view> items) {
    std::vector<ValueId> ids;
    for (std::string_view item : items) ids.push_back(text(item));
    return values.list(ids);
  };
  auto numbers = [&](std::vector<int64_t> items) {
    std::vector<ValueId> ids;
    for (int64_t item : items) ids.push_back(number(item));
    return values.list(ids);
  };
  auto same = [&](ValueId a, ValueId b) { return values.equal(a, b); };
  EXPECT_TRUE(same(*call("Cidr.subnets", {text("255.255.255.0/24"), numbers({1, 2, 2})}),
                   texts({"255.255.255.0/25", "255.255.255.128/26", "255.255.255.192/26"})));
  EXPECT_EQ(code("Cidr.subnets", {text("255.255.255.0/24"), numbers({1, 1, 1})}), "E0327");
  EXPECT_EQ(code("Cidr.subnets", {text("10.0.0.0/24"), numbers({9})}), "E0327");
  EXPECT_TRUE(same(*call("Cidr.subnets", {text("::/0"), numbers({0})}), texts({"::/0"})));
  EXPECT_EQ(code("Cidr.subnets", {text("::/0"), numbers({0, 128})}), "E0327");
  EXPECT_EQ(*call("Cidr.host", {text("10.0.0.0/24"), number(-1)}), text("10.0.0.255"));
  EXPECT_EQ(*call("Cidr.host", {text("10.0.0.0/24"), number(-256)}), text("10.0.0.0"));
  EXPECT_EQ(code("Cidr.host", {text("10.0.0.0/24"), number(-257)}), "E0327");
  EXPECT_EQ(code("Cidr.size", {text("::/0")}), "E0327");
  EXPECT_EQ(*call("Cidr.last_host", {text("10.0.0.4/31")}), text("10.0.0.5"));
  EXPECT_EQ(*call("Cidr.first_host", {text("10.0.0.4/32")}), text("10.0.0.4"));
  EXPECT_EQ(*call("Cidr.netmask", {text("::/0")}), text("::"));
  EXPECT_EQ(*call("Cidr.netmask", {text("0.0.0.0/0")}), text("0.0.0.0"));
  EXPECT_EQ(*call("Ip.add", {text("255.255.255.255"), number(-1)}), text("255.255.255.254"));
  EXPECT_EQ(code("Ip.add", {text("255.255.255.255"), number(1)}), "E0327");
  EXPECT_EQ(code("Ip.add", {text("0.0.0.0"), number(INT64_MIN)}), "E0327");
  EXPECT_EQ(code("Ip.distance", {text("::"), text("10.0.0.1")}), "E0327");
  EXPECT_TRUE(same(*call("List<Cidr>.merged", {texts({"::/1", "8000::/1", "0.0.0.0/0", "10.0.0.0/8"})}),
                   texts({"0.0.0.0/0", "::/0"})));
}

TEST_F(Calls, CompareVersionsWithRanges) {
  auto satisfies = [&](std::string_view version, std::string_view range) {
    Result<ValueId> result = call("Version.satisfies", {text(version), text(range)});
    return !result ? result.error().code : values.as_bool(*result) ? "yes" : "no";
  };
  EXPECT_EQ(satisfies("1.2.3", "1.2.3"), "yes");
  EXPECT_EQ(satisfies("1.2.4", "=1.2"), "yes");
  EXPECT_EQ(satisfies("1.3.0", "~1.2.3"), "no");
  EXPECT_EQ(satisfies("1.9.9", "^1.2"), "yes");
  EXPECT_EQ(satisfies("0.3.0", "^0.2.3"), "no");
  EXPECT_EQ(satisfies("0.0.4", "^0.0.3"), "no");
  EXPECT_EQ(satisfies("1.9.0", "~> 1.2"), "yes");
  EXPECT_EQ(satisfies("1.3.0", "~> 1.2.0"), "no");
  EXPECT_EQ(satisfies("2.0.0", ">1.x"), "yes");
  EXPECT_EQ(satisfies("1.9.0", ">1"), "no");
  EXPECT_EQ(satisfies("1.9.0", "<=1"), "yes");
  EXPECT_EQ(satisfies("3.1.0", "<2 || >=3, !=3.1.1"), "yes");
  EXPECT_EQ(satisfies("9.9.9", "*"), "yes");
  EXPECT_EQ(satisfies("1.2.3-rc.1", ">=1.0.0"), "no") << "a pre-release must be asked for";
  EXPECT_EQ(satisfies("1.2.3-rc.2", ">=1.2.3-rc.1"), "yes");
  for (std::string_view bad : {"", "1.2.3.4", ">>1", "1.2 ||", "01", "x.1", "latest"})
    EXPECT_EQ(satisfies("1.0.0", bad), "E0327") << bad;
  EXPECT_EQ(*call("Version.bump_minor", {text("1.3.0-rc.1")}), text("1.3.0")) << "the release that it comes before";
  EXPECT_EQ(*call("Version.bump_patch", {text("1.2.3-rc.1")}), text("1.2.3"));
  EXPECT_EQ(*call("Version.bump_major", {text("1.2.3-rc.1")}), text("2.0.0"));
}

TEST_F(Calls, KeepToTheCalendar) {
  EXPECT_EQ(*call("Date.add_months", {text("2027-10-31"), number(-8)}), text("2027-02-28"));
  EXPECT_EQ(*call("Date.add_years", {text("2028-02-29"), number(1)}), text("2029-02-28"));
  EXPECT_EQ(*call("Date.days_until", {text("0000-01-01"), text("9999-12-31")}), number(3'652'424));
  EXPECT_EQ(code("Date.add_days", {text("9999-12-31"), number(1)}), "E0327");
  EXPECT_EQ(code("Date.add_months", {text("2027-01-31"), number(INT64_MAX)}), "E0327");
  EXPECT_EQ(*call("Date.format", {text("2027-01-05"), text("D/M/YY 'at' EEEE ''")}), text("5/1/27 at Tuesday '"));
  EXPECT_EQ(code("Date.format", {text("2027-01-05"), text("hh")}), "E0327");
  EXPECT_EQ(code("Date.format", {text("2027-01-05"), text("'open")}), "E0327");
}

TEST_F(Calls, SayWhichArgumentHasNoAnswer) {
  auto message = [&](std::string_view key, std::vector<ValueId> arguments) {
    Result<ValueId> result = call(key, std::move(arguments));
    return result ? "a value" : result.error().code + ": " + result.error().message;
  };
  EXPECT_EQ(message("String.parse_int", {text("7x")}),
            "E0327: `String.parse_int` cannot take `\"7x\"` as `self`: it is not a whole number in base 10");
  EXPECT_EQ(message("Int.clamp", {number(1), number(5), number(2)}),
            "E0327: `Int.clamp` cannot take `2` as `high`: it is below `low`, `5`");
  EXPECT_EQ(message("Duration.in_unit", {number(1500), text("s")}),
            "E0327: `Duration.in_unit` cannot take `\"s\"` as `unit`: the duration is no whole number of it");
  EXPECT_EQ(message("Int.pow", {number(10), number(19)}),
            "E0327: `Int.pow` cannot take `19` as `exponent`: the result does not fit a 64-bit Int");
  EXPECT_EQ(code("Int.pow", {number(2), number(INT64_MAX)}), "E0327");
  EXPECT_EQ(*call("Int.pow", {number(-1), number(INT64_MAX)}), number(-1));
  EXPECT_EQ(*call("Int.pow", {number(0), number(INT64_MAX)}), number(0));
  EXPECT_EQ(code("Float.round", {values.real(1e19)}), "E0327");
  EXPECT_EQ(code("Float.pow", {values.real(0), number(-1)}), "E0327");
  EXPECT_EQ(code("Float.sqrt", {values.real(-1)}), "E0327");
  EXPECT_EQ(code("String.parse_float", {text("inf")}), "E0327");
  EXPECT_EQ(code("String.parse_float", {text("1e999")}), "E0327");
  EXPECT_EQ(code("String.parse_base64", {text("Z3LDvG4")}), "E0327");
  EXPECT_EQ(code("String.parse_base64", {text("/w==")}), "E0327") << "its bytes are not UTF-8";
  EXPECT_EQ(code("String.parse_percent", {text("%f")}), "E0327");
  EXPECT_EQ(code("String.repeat", {text("ab"), number(INT64_MAX)}), "E0390");
  EXPECT_EQ(code("String.pad_start", {text("ab"), number(INT64_MAX)}), "E0390");
  EXPECT_EQ(code("Int.divide_up", {number(INT64_MIN), number(-1)}), "E0321");
  EXPECT_EQ(code("Path.relative_to", {text("/srv/app"), text("/srv/ap")}), "E0327");
  EXPECT_EQ(code("Path.with_name", {text("/srv/app"), text("..")}), "E0320");
}

TEST_F(Calls, CutNamesIntoWords) {
  EXPECT_EQ(*call("String.snake_case", {text("parseHTTPResponse2Json")}), text("parse_http_response2_json"));
  EXPECT_EQ(*call("String.kebab_case", {text("  größeÄndern__x ")}), text("größe-ändern-x"));
  EXPECT_EQ(*call("String.to_slug", {text("--Straße & Ærø 42--"), number(9)}), text("strasse-r"));
  EXPECT_EQ(*call("String.to_slug", {text("…")}), text(""));
  EXPECT_EQ(*call("String.dedent", {text("  a\n\n   b\n \t\n")}), text("a\n\n b\n\n"));
  EXPECT_EQ(*call("String.indent", {text("a\n\nb"), number(2)}), text("  a\n\n  b"));
  EXPECT_EQ(*call("String.wrap", {text("a verylongword b"), number(4)}), text("a\nverylongword\nb"));
  EXPECT_EQ(*call("String.quote_shell", {text("")}), text("''"));
}

TEST_F(Calls, StopAListThatGrowsWithoutEnd) {
  EXPECT_EQ(code("Range.to_list", {values.range(INT64_MIN, INT64_MAX)}), "E0390");
}

TEST_F(Calls, StopATextThatGrowsWithoutEnd) {
  std::string big(1 << 20, 'a');
  EXPECT_EQ(code("String.replace", {text(big), text("a"), text(std::string(1 << 12, 'b'))}), "E0390");
}

}  // namespace
}  // namespace infra::value
