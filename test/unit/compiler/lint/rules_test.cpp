// What each rule finds, what its edit makes of it, and what it must leave alone.
#include <set>

#include <gtest/gtest.h>

#include "test/unit/compiler/lint/linted.h"

namespace infra::lint {
namespace {

using test::codes_in;
using test::fixed;

/// What is found, and what `--fix` makes of it.
struct Found {
  const char* code;
  const char* text;
  const char* mended;  ///< The same text where there is no edit.
};

constexpr const char* kEnum = "/// Where.\npub enum Site { east, west, north }\nparam site: Site\n";

const Found kFound[] = {
    {"L0010", "param a: Int\n", "param a: Int\n"},
    {"L0011", "let a = 1\n", "let a = 1\n"},
    {"L0012", "import std.net { Endpoint }\n", ""},
    {"L0012", "import std.net { Balancer, Endpoint }\noutput e: Endpoint = { host = \"h\", port = 1 }\n",
     "import std.net { Endpoint }\noutput e: Endpoint = { host = \"h\", port = 1 }\n"},
    {"L0012", "import std.net { Endpoint, Balancer }\noutput e: Endpoint = { host = \"h\", port = 1 }\n",
     "import std.net { Endpoint }\noutput e: Endpoint = { host = \"h\", port = 1 }\n"},
    {"L0013", "type Tags = List<String>\n", "type Tags = List<String>\n"},
    {"L0014", "output a: Int = let b = 1; 2\n", "output a: Int = 2\n"},
    {"L0014", "param p: Int?\noutput a: Int = match p { some(x) => 1, none => 0 }\n",
     "param p: Int?\noutput a: Int = match p { some(_) => 1, none => 0 }\n"},
    {"L0015", "let a = 1\noutput b: Int = let a = 2; a\noutput c: Int = a\n",
     "let a = 1\noutput b: Int = let a = 2; a\noutput c: Int = a\n"},
    {"L0015", "output b: Int = let a = 2; let a = a + 1; a\n", "output b: Int = let a = 2; let a = a + 1; a\n"},
    {"L0016", "output myPort: Int = 1\n", "output myPort: Int = 1\n"},
    {"L0016", "/// T.\npub type tags = List<String>\n", "/// T.\npub type tags = List<String>\n"},
    {"L0017", "pub let a = 1\n", "pub let a = 1\n"},
    {"L0017", "/// K.\npub kind K: pointer via \"x\" version 1 { a: Int }\n",
     "/// K.\npub kind K: pointer via \"x\" version 1 { a: Int }\n"},
    {"L0018", "let db_password = \"hunter2\"\noutput length: Int = db_password.length\n", nullptr},
    {"L0018", "output env: Map<String, String> = { DB_PASSWORD = \"hunter2\" }\n",
     "output env: Map<String, String> = { DB_PASSWORD = \"hunter2\" }\n"},
    {"L0018", "output env: Map<String, String> = { \"api-key\" = \"hunter2\" }\n",
     "output env: Map<String, String> = { \"api-key\" = \"hunter2\" }\n"},
    {"L0018", "output a: String = \"ghp_0123456789abcdefghijklmnopqrstuvwxyz\"\n",
     "output a: String = \"ghp_0123456789abcdefghijklmnopqrstuvwxyz\"\n"},
    {"L0019", "param n: Int\noutput a: Int = if true then n else 0\n", "param n: Int\noutput a: Int = n\n"},
    {"L0019", "param n: Int\noutput a: Int = 1 + (if false then n else n * 2)\n",
     "param n: Int\noutput a: Int = 1 + (n * 2)\n"},
    {"L0019", "param b: Bool\noutput a: Bool = b && true\n", "param b: Bool\noutput a: Bool = b\n"},
    {"L0019", "param b: Bool\noutput a: Bool = b && false\n", "param b: Bool\noutput a: Bool = b && false\n"},
    {"L0020", "param n: Int\noutput a: Bool = if n > 1 then true else false\n",
     "param n: Int\noutput a: Bool = n > 1\n"},
    {"L0020", "param n: Int\noutput a: Bool = if n > 1 then false else true\n",
     "param n: Int\noutput a: Bool = !(n > 1)\n"},
    {"L0021", "param b: Bool\noutput a: Int = if b then 1 + 2 else 1  +  2\n",
     "param b: Bool\noutput a: Int = 1 + 2\n"},
    {"L0022", "param b: Bool\noutput a: Bool = b == true\n", "param b: Bool\noutput a: Bool = b\n"},
    {"L0022", "param b: Bool\noutput a: Bool = false == b\n", "param b: Bool\noutput a: Bool = !b\n"},
    {"L0022", "param n: Int\noutput a: Bool = (n > 1) != true\n", "param n: Int\noutput a: Bool = !(n > 1)\n"},
    {"L0023", "param b: Bool\noutput a: Bool = !!b\n", "param b: Bool\noutput a: Bool = b\n"},
    {"L0023", "param n: Int\noutput a: Bool = !(n == 1)\n", "param n: Int\noutput a: Bool = n != 1\n"},
    {"L0023", "param n: Int\noutput a: Bool = !(n != 1) && n < 5\n",
     "param n: Int\noutput a: Bool = (n == 1) && n < 5\n"},
    {"L0024", "param n: Int\noutput a: Int = (n)\n", "param n: Int\noutput a: Int = n\n"},
    {"L0024", "param n: Int\noutput a: Int = ((n + 1))\n", "param n: Int\noutput a: Int = n + 1\n"},
    {"L0024", "param n: Int\noutput a: Int = if(n > 1)then 1 else 2\n",
     "param n: Int\noutput a: Int = if n > 1 then 1 else 2\n"},
    {"L0024", "param n: List<Int>\noutput a: Int = (n).length * 2\n",
     "param n: List<Int>\noutput a: Int = n.length * 2\n"},
    {"L0025", "param s: String\noutput a: String = \"${s}\"\n", "param s: String\noutput a: String = s\n"},
    {"L0025", "param s: String\noutput a: Int = \"${s ++ s}\".length\n",
     "param s: String\noutput a: Int = (s ++ s).length\n"},
    {"L0028", "import std.data { Volume }\nresource v: Volume {} with {}\n",
     "import std.data { Volume }\nresource v: Volume {}\n"},
    {"L0029", "param n: Int\noutput a: Bool = n  ==  n\n", "param n: Int\noutput a: Bool = n  ==  n\n"},
    {"L0030",
     "import std.net { Endpoint }\nimport std.net { Balancer }\noutput e: Endpoint = { host = \"h\", port = 1 }\n"
     "resource b: Balancer { listen = 1, backends = [] }\n",
     nullptr},
    {"L0031", "param xs: List<Int>\noutput a: List<Int> = [for x in xs: x]\n",
     "param xs: List<Int>\noutput a: List<Int> = xs\n"},
};

TEST(LintRules, FindWhatTheyAreFor) {
  for (const Found& found : kFound) {
    EXPECT_NE(codes_in(found.text).find(found.code), std::string::npos)
        << found.code << " in\n"
        << found.text << "found: " << codes_in(found.text);
  }
}

TEST(LintRules, EditsMendAndLeaveNothingOfTheirKind) {
  for (const Found& found : kFound) {
    if (!found.mended) continue;
    EXPECT_EQ(fixed(found.text), found.mended) << found.code;
  }
}

TEST(LintRules, FindArmsThatSayWhatTheRestSays) {
  std::string text = std::string(kEnum) + "output a: Int = match site { .east => 3, .west => 1, _ => 1 }\n";
  EXPECT_EQ(codes_in(text), "L0026");
  EXPECT_EQ(fixed(text), std::string(kEnum) + "output a: Int = match site { .east => 3, _ => 1 }\n");
}

TEST(LintRules, FindResourcesNumberedByPosition) {
  std::string head =
      "import std.host { File }\n/// S.\npub type Site = { name: String, text: String }\nparam sites: List<Site>\n";
  EXPECT_EQ(
      codes_in(head + "resource f: File for i in 0..sites.length { path = \"/x/${sites[i].name}\", content = \"\" }\n"),
      "L0027");
  EXPECT_EQ(
      codes_in(head + "resource f: File for s in sites key s.name { path = \"/x/${s.name}\", content = s.text }\n"),
      "");
  // A count is a count.
  EXPECT_EQ(codes_in(head + "resource f: File for i in 0..sites.length { path = \"/x/${i}\", content = \"\" }\n"), "");
}

TEST(LintRules, FindFilesThatAreTooLong) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "// a line\n";
  EXPECT_EQ(codes_in(text + "output a: Int = 1\n"), "L0032");
  EXPECT_EQ(codes_in("// infra: allow L0032: a table\n" + text + "output a: Int = 1\n"), "");
}

TEST(LintRules, LeaveAloneWhatOnlyLooksAlike) {
  const char* kFine[] = {
      "param _old: String\n",
      "let _spare = 1\n",
      // Used in a `where`, in a head, as a type, with a dot, in an interpolation.
      "param n: Int\nparam m: Int where it > n\noutput a: Int = m\n",
      "param n: Int\noutput a: List<Int> = [for i in 0..n: i]\n",
      "param n: Int\noutput a: String = \"${n}\"\n",
      "import std.net { Endpoint }\nparam e: Endpoint\noutput h: String = e.host\n",
      // A loop may run for its count.
      "param n: Int\noutput a: List<Int> = [for i in 0..n: 1]\n",
      // An output has a namespace of its own.
      "output a: Int = let a = 1; a\n",
      // The right side does not see the entries.
      "param cidr: String\noutput r: Map<String, String> = { cidr = cidr }\n",
      // Names that only sound like secrets, and secrets that are not there.
      "output env: Map<String, String> = { TOKEN_URL = \"https://x/\", PASSWORD_FILE = \"/run/p\", SECRET = \"\" }\n",
      "param password: Secret<String>\noutput p: Secret<String> = password\n",
      "output a: String = \"ghp_is_how_tokens_begin\"\n",
      // What can be absent.
      "param b: Bool?\noutput a: Bool = b == true\n",
      // An operand needs its parentheses, and several lines may have them.
      "param n: Int\noutput a: Int = (n + 1) * 2\n",
      "param n: Int\noutput a: Int = -(n + 1)\n",
      "param n: List<Int>\noutput a: Int = (n ++ n).length\n",
      "param n: Int\noutput a: Int = (\n  n + 1\n)\n",
      "param n: Int\noutput a: Int = 1 + (if n > 1 then 2 else 3)\n",
      "param b: Bool\nparam c: Bool\noutput a: Bool = (b == c) == (c == b)\n",
      // It makes a string of something, reads one as something, or is a key.
      "param n: Int\noutput a: String = \"${n}\"\n",
      "param s: String\noutput a: Url = \"${s}\"\n",
      "param s: String\noutput a: Map<String, Int> = { \"${s}\" = 1 }\n",
      // A list of what is none.
      "param n: Int\noutput a: List<Int> = [for i in 0..n: i]\n",
      "param m: Map<String, Int>\noutput a: List<Int> = [for v in m: v]\n",
      "param xs: List<Int>\noutput a: List<Int> = [for x in xs if x > 1: x]\n",
      "param n: Int\noutput a: Int = if n > 1 then n else n + 1\n",
      "param n: Int\noutput a: Bool = !(n < 1)\n",
  };
  for (const char* text : kFine) {
    LintResult result = lint(test::LintCase(text).request);
    EXPECT_EQ(test::codes_of(result), "") << text;
  }
  std::string head = kEnum;
  EXPECT_EQ(codes_in(head + "output a: Int = match site { .east => 1, .west => 3, _ => 1 }\n"), "");
}

TEST(LintRules, SayNothingOfAFileWithErrors) {
  LintResult result = lint(test::LintCase("let a = 1\noutput b: Int = nope\n").request);
  EXPECT_TRUE(result.has_errors);
  EXPECT_EQ(test::codes_of(result), "E0201");
}

TEST(LintRules, HaveEachACodeANameAndASummary) {
  std::set<std::string_view> codes, names;
  for (const RuleInfo& rule : rules()) {
    EXPECT_TRUE(codes.insert(rule.code).second) << rule.code;
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    EXPECT_FALSE(rule.summary.empty());
    EXPECT_GE(rule.code, "L0010");
  }
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
}

}  // namespace
}  // namespace infra::lint
