// Every mistake is one error, in words that say what was found and expected, and what is around it is still read.
#include <gtest/gtest.h>

#include "compiler/diag/codes/syntax.h"
#include "test/unit/compiler/syntax/parsed.h"

namespace infra::syntax {
namespace {

struct Case {
  std::string_view text;
  std::string_view errors;
  std::string_view shape;
};

constexpr Case kCases[] = {
    // something is missing
    {"param x: = 3", "E0101 1:10 expected a type after `:`, found `=`\n", "error"},
    {"let x = ", "E0101 1:8 expected a value after `=`, found the end of the file\n", "let x (error)"},
    {"let x =\nlet y = 1", "E0101 1:8 expected a value after `=`, found `let`\n", "let x (error); let y (int 1)"},
    {"let x = a.\nparam y: Int", "E0101 1:11 expected a name after `.`, found `param`\n",
     "let x (field .<missing> (name a)); param y: Int"},
    {"param x = 5", "E0101 1:9 expected `:` after `x`, found `=`\n", "param x: <error> (default int 5)"},
    {"output u = a.url", "E0101 1:10 expected `:` after `u`, found `=`\n", "output u: <error> (field .url (name a))"},
    {"import \"./x.infra\"", "E0101 1:19 expected `as` after `\"./x.infra\"`, found the end of the file\n", "error"},
    {"kind K: immutable version 1 { a: Int }", "E0101 1:19 expected `via` after `immutable`, found `version`\n",
     "error"},
    {"resource a: K for x xs {}", "E0101 1:21 expected `in` or `,` after `x`, found the name `xs`\n",
     "resource a: K (for x (in name xs))"},
    {"resource a: K { b = }", "E0101 1:21 expected a value after `=`, found `}`\n", "resource a: K (entry b (error))"},
    {"resource a K { b = 1 }", "E0101 1:12 expected `:` after `a`, found the name `K`\n",
     "resource a: K (entry b (int 1))"},
    {"type T = { a: , b: Int }", "E0101 1:15 expected a type after `:`, found `,`\n",
     "type T = {…} (field a: <error>) (field b: Int)"},
    {"let x = match y { .a => , .b => 2 }", "E0101 1:25 expected a value after `=>`, found `,`\n",
     "let x (match (name y) (arm (pattern .a) (error)) (arm (pattern .b) (int 2)))"},
    {"let x = \"a ${ } b\"", "E0101 1:15 expected a value after `${`, found `}`\n",
     "let x (interpolation (text \"a \") (error) (text \" b\"))"},
    {"let x = ()", "E0101 1:10 expected a value after `(`, found `)`\n", "let x (paren (error))"},
    // something is too much
    {"let x = 1;", "E0101 1:10 expected the end of the declaration after `1`, found `;`\n", "let x (int 1)"},
    {"let x = a ? b : c", "E0101 1:11 expected the end of the declaration after `a`, found `?`\n", "let x (error)"},
    {"let x = f(, 1)", "E0101 1:11 expected a value or `)` after `(`, found `,`\n",
     "let x (call (name f) (error) (int 1))"},
    {"resource a: K { 1 = 2, c = 3 }", "E0101 1:17 expected an entry or `}` after `{`, found `1`\n",
     "resource a: K (entry c (int 3))"},
    {"enum E { a, 5, c }", "E0101 1:13 expected a member or `}` after `,`, found `5`\n",
     "enum E (member a) (member c)"},
    // other languages
    {"let x = if a { 1 } else { 2 }", "E0101 1:14 expected `then`, found `{`\n",
     "let x (if (name a) (then error) (else error))"},
    {"resorce q: K { a = 1 }", "E0102 1:1 `resorce` does not begin a declaration\n", "resource q: K (entry a (int 1))"},
    {"variable \"x\" { default = 1 }", "E0102 1:1 `variable` does not begin a declaration\n", "error"},
    {"# c \"\nlet x = 1", "E0108 1:1 `#` has no meaning here\n", "let x (int 1)"},
    {"let x = 'abc'", "E0108 1:9 `'` has no meaning here\n", "let x (error)"},
    {"let x = a & b", "E0108 1:11 `&` has no meaning here\n", "let x (binary && (name a) (name b))"},
    {"let x = @@@", "E0108 1:9 `@` has no meaning here\n", "let x (error)"},
    {"resource \"aws\" \"web\" { a = 1 }", "E0122 1:10 a resource is written without quotes\n",
     "resource web: aws (entry a (int 1))"},
    {"let x = match e { E.a => 1, _ => 2 }", "E0101 1:20 expected `(` or `=>` after `E`, found `.`\n",
     "let x (match (name e) (arm (pattern .a) (int 1)) (arm (pattern _) (int 2)))"},
    {"let x = [for i in a, j in b: i + j]", "E0101 1:20 expected `if`, `key` or `:` after `a`, found `,`\n",
     "let x (error)"},
    {"fn f(in: Int) -> Int = 2", "E0127 1:6 `in` is a reserved word and cannot name this\n",
     "fn f -> Int (parameter in: Int) (int 2)"},
    {"check \"a ${1}\" { require b }", "E0101 1:7 expected a string after `check`, found one with `${ }`\n", "error"},
    {"check \"a\" { require b, \"said\" }", "E0101 1:22 expected a statement, `else` or `}` after `b`, found `,`\n",
     "check \"a\" (require (name b) (else string \"said\"))"},
    // brackets
    {"resource a: K {\n  b = 1\nresource c: K { d = 2 }", "E0103 1:15 `{` is never closed\n",
     "resource a: K (entry b (int 1)); resource c: K (entry d (int 2))"},
    {"let x = [1, (2 + 3]\nlet y = 1", "E0103 1:13 `(` is never closed\n",
     "let x (list (int 1) (paren (binary + (int 2) (int 3)))); let y (int 1)"},
    {"}\nlet x = 1", "E0104 1:1 `}` closes nothing\n", "let x (int 1)"},
    {"module m: n { b = ] c = 3 }", "E0104 1:19 `]` closes nothing\n",
     "module m: n (entry b (error)) (entry c (int 3))"},
    {"let x = [1, 2)", "E0129 1:14 `[` is closed by `)`\n", "let x (list (int 1) (int 2))"},
    // strings and numbers
    {"let x = \"abc\nlet y = 1", "E0107 1:9 this string is not closed\n", "let x (error); let y (int 1)"},
    {"let x = f(\"abc\n  def\")\nlet y = 1", "E0107 1:11 this string is not closed\n",
     "let x (call (name f) (error)); let y (int 1)"},
    {"let x = \"a ${b\"\nlet y = 1", "E0107 1:9 this string is not closed\n", "let x (error); let y (int 1)"},
    {"let x = r\"abc\nlet y = 1", "E0107 1:9 this raw string is not closed\n", "let x (error); let y (int 1)"},
    {"let x = 10KB", "E0109 1:9 `10KB` is not a number: `KB` is not a unit\n", "let x (error)"},
    {"let x = 1_", "E0109 1:9 `1_` is not a number\n", "let x (error)"},
    {"let x = 99999999999999999999",
     "E0110 1:9 `99999999999999999999` is too large: an Int is at most 9223372036854775807\n", "let x (error)"},
    {"let x = 9000PiB", "E0110 1:9 `9000PiB` is too large: a Size is less than 8192PiB\n", "let x (error)"},
    {"let x = 1.0001KiB", "E0111 1:9 `1.0001KiB` is not a whole number of bytes\n", "let x (error)"},
    {"let x = 0.5ms", "E0111 1:9 `0.5ms` is not a whole number of milliseconds\n", "let x (error)"},
    {"let x = \"\\d\"", "E0112 1:10 `\\d` is not an escape\n", "let x (string \"\")"},
    {"let x = \"\\u{D800}\"", "E0113 1:10 `\\u{D800}` is not a character\n", "let x (string \"\")"},
    {"let cafe\u0301 = 1", "E0115 1:5 `cafe\u0301` is not in the normal form of Unicode (NFC)\n",
     "let cafe\u0301 (int 1)"},
    {"let x = \"\"\"a\"\"\"", "E0125 1:9 the text of a `\"\"\"` string begins on the next line\n",
     "let x (string \"a\")"},
    // signs and commas
    {"let x = { port: 8080, y = 1 }", "E0116 1:15 an entry takes `=`, found `:`\n",
     "let x (braces (entry port (int 8080)) (entry y (int 1)))"},
    {"let x = f(port = 8080)", "E0116 1:16 an argument takes `:`, found `=`\n",
     "let x (call (name f) (port: int 8080))"},
    {"type T = { a = Int, b: Int }", "E0116 1:14 a field takes `:`, found `=`\n",
     "type T = {…} (field a: Int) (field b: Int)"},
    {"let x = if a = b then 1 else 2", "E0116 1:14 a comparison takes `==`, found `=`\n",
     "let x (if (binary == (name a) (name b)) (then int 1) (else int 2))"},
    {"let x = [1 2]", "E0117 1:12 expected `,` before `2`\n", "let x (list (int 1) (int 2))"},
    {"let x = { a = b [k] = 1 }", "E0117 1:17 expected `,` before a computed key\n",
     "let x (braces (entry a (name b)) (entry (computed key name k) (int 1)))"},
    {"import std.net { A B }", "E0117 1:20 expected `,` before the name `B`\n", "import std.net { A, B }"},
    {"param l: List<Int>= []", "E0121 1:18 `>=` is one sign: the type is not closed\n",
     "param l: List<Int> (default list)"},
    // operators and words
    {"let x = if a then b", "E0118 1:9 this `if` has no `else`\n", "let x (if (name a) (then name b) (else error))"},
    {"let x = 1 < 2 < 3", "E0119 1:15 `<` and `<` do not chain\n", "let x (error)"},
    {"let x = a ?? b && c", "E0120 1:14 `&&` beside `??` needs parentheses\n", "let x (error)"},
    {"let x = !a in b", "E0120 1:9 `!` before `in` needs parentheses\n", "let x (error)"},
    {"let x = 1 + if a then b else c", "E0120 1:13 an `if` as an operand needs parentheses\n",
     "let x (binary + (int 1) (if (name a) (then name b) (else name c)))"},
    {"pub param x: Int", "E0123 1:1 `pub` has no meaning on a param\n", "param x: Int"},
    {"type T = { unique a: Int }", "E0124 1:12 `unique` marks an input of a kind and has no meaning here\n",
     "type T = {…} (field a: Int)"},
    {"kind K: pointer via \"p\" version 1 { points reaches a: N, unique: P }",
     "E0130 1:44 `reaches` stands beside `points` on one field\n",
     "kind K: pointer via \"p\" version 1 (inputs (field points a: N) (field unique: P))"},
    {"kind K: pointer via \"p\" version 1 { unique unique b: P }",
     "E0130 1:44 `unique` stands beside `unique` on one field\n",
     "kind K: pointer via \"p\" version 1 (inputs (field unique b: P))"},
    {"pub limit { removals = 3 }", "E0123 1:1 `pub` has no meaning on this declaration\n",
     "limit (entry removals (int 3))"},
    {"let x = a | b", "E0108 1:11 `|` has no meaning here\n", "let x (binary || (name a) (name b))"},
    {"let x = 1 + y => y", "E0120 1:13 a lambda as an operand needs parentheses\n", "let x (binary + (int 1) (error))"},
    {"let x = 1 + let a = 2; a", "E0120 1:13 a `let` as an operand needs parentheses\n",
     "let x (binary + (int 1) (let a (int 2) (body name a)))"},
    {"type T<A>= List<A>", "E0121 1:9 `>=` is one sign: the type is not closed\n", "type T<A> = List<A>"},
    // functions, comprehensions, bodies
    {"let x = { for k, v in m: k = v }", "E0101 1:26 expected `[` after `:`, found the name `k`\n",
     "let x (map comprehension (for k v (in name m)) (computed key name k) (value name v))"},
    {"fn f(x) -> Int = 1", "E0101 1:7 expected `:` after `x`, found `)`\n",
     "fn f -> Int (parameter x: <error>) (int 1)"},
    {"fn f(x: Int) = 1", "E0101 1:14 expected `->` after `)`, found `=`\n",
     "fn f -> <error> (parameter x: Int) (int 1)"},
    {"fn f() -> Int { 1 }", "E0101 1:15 expected `=` after `Int`, found `{`\n", "fn f -> Int (error)"},
    {"let x = f(fn(n) => n)", "E0101 1:13 expected `:` after `fn`, found `(`\n",
     "let x (call (name f) (lambda n (name n)))"},
    {"let x = f(n -> n)", "E0116 1:13 a lambda takes `=>`, found `->`\n", "let x (call (name f) (lambda n (name n)))"},
    {"check \"a\" { let b = 1; require b == 1 }", "E0101 1:22 expected a statement or `}` after `1`, found `;`\n",
     "check \"a\" (let b (int 1)) (require (binary == (name b) (int 1)))"},
    {"check \"a\" { assert b }", "E0101 1:13 expected a statement or `}` after `{`, found the name `assert`\n",
     "check \"a\" (require (name b))"},
    {"check \"a\" { expect b }", "E0101 1:13 expected a statement or `}` after `{`, found `expect`\n",
     "check \"a\" (require (name b))"},
    {"policy p on f: F { f.ok }", "E0101 1:20 expected a statement or `}` after `{`, found the name `f`\n",
     "policy p (on f: F) (require (field .ok (name f)))"},
    {"waive p on r by \"a\" from \"2026-12-01\" until 2027-01-31 because \"b\"",
     "E0122 1:26 a date is written without quotes\n",
     "waive p (on name r) (by \"a\") (from 2026-12-01) (until 2027-01-31) (because \"b\")"},
    {"data \"aws_ami\" \"web\" { a = 1 }", "E0102 1:1 `data` does not begin a declaration\n", "error"},
    {"let x = match y { http(p) => 1 }", "E0126 1:19 `http(…)` is not a pattern\n",
     "let x (match (name y) (arm (pattern .http(…) (pattern p)) (int 1)))"},
    {"param match: Int", "E0127 1:7 `match` is a reserved word and cannot name this\n", "param match: Int"},
};

TEST(Diagnostics, EveryMistakeIsOneErrorAndTheRestIsRead) {
  for (const Case& each : kCases) {
    const Parsed parsed(each.text);
    EXPECT_EQ(parsed.errors(), each.errors) << each.text;
    EXPECT_EQ(parsed.shape(), each.shape) << each.text;
  }
}

TEST(Diagnostics, AMistakeDoesNotHideTheNext) {
  std::string text;
  size_t count = 0;
  for (const Case& each : kCases) {
    if (each.shape == "error" || each.text.find('\n') != std::string_view::npos) continue;
    text += std::string(each.text) + "\n";
    ++count;
  }
  const Parsed parsed(text);
  EXPECT_EQ(parsed.sink.diagnostics().size(), count) << parsed.errors();
}

TEST(Diagnostics, AFixMendsWhatItIsOfferedFor) {
  for (const Case& each : kCases) {
    const Parsed parsed(each.text);
    ASSERT_FALSE(parsed.sink.diagnostics().empty());
    const diag::Diagnostic& diagnostic = parsed.sink.diagnostics().front();
    if (diagnostic.fixes.size() != 1 || parsed.sink.diagnostics().size() > 1) continue;
    const diag::Fix& fix = diagnostic.fixes.front();
    std::string mended(each.text);
    mended.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
    EXPECT_EQ(Parsed(mended).errors(), "") << each.text << " became " << mended;
  }
}

TEST(Diagnostics, AHundredMistakesAreEnough) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "let x = [1 2]\n";
  const Parsed parsed(text);
  ASSERT_EQ(parsed.sink.diagnostics().size(), 101u);
  EXPECT_EQ(parsed.sink.diagnostics().back().code, diag::TooManyErrors.code);
}

}  // namespace
}  // namespace infra::syntax
