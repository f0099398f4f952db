// What people write on their first day, out of habit in another language: each is one error that says what to write
// here. A row is a program, the code, and words of the message, its help or its fix.
#include <gtest/gtest.h>

#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

struct Habit {
  const char* text;
  const char* code;
  const char* says;
};

const Habit kHabits[] = {
    // nothing, yes and no
    {"let x: String? = null", "E0201", "write `none`"},
    {"let x: String? = nil", "E0201", "write `none`"},
    {"let x: String? = undefined", "E0201", "write `none`"},
    {"let x: String? = None", "E0201", "write `none`"},
    {"let s: String? = none\nlet x = s == null", "E0201", "write `none`"},
    {"let x = True", "E0201", "write `true`"},
    {"let x = FALSE", "E0201", "write `false`"},
    {"let x = !yes", "E0201", "write `true`"},
    // operators and choices
    {"let x = true and false", "E0101", "write `&&`"},
    {"let x = true or false", "E0101", "write `||`"},
    {"let x = not true", "E0101", "write `!`"},
    {"let x = [not true]", "E0101", "write `!`"},
    {"let x = if true then 1 elif false then 2 else 3", "E0101", "write `else if`"},
    {"let x = if true then 1 elseif false then 2 else 3", "E0101", "write `else if`"},
    {"let x = if true then 1", "E0118", "`else none` where there is nothing"},
    {"let x = if (true) 1 else 2", "E0101", "write `then`"},
    {"let x = if true { 1 } else { 2 }", "E0101", "`if c then a else b`"},
    {"let x = true ? 1 : 2", "E0101", "`if c then a else b`"},
    {"let x = 1 <> 2", "E0116", "write `!=`"},
    {"let x = 1 === 2", "E0116", "write `==`"},
    {"let x = 1 !== 2", "E0116", "write `!=`"},
    {"let x = if 1 = 2 then 1 else 2", "E0116", "write `==`"},
    {"let x = 2 ** 3", "E0101", "`base.pow(exponent)`"},
    {"let x = 2 ^ 3", "E0108", "`base.pow(exponent)`"},
    {"let x = \"a\" + \"b\"", "E0303", "write `++`"},
    {"let x = match 1 { _ -> 3 }", "E0116", "write `=>`"},
    {"let x = match 1 { 1 => 2; _ => 3 }", "E0101", "write `,`"},
    {"let x = match 1 { 1 => 2 }", "E0307", "add an arm for the rest: `_ => …`"},
    // signs
    {"type T = { a = Int }", "E0116", "write `:`"},
    {"type T { a: Int }", "E0101", "a record type is `type Name = { … }`"},
    {"let r = { a: 1 }", "E0116", "write `=`"},
    {"param x Int = 3", "E0101", "write `:`"},
    {"param x = 3", "E0101", "a param says its type"},
    {"output x = 3", "E0101", "an output says its type"},
    {"let x = 1;", "E0101", "nothing ends with `;`"},
    {"# a comment\nlet x = 1", "E0108", "write `//`"},
    {"/* a comment */\nlet x = 1", "E0108", "begins with `//`"},
    {"-- a comment\n\nlet x = 1", "E0102", "begins with `//`"},
    {"let x = 'abc'", "E0108", "write it in `\"`"},
    {"let x = `abc`", "E0108", "write it in `\"`"},
    {"let y = 1\nlet x = ${y}", "E0108", "a value is named as it is"},
    {"let x = 10 GB", "E0101", "write `10GB`"},
    {"let x = 5 minutes", "E0101", "write `5m`"},
    {"let x = 10gb", "E0109", "write `GB`"},
    {"let x = .5", "E0101", "write `0.5`"},
    {"let x: Size = 1024", "E0301", "give it a unit"},
    {"enum E { a, b }\nlet x = E::a", "E0101", "write `.`"},
    {"enum E { a, b }\nlet x: E = \"a\"", "E0301", "write `.a`"},
    {"enum E { a = 1 }", "E0101", "a member is its name"},
    {"enum E { a | b }", "E0101", "write `,`"},
    // declarations
    {"var x = 1", "E0102", "named with `let`"},
    {"const x = 1", "E0102", "named with `let`"},
    {"def f(x): x + 1", "E0102", "`fn double(x: Int) -> Int = x * 2`"},
    {"function f(x) { return x }", "E0102", "`fn double(x: Int) -> Int = x * 2`"},
    {"fn f(x: Int) -> Int { x }", "E0101", "there are no blocks"},
    {"x = 1", "E0102", "`let x = …`"},
    {"if true { }", "E0102", "in its head"},
    {"variable \"x\" { default = 1 }", "E0102", "an input is a `param`"},
    {"terraform { }", "E0102", "`infra.toml`"},
    {"import std.data { Volume }\nresource \"Volume\" \"data\" { }", "E0122", "`resource data: Volume { … }`"},
    {"module m { source = \"./x\" }", "E0101", "a module is a file"},
    {"import std.net", "E0101", "`import std.net { Balancer }`"},
    // types
    {"param x: number = 1", "E0201", "write `Int`"},
    {"param x: string = \"a\"", "E0201", "write `String`"},
    {"param x: boolean = true", "E0201", "write `Bool`"},
    {"param x: Optional<String>", "E0201", "has a `?`"},
    {"param x: Array<String> = []", "E0201", "`List<String>`"},
    {"param x: object = {}", "E0201", "a record says its fields"},
    {"param x: any = 1", "E0201", "every value has a type"},
    {"param x: list(string) = []", "E0101", "stands in `< >`"},
    {"param x: String[] = []", "E0101", "write `List<String>`"},
    {"param x: Int where it > 0, it < 9", "E0101", "write `where`"},
    {"param x: Int where it > 0 : \"too small\"", "E0101", "write `else`"},
    {"param x: Int where it > 0 = 3", "E0101", "before the rules"},
    // functions and loops
    {"let x = upper(\"a\")", "E0201", "`x.upper()`"},
    {"let x = len([1])", "E0201", "`x.length`"},
    {"let x = cidrsubnet(\"10.0.0.0/8\", 8, 1)", "E0201", "`cidr.subnet(…)`"},
    {"let x = merge({}, {})", "E0201", "`x.merge(…)`"},
    {"let x = format(\"%s\", \"a\")", "E0201", "put into strings"},
    {"let x = range(3)", "E0201", "`0..n`"},
    {"let x = [i for i in 0..3]", "E0101", "the `for` comes first"},
    {"let x = [for a in [[1]]: for b in a: b]", "E0101", "[for y in x: y]].flatten()`"},
    {"let x = [for i in 0..3 => i]", "E0116", "write `:`"},
    {"let m: Map<String, Int> = { for k in [\"a\"]: k = 1 }", "E0101", "write `[k] =`"},
    {"let x = [1, 2].map(|x| x + 1)", "E0101", "`x => x + 1`"},
    {"let x = [1, 2].map(lambda y: y + 1)", "E0101", "`x => x + 1`"},
    {"let x = [1, 2].map(fn(y) { y + 1 })", "E0101", "`x => x + 1`"},
    {"let x = [1, 2].map(y -> y + 1)", "E0116", "write `=>`"},
    {"fn slug(self: String) -> String = self.lower()\nlet x = \"A\".slgu()", "E0230", "write `slug`"},
    // what others have as parts of a resource
    {"import std.data { Volume }\nresource d: Volume { count = 3 }", "E0213", "for i in 0..3"},
    {"import std.data { Volume }\nresource d: Volume { for_each = [\"a\"] }", "E0213", "for k, v in m"},
    {"import std.data { Volume }\nresource c: Volume { }\nresource d: Volume { depends_on = [c] }", "E0213",
     "with { after = [other] }"},
    {"import std.data { Volume }\nresource d: Volume { protect = true }", "E0213", "with { protect = … }"},
    {"import std.data { Volume }\nresource d: Volume { lifecycle = { } }", "E0213", "with { protect = true"},
    {"import std.data { Volume }\nresource d: Volume {} lifecycle { prevent_destroy = true }", "E0101",
     "behind `with`"},
    {"import std.host { File }\nresource f: File { path = \"/srv/f\", content = <<EOF\nhello\nEOF\n}", "E0101",
     "stands between `\"\"\"`"},
    {"check \"c\" { require not false }", "E0101", "write `!`"},
    {"import std.data { Volume }\nresource d: Volume { size = null }", "E0201", "write `none`"},
    {"let x = var.region", "E0201", "a param is its name alone"},
    {"let x = local.name", "E0201", "a `let` is its name alone"},
    {"let x = each.key", "E0201", "`for k, v in m`"},
    {"let x = [for h in existing: h]", "E0201", "`existing net: Network { … }`"},
    {"kind N: persistent via \"fake\" version 1 { find name: String? }\nexisting d: N for n in [\"a\"] { name = n }",
     "E0221", "`key n`"},
    {"param names: List<String> = []\nimport std.data { Volume }\nresource d: Volume for n in names { }", "E0221",
     "`key n`"},
    // what stands in quotes, and what does not
    {"param p: Port = \"443\"", "E0301", "write `443`"},
    {"param b: Bool = \"true\"", "E0301", "have no quotes"},
    {"param s: Size = \"20GiB\"", "E0301", "write `20GiB`"},
    {"param s: Size = \"1Gi\"", "E0301", "without quotes: `512MiB`"},
    {"param d: Duration = \"a while\"", "E0301", "without quotes: `30s`"},
    {"kind Net: immutable via \"fake\" version 1 {}\nkind On: immutable via \"fake\" version 1 { net: Net }\n"
     "resource net: Net {}\nresource b: On { net = \"net\" }",
     "E0301", "write `net`"},
    // calls
    {"type A = { name: String }\nparam xs: List<A> = []\nlet n = xs.map(.name)", "E0301", "write `x => x.name`"},
    // inputs
    {"kind On: immutable via \"fake\" version 1 { size: Int }\nresource b: On { size = 1, source = \"b\" }", "E0213",
     "it has `size`"},
    {"import std.compute { Archive }\nresource i: Archive { }", "E0214", "add `source = …`, an `Artifact`"},
    // maps, records, secrets
    {"let m = { a = 1 }\nlet x = m[\"a\"]", "E0319", "`let m: Map<String, Int> = …`"},
    {"param pw: Secret<String>\nlet env: Map<String, String> = { PW = pw }", "E0403", "`Map<String, Secret<String>>`"},
    {"param pw: Secret<String> = \"abc\"", "E0404", "`secret.env(\"NAME\")`"},
    {"let m: Map<String, String> = { A = 1 }", "E0301", "put it into a string"},
    {"let s: String? = none\nlet x = s.length", "E0306", "`(… ?? value).length`"},
};

TEST(Newcomers, AreToldWhatToWriteInOneError) {
  for (const Habit& habit : kHabits) {
    Outcome outcome = analyze(habit.text, {{}, {}, false});
    EXPECT_EQ(outcome.codes(), std::vector<std::string>{habit.code}) << habit.text << "\n" << outcome.report();
    EXPECT_NE(outcome.report().find(habit.says), std::string::npos) << habit.text << "\n" << outcome.report();
  }
}

}  // namespace
}  // namespace infra::test
