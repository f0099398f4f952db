// Folded early or evaluated late, the answer is the same, for whole expressions of the language: each is compiled with
// known values, and again with the results of a resource, which are put in afterwards.
#include <gtest/gtest.h>

#include "compiler/value/fold.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

using value::ValueId;

class Results : public value::Leaves {
 public:
  explicit Results(value::ValueStore& values) : values_(values) {}
  Result<ValueId> leaf(value::ValueStore&, ValueId id) override {
    std::string_view field = values_.as_text(id);
    if (field == "count") return values_.integer(3);
    if (field == "ready") return values_.boolean(true);
    std::array<ValueId, 3> names = {values_.string("b"), values_.string("aa"), values_.string("c")};
    return values_.list(names);
  }

 private:
  value::ValueStore& values_;
};

constexpr const char* kEarly = "let names = [\"b\", \"aa\", \"c\"]\nlet count = 3\nlet ready = true\n";
constexpr const char* kLate =
    "import std.compute { Archive, Service }\nresource archive: Archive { source = file(\"app.tar\") }\n"
    "resource s: Service { archive = archive }\n"
    "let names = s.names\nlet count = s.count\nlet ready = s.ready\n";
constexpr const char* kFunctions =
    "fn shout(self: String, times: Int = 1) -> String = self.upper() ++ (if times > 2 then \"!\" else \"\")\n"
    "fn pick<T>(items: List<T>, good: fn(T) -> Bool) -> List<T> = items.filter(good)\n"
    "fn apply(n: Int, f: fn(Int) -> Int) -> Int = f(n)\n"
    "type Named = { name: String, size: Int? }\n";

struct Case {
  const char* type;
  const char* expression;
};
const Case kCases[] = {
    {"List<Int>", "names.map(n => n.length)"},
    {"List<String>", "names.filter(n => n.length < count)"},
    {"List<String>", "names.filter(n => n.length == 1 && ready)"},
    {"List<String>", "[\"x\", \"yy\"].filter(n => n.length < count)"},
    {"Bool", "names.any(n => n == \"aa\")"},
    {"Bool", "[1, 2, 3].all(n => n < count)"},
    {"Bool", "[1, 2, 4].any(n => n > count)"},
    {"List<String>", "names.map(n => n.shout(times: count))"},
    {"List<List<String>>", "names.map(a => names.map(b => a ++ b))"},
    {"List<List<Int>>", "[1, 2].map(a => names.map(b => b.length * a + count))"},
    {"List<List<String>>", "[for a in names: [for b in [\"x\", \"y\"] if b != a: a ++ b]]"},
    {"List<List<String>>", "[for a in names: [\"x\", \"y\"].filter(b => b.length < a.length).map(b => b ++ a)]"},
    {"List<String>", "pick(names, n => n != \"c\")"},
    {"Set<String>", "[for n in names: n]"},
    {"Set<Int>", "[count, 7, count + 1]"},
    {"Map<String, Int>", "{ for n in names: [n] = n.length }"},
    {"Map<String, Int>", "{ fixed = count, [names[0]] = 2 }"},
    {"Map<String, Int>", "{ ...{ for n in names: [n] = 1 }, aa = count }"},
    {"List<String>", "[...names, \"z\", ...[for n in names if n.length > 1: n]]"},
    {"Int", "apply(count, if ready then n => n + 1 else n => n - 1)"},
    {"List<Int>", "[1, 2].map(if ready then n => n + 1 else n => n * 2)"},
    {"String?", "names.first?.upper()"},
    {"String", "if let n = names.first then n.shout() else \"-\""},
    {"Named", "{ name = names[0], size = if ready then count else none }"},
    {"Int", "(let r = { a = count, b = 1 }; { ...r, b = r.a + 1 }.b)"},
    {"String", "names[count - 1]"},
    {"Bool", "count in [1, 2, 3]"},
};

TEST(Residuals, GiveLateWhatCompilingGivesEarly) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.expression);
    std::string output = std::string("output result: ") + c.type + " = " + c.expression + "\n";
    Outcome early = analyze(kEarly + std::string(kFunctions) + output);
    Outcome late = analyze({{"app.infra", kLate + std::string(kFunctions) + output}, {"app.tar", "x"}});
    ASSERT_EQ(early.report(), "");
    ASSERT_EQ(late.report(), "");
    value::ValueStore& values = *late.analysis->program.values;
    ValueId residual = late.analysis->model.outputs[0].value;
    EXPECT_TRUE(values.is_deferred(residual));
    EXPECT_FALSE(values.has_closure(residual));
    Results results(values);
    Result<ValueId> known = value::evaluate(values, residual, results);
    ASSERT_TRUE(known.has_value()) << known.error().message;
    EXPECT_FALSE(values.is_deferred(*known));
    // Two stores: both are shown in full by their plan text.
    EXPECT_EQ(plain(values, *known), plain(*early.analysis->program.values, early.analysis->model.outputs[0].value));
  }
}

TEST(Residuals, OfFunctionsThatWaitAreRefused) {
  std::string before = std::string(kLate) + "let fs: List<fn(Int) -> Int> = [n => n + 1, n => n * 2]\n";
  auto codes = [&](const std::string& text) {
    return analyze({{"app.infra", before + text}, {"app.tar", "x"}}).codes();
  };
  EXPECT_EQ(codes("output r: Int = fs[count](1)"), std::vector<std::string>{"E0336"});
  EXPECT_EQ(codes("output r: Int = names.map(n => fs[0]).length"), std::vector<std::string>{"E0336"});
}

}  // namespace
}  // namespace infra::test
