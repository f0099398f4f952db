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

}  // namespace
}  // namespace infra::syntax
