#include "compiler/value/fold.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <random>

#include <gtest/gtest.h>

namespace infra::value {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();

class Fold : public testing::Test {
 protected:
  ValueId of(Op op, std::vector<ValueId> operands) {
    Result<ValueId> result = fold(values, op, operands);
    if (!result) ADD_FAILURE() << result.error().code << " " << result.error().message;
    return result ? *result : ValueId();
  }
  std::string code(Op op, std::vector<ValueId> operands) {
    Result<ValueId> result = fold(values, op, operands);
    return result ? "a value" : result.error().code;
  }
  bool is_kept(Op op, std::vector<ValueId> operands) {
    ValueId result = of(op, operands);
    return values.kind(result) == ValueKind::Apply && values.op(result) == op;
  }
  ValueId n(int64_t v) { return values.integer(v); }
  ValueId t(std::string_view v) { return values.string(v); }
  ValueId list(std::vector<ValueId> items) { return values.list(items); }
  ValueId record(std::string_view name, ValueId field) {
    return values.record(std::span<const std::string_view>(&name, 1), std::span<const ValueId>(&field, 1));
  }
  ValueId later(std::string_view field = "ip") { return values.result(values.reference("app"), field); }

  ValueStore values;
  ValueId yes = values.boolean(true), no = values.boolean(false), none = values.none();
};

TEST_F(Fold, ComputesWithIntsExactlyOrSaysSo) {
  EXPECT_EQ(of(Op::Add, {n(2), n(3)}), n(5));
  EXPECT_EQ(of(Op::Divide, {n(-7), n(2)}), n(-3)) << "truncates toward zero";
  EXPECT_EQ(of(Op::Remainder, {n(-7), n(2)}), n(-1));
  EXPECT_EQ(of(Op::Remainder, {n(kLeast), n(-1)}), n(0));
  EXPECT_EQ(code(Op::Add, {n(kMost), n(1)}), "E0321");
  EXPECT_EQ(code(Op::Subtract, {n(kLeast), n(1)}), "E0321");
  EXPECT_EQ(code(Op::Multiply, {n(kMost), n(2)}), "E0321");
  EXPECT_EQ(code(Op::Divide, {n(kLeast), n(-1)}), "E0321");
  EXPECT_EQ(code(Op::Negate, {n(kLeast)}), "E0321");
  EXPECT_EQ(code(Op::Divide, {n(1), n(0)}), "E0322");
  EXPECT_EQ(code(Op::Remainder, {n(1), n(0)}), "E0322");
  EXPECT_EQ(code(Op::MakeSize, {n(-1)}), "E0340");
  EXPECT_EQ(of(Op::MakeSize, {n(0)}), n(0));
}

TEST_F(Fold, MakesSetsOfDistinctKnownItems) {
  ValueId set = of(Op::MakeSet, {list({n(3), n(1), n(2)})});
  EXPECT_EQ(values.kind(set), ValueKind::Set);
  EXPECT_EQ(values.children(set)[0], n(1));
  EXPECT_EQ(code(Op::MakeSet, {list({t("a"), t("b"), t("a")})}), "E0329");
  EXPECT_TRUE(is_kept(Op::MakeSet, {list({t("a"), later()})})) << "where it stands is not known";
  EXPECT_EQ(of(Op::In, {n(2), set}), yes);
  EXPECT_EQ(of(Op::In, {n(5), set}), no);
  EXPECT_TRUE(is_kept(Op::In, {later(), set}));
  EXPECT_EQ(of(Op::Equal, {set, of(Op::MakeSet, {list({n(2), n(1), n(3)})})}), yes);
  ValueId doubled = of(Op::ForEach, {set, yes, values.apply(Op::Add, std::vector{values.var(0), values.var(0)})});
  EXPECT_TRUE(values.equal(doubled, list({n(2), n(4), n(6)}))) << "in ascending order";
  EXPECT_EQ(code(Op::MakeSet, {n(1)}), "E0326");
}

TEST_F(Fold, MakesMapsWhoseKeysAreKnown) {
  static constexpr std::string_view kNames[] = {"key", "value"};
  auto entry = [&](ValueId key, ValueId value) { return values.record(kNames, std::array{key, value}); };
  ValueId map = of(Op::MakeMap, {list({entry(t("b"), later()), entry(t("a"), n(1))})});
  EXPECT_EQ(values.find(map, t("a")), n(1));
  EXPECT_TRUE(values.equal(values.find(map, t("b")), later()));
  EXPECT_EQ(code(Op::MakeMap, {list({entry(t("a"), n(1)), entry(t("a"), n(2))})}), "E0310");
  EXPECT_TRUE(is_kept(Op::MakeMap, {list({entry(later(), n(1))})}));

  ValueId over = of(Op::MakeMap, {list({entry(t("a"), n(7)), entry(t("c"), n(3))})});
  ValueId merged = of(Op::Merge, {map, over});
  EXPECT_EQ(values.size(merged), 3u);
  EXPECT_EQ(values.find(merged, t("a")), n(7));
  EXPECT_TRUE(is_kept(Op::Merge, {map, later()}));
  EXPECT_EQ(code(Op::Merge, {map, n(1)}), "E0326");
}

TEST_F(Fold, MergesMapsAsALibraryDoes) {
  std::mt19937 random(3);
  auto below = [&](size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random); };
  for (int round = 0; round < 300; ++round) {
    // Keys that mix, keys that follow each other, keys that begin alike or with bytes beyond ASCII.
    static constexpr std::string_view kPrefixes[] = {"", "a long prefix of all: ", "é", "z"};
    std::map<std::string, ValueId> whole;
    ValueId merged = values.map({});
    for (int part = 0; part < 3; ++part) {
      std::vector<MapItem> items;
      std::map<std::string, ValueId> own;
      const std::string prefix(kPrefixes[round % 2 == 0 ? below(std::size(kPrefixes)) : round % std::size(kPrefixes)]);
      for (size_t i = below(40); i > 0; --i)
        own[prefix + std::to_string(below(60))] = n(static_cast<int64_t>(below(9)));
      for (const auto& [key, value] : own) items.push_back({t(key), value});
      std::shuffle(items.begin(), items.end(), random);
      for (const auto& [key, value] : own) whole[key] = value;
      merged = of(Op::Merge, {merged, values.map(items)});
    }
    const auto parts = values.children(merged);
    ASSERT_EQ(parts.size(), 2 * whole.size());
    size_t at = 0;
    for (const auto& [key, value] : whole) {
      EXPECT_EQ(values.as_text(parts[at++]), key);
      EXPECT_EQ(parts[at++], value);
    }
  }
}

TEST_F(Fold, KeepsFloatsFinite) {
  EXPECT_EQ(of(Op::Divide, {values.real(1), values.real(4)}), values.real(0.25));
  EXPECT_EQ(of(Op::Multiply, {n(2), values.real(1.5)}), values.real(3.0));
  EXPECT_EQ(code(Op::Multiply, {values.real(1e308), values.real(10)}), "E0325");
  EXPECT_EQ(code(Op::Divide, {values.real(1), values.real(0)}), "E0322");
}

TEST_F(Fold, DecidesByKleeneLogic) {
  ValueId deferred = later();
  EXPECT_EQ(of(Op::And, {no, deferred}), no);
  EXPECT_EQ(of(Op::And, {deferred, no}), no);
  EXPECT_EQ(of(Op::And, {yes, deferred}), deferred);
  EXPECT_TRUE(is_kept(Op::And, {deferred, deferred}));
  EXPECT_EQ(of(Op::Or, {yes, deferred}), yes);
  EXPECT_EQ(of(Op::Or, {deferred, yes}), yes);
  EXPECT_EQ(of(Op::Or, {no, deferred}), deferred);
  EXPECT_TRUE(is_kept(Op::Not, {deferred}));
}

TEST_F(Fold, NeedsOnlyTheOperandThatDecides) {
  ValueId deferred = later();
  EXPECT_EQ(of(Op::If, {yes, n(1), deferred}), n(1));
  EXPECT_EQ(of(Op::If, {no, n(1), deferred}), deferred);
  EXPECT_EQ(of(Op::Coalesce, {n(1), deferred}), n(1));
  EXPECT_EQ(of(Op::Coalesce, {none, deferred}), deferred);
  EXPECT_TRUE(is_kept(Op::Coalesce, {deferred, n(1)}));
  EXPECT_TRUE(is_kept(Op::If, {deferred, n(1), n(2)}));
}

TEST_F(Fold, ComparesAsFarAsItIsKnown) {
  ValueId deferred = later();
  EXPECT_EQ(of(Op::Equal, {list({n(1), deferred}), list({n(1)})}), no) << "the lengths differ";
  EXPECT_EQ(of(Op::Equal, {list({n(1), deferred}), list({n(2), deferred})}), no) << "an item differs";
  EXPECT_TRUE(is_kept(Op::Equal, {list({n(1), deferred}), list({n(1), n(2)})}));
  EXPECT_EQ(of(Op::Equal, {n(1), values.real(1.0)}), yes);
  EXPECT_EQ(of(Op::Less, {n(kMost), values.real(9223372036854775807.0)}), yes) << "2^63 is larger";
  EXPECT_EQ(of(Op::Equal, {record("a", none), record("b", none)}), yes) << "absent optionals may be left out";
  EXPECT_EQ(of(Op::NotEqual, {values.variant("a", 0, {}), values.variant("b", 1, {})}), yes);
  EXPECT_EQ(of(Op::LessEqual, {t("a"), t("a")}), yes);
  EXPECT_EQ(of(Op::LessVersion, {t("1.9.0"), t("1.10.0")}), yes);
  EXPECT_EQ(code(Op::Less, {n(1), t("a")}), "E0326");
}

TEST_F(Fold, FindsItemsKeysNumbersAndText) {
  ValueId deferred = later();
  EXPECT_EQ(of(Op::In, {n(2), list({deferred, n(2)})}), yes);
  EXPECT_TRUE(is_kept(Op::In, {n(3), list({deferred, n(2)})}));
  EXPECT_EQ(of(Op::In, {deferred, list({})}), no);
  EXPECT_EQ(of(Op::In, {n(64), of(Op::MakeRangeInclusive, {n(1), n(64)})}), yes);
  EXPECT_EQ(of(Op::In, {n(64), of(Op::MakeRange, {n(1), n(64)})}), no);
  EXPECT_EQ(of(Op::In, {t("b"), t("abc")}), yes);
  MapItem item{t("k"), deferred};
  EXPECT_EQ(of(Op::In, {t("k"), values.map(std::span<const MapItem>(&item, 1))}), yes);
  EXPECT_EQ(code(Op::MakeRangeInclusive, {n(0), n(kMost)}), "E0321");
}

TEST_F(Fold, TakesPartsAndSaysWhichOneIsMissing) {
  ValueId deferred = later();
  EXPECT_EQ(of(Op::GetIndex, {list({n(7), deferred}), n(1)}), deferred);
  EXPECT_EQ(code(Op::GetIndex, {list({n(7)}), n(1)}), "E0323");
  EXPECT_EQ(code(Op::GetIndex, {list({n(7)}), n(-1)}), "E0323");
  std::vector<MapItem> items = {{t("http"), n(80)}, {t("https"), n(443)}};
  ValueId map = values.map(items);
  EXPECT_EQ(of(Op::GetIndex, {map, t("http")}), n(80));
  std::vector<ValueId> operands = {map, t("htpps")};
  Result<ValueId> missing = fold(values, Op::GetIndex, operands);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "E0324");
  EXPECT_EQ(missing.error().help, "did you mean `https`?");
  EXPECT_EQ(of(Op::GetField, {record("a", n(1)), t("a")}), n(1));
  EXPECT_EQ(of(Op::GetField, {record("a", n(1)), t("b")}), none);
  EXPECT_EQ(values.kind(of(Op::GetField, {values.reference("app"), t("url")})), ValueKind::Result);
  ValueId http = values.variant("http", 0, record("port", n(80)));
  EXPECT_EQ(of(Op::IsMember, {http, t("http")}), yes);
  EXPECT_EQ(of(Op::Payload, {http, t("port")}), n(80));
  EXPECT_TRUE(is_kept(Op::Payload, {deferred, t("port")}));
}

TEST_F(Fold, JoinsTextIntoOneNormalForm) {
  ValueId deferred = later();
  ValueId inner = of(Op::Join, {t("b"), deferred, t("c")});
  ValueId outer = of(Op::Join, {t("a"), inner, t("d"), t("")});
  ASSERT_EQ(values.kind(outer), ValueKind::Apply);
  ValueId flat = of(Op::Join, {t("ab"), deferred, t("cd")});
  EXPECT_TRUE(values.equal(outer, flat)) << "nested and flat interpolation are one residual";
  EXPECT_EQ(of(Op::Join, {deferred}), deferred);
  EXPECT_EQ(of(Op::Join, {}), t(""));
}

TEST_F(Fold, WritesValuesAsText) {
  EXPECT_EQ(of(Op::Text, {n(300'000), t("Duration")}), t("5m"));
  EXPECT_EQ(of(Op::Text, {n(20ll << 30), t("Size")}), t("20GiB"));
  EXPECT_EQ(of(Op::Text, {n(8080), t("Port")}), t("8080"));
  EXPECT_EQ(of(Op::Text, {values.real(1.5), t("Float")}), t("1.5"));
  EXPECT_EQ(of(Op::Text, {values.variant("prod", 2, {}), t("Environment")}), t("prod"));
  ValueId url = later("url");
  EXPECT_EQ(of(Op::Text, {url, t("Url")}), url) << "text already";
  EXPECT_TRUE(is_kept(Op::Text, {later(), t("Port")}));
  EXPECT_EQ(code(Op::Text, {list({}), t("List")}), "E0326");
}

TEST_F(Fold, ParsesTextIntoNormalForm) {
  EXPECT_EQ(of(Op::Parse, {t("HTTP://A.example"), t("Url")}), t("http://a.example"));
  EXPECT_EQ(code(Op::Parse, {t("nowhere"), t("Url")}), "E0320");
  EXPECT_EQ(code(Op::Parse, {t("x"), t("Nothing")}), "E0326");
  EXPECT_TRUE(is_kept(Op::Parse, {later(), t("Url")}));
}

TEST_F(Fold, ExpandsALoopOverAKnownListOfDeferredItems) {
  ValueId deferred = later();
  ValueId body = values.apply(Op::Join, std::vector<ValueId>{t("x"), values.var(0)});
  ValueId result = of(Op::ForEach, {list({t("a"), deferred}), yes, body});
  ASSERT_EQ(values.kind(result), ValueKind::List);
  EXPECT_EQ(values.children(result)[0], t("xa"));
  EXPECT_EQ(values.kind(values.children(result)[1]), ValueKind::Apply);
}

TEST_F(Fold, KeepsALoopWhoseLengthIsOpen) {
  ValueId condition = values.apply(Op::Less, std::vector<ValueId>{values.var(0), n(5)});
  EXPECT_TRUE(is_kept(Op::ForEach, {later(), yes, values.var(0)}));
  EXPECT_TRUE(is_kept(Op::ForEach, {list({n(1), later()}), condition, values.var(0)}));
  ValueId known = of(Op::ForEach, {values.range(3, 8), condition, values.var(0)});
  EXPECT_TRUE(values.equal(known, list({n(3), n(4)})));
}

TEST_F(Fold, RefusesWhatIsTooLargeOrTakesTooLong) {
  ValueId deep = later();
  std::string last = "a value";
  for (int i = 0; i < 1000 && last == "a value"; ++i) {
    std::vector<ValueId> operands = {deep};
    Result<ValueId> next = fold(values, Op::Not, operands);
    last = next ? "a value" : next.error().code;
    if (next) deep = *next;
  }
  EXPECT_EQ(last, "E0390") << "nesting";

  ValueId wide = later();
  last = "a value";
  for (int i = 0; i < 100 && last == "a value"; ++i) {
    std::vector<ValueId> operands = {wide, wide};
    Result<ValueId> next = fold(values, Op::Add, operands);
    last = next ? "a value" : next.error().code;
    if (next) wide = *next;
  }
  EXPECT_EQ(last, "E0390") << "a value that doubles at each step";

  ValueId text = t(std::string(1000, 'a'));
  last = "a value";
  for (int i = 0; i < 100 && last == "a value"; ++i) {
    std::vector<ValueId> operands = {text, text};
    Result<ValueId> next = fold(values, Op::Concat, operands);
    last = next ? "a value" : next.error().code;
    if (next) text = *next;
  }
  EXPECT_EQ(last, "E0390") << "a text that doubles at each step";
  values.renew_budget();
  EXPECT_TRUE(values.spend(kMaxSteps - 1000)) << "most of it was spent before";
  EXPECT_EQ(code(Op::ForEach, {values.range(0, kMost), no, none}), "E0390") << "a loop without end";
  values.renew_budget();
  EXPECT_EQ(of(Op::Add, {n(1), n(1)}), n(2));
}

TEST_F(Fold, RefusesAWrongNumberOfOperands) {
  EXPECT_EQ(code(Op::Add, {n(1)}), "E0326");
  EXPECT_EQ(code(Op::Call, {}), "E0326");
  EXPECT_EQ(code(Op::And, {n(1), yes}), "E0326");
  EXPECT_EQ(code(Op::ForEach, {n(1), yes, none}), "E0326");
}

// ----------------------------------------------------------------------------------------------- evaluate

class KnownLeaves : public Leaves {
 public:
  std::map<std::string, ValueId> results;
  std::map<std::string, ValueId> secrets;

  Result<ValueId> leaf(ValueStore& values, ValueId id) override {
    auto& known = values.kind(id) == ValueKind::Secret ? secrets : results;
    auto found = known.find(std::string(values.as_text(id)));
    return found == known.end() ? ValueId() : found->second;
  }
};

class Evaluate : public Fold {
 protected:
  ValueId now(ValueId value) {
    Result<ValueId> result = evaluate(values, value, leaves);
    if (!result) ADD_FAILURE() << result.error().code << " " << result.error().message;
    return result ? *result : ValueId();
  }
  KnownLeaves leaves;
};

TEST_F(Evaluate, PutsInWhatIsKnownAndLeavesTheRest) {
  ValueId url = of(Op::Join, {t("http://"), later("host"), t(":"), of(Op::Text, {later("port"), t("Port")})});
  leaves.results["host"] = t("a.example");
  ValueId half = now(url);
  EXPECT_TRUE(values.is_deferred(half));
  leaves.results["port"] = n(80);
  EXPECT_EQ(now(half), t("http://a.example:80"));
  EXPECT_EQ(now(url), t("http://a.example:80"));
}

TEST_F(Evaluate, ComputesOnlyTheBranchTaken) {
  ValueId divided = of(Op::Divide, {n(1), later("n")});
  ValueId guarded = of(Op::If, {of(Op::Equal, {later("n"), n(0)}), n(-1), divided});
  leaves.results["n"] = n(0);
  EXPECT_EQ(now(guarded), n(-1));
  leaves.results["n"] = n(1);
  EXPECT_EQ(now(guarded), n(1));
}

TEST_F(Evaluate, KeepsAnErrorBehindAConditionThatIsNotKnown) {
  ValueId divided = of(Op::Divide, {n(1), later("n")});
  ValueId guarded = of(Op::If, {later("ready"), divided, n(0)});
  leaves.results["n"] = n(0);
  ValueId half = now(guarded);
  EXPECT_TRUE(values.is_deferred_itself(half));
  leaves.results["ready"] = no;
  EXPECT_EQ(now(half), n(0));
  leaves.results["ready"] = yes;
  EXPECT_EQ(evaluate(values, half, leaves).error().code, "E0322");
}

TEST_F(Evaluate, ReadsAResultOfAReferenceThatBecameKnown) {
  ValueId chosen = of(Op::If, {later("ready"), values.reference("a"), values.reference("b")});
  ValueId field = of(Op::GetField, {chosen, t("url")});
  leaves.results["ready"] = yes;
  leaves.results["url"] = t("http://a");
  EXPECT_EQ(now(field), t("http://a"));
}

TEST_F(Evaluate, NestsLoops) {
  // [for row in rows: [for x in row: x + row[0] + y]], with rows and y deferred.
  ValueId first = values.apply(Op::GetIndex, std::vector<ValueId>{values.var(1), n(0)});
  ValueId sum = values.apply(
      Op::Add, std::vector<ValueId>{values.apply(Op::Add, std::vector<ValueId>{values.var(0), first}), later("y")});
  ValueId inner = values.apply(Op::ForEach, std::vector<ValueId>{values.var(0), yes, sum});
  ValueId outer = of(Op::ForEach, {later("rows"), yes, inner});
  leaves.results["rows"] = list({list({n(1), n(2)}), list({n(10)})});
  ValueId half = now(outer);
  leaves.results["y"] = n(100);
  ValueId expected = list({list({n(102), n(103)}), list({n(120)})});
  EXPECT_TRUE(values.equal(now(half), expected));
  EXPECT_TRUE(values.equal(now(outer), expected));
}

TEST_F(Evaluate, MovesAnItemBeneathALoopThatStays) {
  // [for a in as: [for b in [a]: [for c in cs: b + c]]]: `b` is put beneath the loop over `cs`, which is not known yet.
  ValueId sum = values.apply(Op::Add, std::vector<ValueId>{values.var(1), values.var(0)});
  ValueId third = values.apply(Op::ForEach, std::vector<ValueId>{later("cs"), yes, sum});
  ValueId second = of(Op::ForEach, {list({values.var(0)}), yes, third});
  ValueId loop = of(Op::ForEach, {later("as"), yes, second});
  leaves.results["cs"] = list({n(1), n(2)});
  ValueId half = now(loop);
  leaves.results["as"] = list({n(10)});
  ValueId expected = list({list({list({n(11), n(12)})})});
  EXPECT_TRUE(values.equal(now(loop), expected));
  EXPECT_TRUE(values.equal(now(half), expected));
}

TEST_F(Evaluate, SaysWhichOperationFailedOnASecretButNotItsValue) {
  ValueId parsed = of(Op::Parse, {values.secret("env", "DB"), t("Url")});
  leaves.secrets["DB"] = t("hunter2-and-more");
  Result<ValueId> result = evaluate(values, parsed, leaves);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "E0328");
  EXPECT_EQ(result.error().message.find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace infra::value
