// The language by its rules, each with the smallest program that keeps it or breaks it. Read beside docs/language.md: a rule
// that is missing here is a rule that nobody looks after.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

/// What resources the programs that say `Disk`, `App` or `Front` have.
const std::string kKinds =
    "kind Disk: persistent via \"fake\" version 1 { size: Size, find name: String? } -> { path: Path }\n"
    "kind App: immutable via \"fake\" version 1 {\n  image: String, count: Int = 1, env: Map<String, Secret<String>> = "
    "{}\n"
    "  near: App?, unique port: Port?, data: Disk?\n} -> { url: Url, n: Int }\n"
    "kind Front: pointer via \"fake\" version 1 { points to: List<App> }\n";

struct Rule {
  const char* rule;
  const char* program;
  const char* codes;  ///< Of what it says, in order of the places; empty: the program is fine.
  bool has_kinds = false;
};

const Rule kRules[] = {
    {"declarations stand in any order", "let a = b + 1\nlet b = 1", ""},
    {"outputs have a namespace of their own", "let db = 1\noutput db: Int = db", ""},
    {"in an entry the right side never sees the entries", "let cidr = 2\nlet r = { cidr = cidr, x = cidr }", ""},
    {"`pub` exports fn, type, enum, kind, let, policy",
     "pub fn f() -> Int = 1\npub type T = Int\npub enum E { a }\npub let l = 1\npub kind K: singleton via \"x\" "
     "version 1 { }\npub policy p on k: K { require true }",
     ""},
    {"`pub` on a param means nothing", "pub param x: Int", "E0123"},
    {"`pub` on a resource means nothing", "pub resource d: Disk { size = 1GiB }", "E0123", true},
    {"braces are always a record or a map", "let x = { a = 1 }", ""},
    {"`if` always has an `else`", "let x = if true then 1", "E0118"},
    {"`else if` chains", "let x = if true then 1 else if false then 2 else 3", ""},
    {"`let x = a; b` is an expression", "let x = let y = 1; y + 1", ""},
    {"an operand `if` needs parentheses", "let x = 1 + if true then 1 else 2", "E0120"},
    {"an operand `let` needs parentheses", "let x = 1 + let y = 1; y", "E0120"},
    {"an operand lambda needs parentheses", "let x = 1 + y => y", "E0120"},
    {"arms have no guards", "let x = match 1 { n if n > 0 => 1, _ => 2 }", "E0101"},
    {"in a check `let` is a statement without `;`", "check \"c\" { let x = 1 require x == 1 }", ""},
    {"`plan { }` stands only in tests", "let x = plan { }", "E0101"},
    {"elsewhere `plan` is a name", "let plan = 1\nlet x = plan + 1", ""},
    {"a comma is required in lists", "let x = [1 2]", "E0117"},
    {"commas are optional between entries", "let x = { a = 1 b = 2 }", ""},
    {"commas are optional between fields and members", "type T = { a: Int b: Int }\nenum E { a b }", ""},
    {"a comma is required before a computed key", "let k = \"k\"\nlet m: Map<String, Int> = { a = 1 [k] = 2 }",
     "E0117"},
    {"a trailing comma is fine", "let x = [1, 2,]\nlet y = { a = 1, }", ""},
    {"keys in quotes, interpolated, computed",
     "let k = \"k\"\nlet m: Map<String, Int> = { \"any-key\" = 1, \"${k}\" = 2, [\"z\"] = 3 }", ""},
    {"duplicate entries are errors", "let m: Map<String, Int> = { a = 1, a = 2 }", "E0215"},
    {"duplicate computed keys are errors", "let k = \"a\"\nlet m: Map<String, Int> = { a = 1, [k] = 2 }", "E0310"},
    {"an argument takes `:`", "enum E { a(x: Int) }\nlet e: E = .a(x = 1)", "E0116"},
    {"an entry takes `=`", "let r = { a: 1 }", "E0116"},
    {"`.member` where the enum is expected", "enum E { a, b }\nlet e: E = .a", ""},
    {"`Enum.member` anywhere", "enum E { a, b }\nlet e = E.a", ""},
    {"in a pattern a bare name binds", "let x = match 3 { n => n + 1 }", ""},
    {"`some` and `none` match a `T?`", "param x: Int?\nlet y = match x { some(v) => v, none => 0 }", ""},
    {"words of the grammar are plain names",
     "let key = 1\nlet version = key\nlet on = version\nlet type = on\nlet kind = type", ""},
    {"reserved words cannot be names", "let match = 1", "E0127"},
    {"a reserved word is a name as key, field, member, label",
     "type T = { if: Int, for: Int }\nlet t: T = { if = 1, for = 2 }\nlet u = t.if + t.for\nenum E { in, let(else: "
     "Int) }\nlet e: E = .let(else: 1)",
     ""},
    {"after an unfinished `.` a declaration is one", "let x = 1.\nlet y = 2", "E0101"},
    {"`where` follows the default and may repeat", "param n: Int = 3 where it > 0 where it < 9 else \"nine\"", ""},
    {"inside `< >` `where` is in parentheses", "param n: List<(Int where it > 0)> = [1]", ""},
    {"without them it is an error", "param n: List<Int where it > 0> = [1]", "E0101"},
    {"a `type` needs no parentheses for its rules", "type C = Int where it > 0 else \"one\"\nlet c: C = 0", "E0311"},
    {"what a member carries may have rules", "enum E { a(x: Int where it > 0) }\nlet e: E = .a(x: 0)", "E0311"},
    {"`where` binds after a whole union", "param x: Ip | Url = \"10.0.0.1\" where true", ""},
    {"`fn(T) -> U?` returns `U?`", "fn f(g: fn(Int) -> Int?) -> Int = g(1) ?? 2\nlet x = f(n => none)", ""},
    {"numbers with underscores, sizes, durations, raw and block strings, ranges, spreads, dates",
     "let a = 1_000\nlet b = 1.5GiB\nlet c = 5m\nlet d = r\"raw\"\nlet e = \"\"\"\n  text\n  \"\"\"\nlet f = "
     "\"\\${\"\nlet g = 0..3\nlet h = 1..=3\nlet i = [...[1], ...[2]]\nlet j = 1.0\nlet k = 2027-01-31",
     ""},
    {"a Size is a whole number of bytes", "let x = 1.0001KiB", "E0111"},
    {"a number that touches a letter is one bad token", "let x = 12abc", "E0109"},
    {"a string has no newline", "let x = \"a\nb\"", "E0107"},
    {"a string where a Regex is expected is one", "let x: Regex = \"[\"", "E0320"},
    {"comparisons do not chain", "let x = 1 < 2 < 3", "E0119"},
    {"`==` does not chain", "let x = 1 == 1 == true", "E0119"},
    {"ranges do not chain", "let x = 1..2..3", "E0119"},
    {"`??` beside `&&` needs parentheses", "param a: Bool?\nlet x = a ?? true && false", "E0120"},
    {"`??` beside a comparison needs parentheses", "param a: Int?\nlet x = a ?? 1 < 2", "E0120"},
    {"`!x in y` needs parentheses", "let x = !1 in [1]", "E0120"},
    {"`>=` that would close a type", "param x: List<Int>= []", "E0121"},
    {"precedence: `*` before `+`, `..` after, comparison after that",
     "check \"p\" { require 1 + 2 * 3 == 7 require 2 in 1..1 + 2 require -2 * 3 == -6 }", ""},
    {"under a `for` over a range the name is a list",
     "resource d: Disk for i in 0..2 { size = 1GiB }\nlet l: List<Disk> = d", "", true},
    {"a range must begin at 0 unless it has a key", "resource d: Disk for i in 1..3 { size = 1GiB }", "E0221", true},
    {"over a list of records it needs a key", "let xs = [{ n = \"a\" }]\nresource d: Disk for x in xs { size = 1GiB }",
     "E0221", true},
    {"with a key it is a map",
     "let xs = [{ n = \"a\" }]\nresource d: Disk for x in xs key x.n { size = 1GiB }\nlet m: Map<String, Disk> = d", "",
     true},
    {"over a map the key is the map's",
     "let m: Map<String, Size> = { a = 1GiB }\nresource d: Disk for k, v in m { size = v }\nlet n: Map<String, Disk> = "
     "d",
     "", true},
    {"a map takes no key", "let m: Map<String, Size> = { a = 1GiB }\nresource d: Disk for k, v in m key k { size = v }",
     "E0222", true},
    {"a set of strings is its own key", "let s: Set<String> = [\"a\"]\nresource d: Disk for x in s { size = 1GiB }", "",
     true},
    {"`if` filters and sees the variable",
     "let s: Set<String> = [\"a\", \"b\"]\nresource d: Disk for x in s if x != \"a\" { size = 1GiB }", "", true},
    {"two items with one key", "resource d: Disk for x in [\"a\", \"a\"] key x { size = 1GiB }", "E0310", true},
    {"`if` makes it optional", "param on: Bool = true\nresource d: Disk if on { size = 1GiB }\nlet o: Disk? = d", "",
     true},
    {"`with` takes its settings",
     "resource a: App { image = \"x\" } with { protect = true, timeout = 5m, retain = 1, ignore = [\"image\"] }", "",
     true},
    {"`with` takes nothing else", "resource d: Disk { size = 1GiB } with { colour = 1 }", "E0224", true},
    {"`after` takes resources",
     "resource d: Disk { size = 1GiB }\nresource e: Disk { size = 1GiB } with { after = [d] }", "", true},
    {"`ignore` names inputs", "resource d: Disk { size = 1GiB } with { ignore = [\"colour\"] }", "E0211", true},
    {"`existing` finds by fields marked `find`", "existing d: Disk { name = \"n\" }", "", true},
    {"and by no other", "existing d: Disk { size = 1GiB }", "E0250", true},
    {"what exists gives deferred values",
     "existing d: Disk { name = \"n\" }\nresource e: Disk if d.path == \"/x\" { size = 1GiB }", "E0401", true},
    {"`existing` may be optional", "existing d: Disk? { name = \"n\" }\nlet o: Disk? = d", "", true},
    {"`renamed a to b`", "resource e: Disk { size = 1GiB }\nrenamed d to e", "", true},
    {"a name that nothing has now", "renamed d to e", "E0260", true},
    {"a kind declares one lifecycle", "kind K: immortal via \"x\" version 1 { }", "E0223"},
    {"a `unique` field of an immutable kind cannot be fixed", "resource a: App { image = \"x\", port = 80 }", "E0226",
     true},
    {"only a pointer points", "kind K: immutable via \"x\" version 1 { points to: List<K> }", "E0266"},
    {"edges mark references", "kind K: persistent via \"x\" version 1 { contains n: Int }", "E0227"},
    {"a cycle between resources is an error",
     "resource a: App { image = \"x\", near = b }\nresource b: App { image = \"x\", near = a }", "E0220", true},
    {"a `points` field closes no cycle",
     "kind A: immutable via \"x\" version 1 { front: F }\nkind F: pointer via \"x\" version 1 { points to: List<A> "
     "}\nresource a: A { front = f }\nresource f: F { to = [a] }",
     ""},
    {"the schema of a provider must be known", "import hashicorp.aws as aws\nprovider eu: aws { region = \"eu\" }",
     "E0255"},
    {"a refinement fits its base", "type C = Int where it > 0\nlet c: C = 1\nlet n: Int = c", ""},
    {"`T` fits its `T?`", "let a: Int = 1\nlet b: Int? = a", ""},
    {"`T` fits an input `Secret<T>`", "resource a: App { image = \"x\", env = { A = \"plain\" } }", "", true},
    {"but not another secret", "let s: Secret<String> = \"x\"", "E0404"},
    {"a member fits its union", "let a: Ip = \"10.0.0.1\"\nlet u: Ip | Bool = a", ""},
    {"collections are covariant", "let a: List<Int> = [1]\nlet b: List<Int?> = a", ""},
    {"functions are contravariant in parameters",
     "fn f(g: fn(Int) -> Int) -> Int = g(1)\nfn h(x: Int?) -> Int = x ?? 0\nlet y = f(h)", ""},
    {"`Port` is 1 to 65535", "let p: Port = 65536", "E0312"},
    {"types are not recursive", "type T = { next: T? }", "E0225"},
    {"a string is read as what is expected", "let a: Ip = \"10.0.0.300\"", "E0320"},
    {"of the other operand of `==`", "param a: Ip\nlet x = a == \"nowhere\"", "E0320"},
    {"a brace literal is a record unless a Map is expected", "let r = { a = 1 }\nlet x = r[\"a\"]", "E0319"},
    {"an extra field", "type T = { a: Int }\nlet t: T = { a = 1, b = 2 }", "E0213"},
    {"a missing field", "type T = { a: Int, b: Int }\nlet t: T = { a = 1 }", "E0214"},
    {"defaults of a record type apply to literals", "type T = { a: Int, b: Int = 2 }\nlet t: T = { a = 1 }", ""},
    {"a list literal where a Set is expected", "let s: Set<Int> = [1, 2]", ""},
    {"duplicates are errors", "let s: Set<Int> = [1, 1]", "E0329"},
    {"`T?` must be handled", "param x: Int?\nlet y = x + 1", "E0306"},
    {"`?.` passes `none` on", "type S = { n: Int }\nparam s: S?\nlet n: Int? = s?.n", ""},
    {"`m[k]` is a `T`", "let m: Map<String, Int> = { a = 1 }\nlet x: Int = m[\"a\"]", ""},
    {"and a missing key an error", "let m: Map<String, Int> = { a = 1 }\nlet x = m[\"b\"]", "E0324"},
    {"`m.get(k)` is a `T?`", "let m: Map<String, Int> = { a = 1 }\nlet x: Int? = m.get(\"b\")", ""},
    {"`where` names other params", "param a: Duration = 30s\nparam b: Duration = 60s where it > a else \"longer\"", ""},
    {"and is checked after folding", "param a: Duration = 30s\nparam b: Duration = 10s where it > a else \"longer\"",
     "E0311"},
    {"`where` names other fields", "type T = { a: Int, b: Int where it > a }\nlet t: T = { a = 2, b = 1 }", "E0311"},
    {"a default uses params, lets and fns",
     "fn f(x: Int) -> Int = x + 1\nlet l = 1\nparam a: Int = 1\nparam b: Int = f(a) + l", ""},
    {"a default never uses a resource", "resource a: App { image = \"x\" }\nparam u: Url = a.url", "E0229", true},
    {"not through a let either", "resource a: App { image = \"x\" }\nlet l = a.url\nparam u: Url = l", "E0229", true},
    {"cycles of defaults are errors", "param a: Int = b\nparam b: Int = a", "E0219"},
    {"overflow is an error", "let x = 9223372036854775807 + 1", "E0321"},
    {"division truncates", "check \"d\" { require -7 / 2 == -3 }", ""},
    {"division by zero", "let x = 1 / 0", "E0322"},
    {"an Int literal where a Float is expected is one", "let x: Float = 1", ""},
    {"NaN is an error", "let x = 0.0 / 0.0", "E0322"},
    {"`Size * Int`, `Size / Int`, `Size / Size`",
     "let a: Size = 2GiB * 3\nlet b: Size = 2GiB / 2\nlet c: Int = 2GiB / 1GiB\nlet d: Duration = 2m * 3", ""},
    {"Size and Int do not mix", "let x = 1GiB + 1", "E0303"},
    {"identifiers are NFC", "let café = 1", "E0115"},
    {"results are deferred and lift", "resource a: App { image = \"x\" }\noutput u: String = \"see ${a.url}/\"", "",
     true},
    {"a list of deferred items has a known length",
     "resource a: App for i in 0..2 { image = \"x\" }\nresource d: Disk for i in 0..[for x in a: x.url].length { size "
     "= 1GiB }",
     "", true},
    {"a filter on a deferred condition has not",
     "resource a: App for i in 0..2 { image = \"x\" }\nresource d: Disk for i in 0..[for x in a if x.n > 1: "
     "x.url].length { size = 1GiB }",
     "E0401", true},
    {"a `for` must be known", "resource a: App { image = \"x\" }\nresource d: Disk for i in 0..a.n { size = 1GiB }",
     "E0401", true},
    {"an `if` must be known", "resource a: App { image = \"x\" }\nresource d: Disk if a.n > 1 { size = 1GiB }", "E0401",
     true},
    {"anything computed from a secret is secret", "param s: Secret<String>\noutput x: String = s.upper()", "E0403"},
    {"equality too", "param s: Secret<String>\noutput x: Bool = s == \"a\"", "E0403"},
    {"length too", "param s: Secret<String>\noutput x: Int = s.length", "E0403"},
    {"a secret decides no shape", "param s: Secret<Bool>\nresource d: Disk if s { size = 1GiB }", "E0402", true},
    {"it enters only what accepts it", "param s: Secret<String>\nresource a: App { image = s }", "E0403", true},
    {"an output of it may be", "param s: Secret<String>\noutput o: Secret<String> = s", ""},
    {"`where` sees the inside", "param s: Secret<String> where it.length >= 12", ""},
    {"no recursion", "fn f(n: Int) -> Int = f(n - 1)", "E0233"},
    {"a function whose first parameter is `self` is called with a dot",
     "fn twice(self: Int) -> Int = self * 2\nlet x = 3.twice()", ""},
    {"and only so", "fn twice(self: Int) -> Int = self * 2\nlet x = twice(3)", "E0235"},
    {"fields win over methods",
     "fn a(self: { a: Int }) -> Int = 9\nlet r = { a = 1 }\ncheck \"c\" { require r.a == 1 }", ""},
    {"argument-free builtins take no parentheses", "let x = \"a\".length()", "E0309"},
    {"`first` takes a function all the same",
     "let disks = [{ at = \"a\", data = false }, { at = \"b\", data = true }]\n"
     "check \"c\" { require disks.first(d => d.data)?.at == \"b\" && disks.first?.at == \"a\" }",
     ""},
    {"a function of items", "let x = [1].first(\"a\")", "E0301"},
    {"builtins cannot be shadowed", "fn upper(self: String) -> String = self\nlet x = \"a\".upper()", "E0203"},
    {"three reads: `file`, `embed`", "let a = file(\"f\")\nlet s: Size = a.size\nlet t: String = embed(\"f\")", ""},
    {"never outside of the package", "let a = file(\"../f\")", "E0053"},
    {"generic functions",
     "fn first<T>(xs: List<T>, other: T) -> T = xs.first ?? other\nlet a: Int = first([1], 2)\nlet b: String = "
     "first([\"a\"], \"b\")",
     ""},
    {"generic types",
     "type Pair<A, B> = { first: A, second: B }\nlet p: Pair<Int, String> = { first = 1, second = \"b\" }", ""},
    {"exhaustive match", "enum E { a, b }\nparam e: E\nlet x = match e { .a => 1 }", "E0307"},
    {"policies need an `else`-less require", "policy p on d: Disk { require d.size > 0B }\nenforce p", "", true},
    {"a policy that fails",
     "resource d: Disk { size = 1GiB }\npolicy p on d: Disk { require d.size > 2GiB else \"small\" }\nenforce p",
     "E0407", true},
    {"a waiver of at most 180 days",
     "resource d: Disk { size = 1GiB }\npolicy p on d: Disk { require d.size > 2GiB else \"small\" }\nenforce p\nwaive "
     "p on d by \"a\" from 2026-01-01 until 2027-01-01 because \"b\"",
     "E0407 E0408", true},
    {"a waiver that waives nothing",
     "resource d: Disk { size = 1GiB }\npolicy p on d: Disk { require d.size > 0B }\nenforce p\nwaive p on d by \"a\" "
     "from 2026-01-01 until 2026-02-01 because \"b\"",
     "W0410", true},
    {"no argument can satisfy", "param n: Int where it > 5 where it < 3", "E0311"},
    {"a check of the whole", "check \"c\" { require 1 == 2 else \"no\" }", "E0406"},
    {"`limit`", "limit { removals = 3 }", ""},
    {"tests have `plan` and `expect`",
     "param n: Int where it > 0\ntest \"t\" { let p = plan { n = 1 } expect p.n == 1 }\ntest \"u\" { expect plan { n = "
     "0 } fails E0311 }\noutput n: Int = n",
     ""},
};

TEST(Language, KeepsItsRules) {
  for (const Rule& rule : kRules) {
    Outcome outcome =
        analyze({{"app.infra", (rule.has_kinds ? kKinds : "") + rule.program}, {"f", "text"}}, {{}, {}, false});
    std::string codes;
    for (const std::string& code : outcome.codes()) codes += (codes.empty() ? "" : " ") + code;
    EXPECT_EQ(codes, rule.codes) << rule.rule << "\n" << rule.program << "\n" << outcome.report();
  }
}

}  // namespace
}  // namespace infra::test
