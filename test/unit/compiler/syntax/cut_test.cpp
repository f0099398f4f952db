// Where declarations begin, also in texts that look as if they began elsewhere.
#include <gtest/gtest.h>

#include "test/unit/compiler/syntax/parsed.h"

namespace infra::syntax {
namespace {

void expect_declarations(std::string_view text, size_t count) {
  const Parsed parsed(text);
  EXPECT_EQ(parsed.errors(), "") << text;
  EXPECT_EQ(parsed.ast.decls.size(), count) << text << parsed.tree();
}

TEST(Cut, AWordOfADeclarationInAnExpressionBeginsNone) {
  expect_declarations("let x = a +\nparam\nlet y = output.type\nparam z: Int", 3);
  expect_declarations("resource a: K for output in\nmodule key\nparam.x {}\nlet y = 1", 2);
  expect_declarations("import \"./x.infra\" as\ntype\nparam y: Int", 2);
  expect_declarations("let x = { a = type type = 3 }", 1);
  expect_declarations("let x = [\ntype,\nkind\n]\nlet y = 1", 2);
}

TEST(Cut, ALetInsideOfAValueBeginsNone) {
  expect_declarations("let x =\nlet a = 1;\nlet b = 2;\na + b\nlet y = 3", 2);
  expect_declarations("let x = if c then\nlet a = 1; a\nelse\nlet b = 2; b\nlet y = 3", 2);
}

TEST(Cut, ADeclarationMayFollowAnyValue) {
  for (const char* value : {"a.match", "a.pub", "a.let", "a.in", "type", "none", "[1]", "{}", "f()", ".none", "1.5",
                            "3GiB", "2027-01-31", "\"s\"", "\"${x}\"", "r\"x\"", "a ?? b"}) {
    for (const char* next : {"let y = 1", "param y: Int", "pub type T = Int", "import a { B }", "enum E {}"}) {
      expect_declarations("let x = " + std::string(value) + "\n" + next, 2);
      expect_declarations("let x = " + std::string(value) + " " + next, 2);
    }
  }
  expect_declarations("param a: List<Int>\nlet b = 1\nparam c: Int?\nlet d = 2", 4);
}

TEST(Cut, TheWordsOfPoliciesAreNamesToo) {
  expect_declarations("let x = key\nenforce a.b\nlet y = limit\nlimit { a = 1 }\nlet z = policy", 5);
  expect_declarations(
      "param x: List<Int>\nenforce policy\nwaive policy on on by \"a\" from 2026-01-01 until 2026-02-01 "
      "because \"b\" policy waive on limit: limit {}\nrenamed a.limit to policy renamed to to to",
      6);
  expect_declarations("let x = a >\nenforce\ntype type = fn(A) -> B\nenforce type enforce enforce", 4);
  expect_declarations("resource a: K for limit in enforce key limit {}\nmodule limit: limit {} limit {}", 3);
  expect_declarations("param f: fn(A) -> B?\nfn limit<T>(of: fn(T) -> T) -> T = of.fn\nfn f() -> Int = 1", 3);
  expect_declarations("test \"a\" { let test = check expect test }\ncheck \"b\" {} let x = test\ntest \"c\" {}", 4);
}

TEST(Cut, BehindAnUnfinishedDotALineThatDeclaresIsADeclaration) {
  for (const char* next : {"param y: Int", "let y = 1", "fn f() -> Int = 1", "policy p on f: F {}", "enforce a.b",
                           "renamed a to b", "type T<A> = A", "existing e: K {}", "test \"a\" {}"}) {
    const Parsed parsed("let x = a.\n" + std::string(next));
    EXPECT_EQ(parsed.sink.diagnostics().size(), 1u) << next << parsed.errors();
    EXPECT_EQ(parsed.ast.decls.size(), 2u) << next << parsed.tree();
  }
}

}  // namespace
}  // namespace infra::syntax
