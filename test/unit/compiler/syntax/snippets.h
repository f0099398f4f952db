// Texts of the language and what they mean, as shapes: `binary + (int 1) (int 2)`. They serve several tests: reading,
// the scanner against its reference, and the grammar's promise that it is never ambiguous.
#pragma once

#include <string_view>

namespace infra::syntax {

struct Snippet {
  std::string_view text;
  std::string_view shape;
};

/// What may stand behind `let x =`.
inline constexpr Snippet kExpressions[] = {
    // literals
    {"none", "none"},
    {"true", "true"},
    {"false", "false"},
    {"1_000", "int 1000"},
    {"9223372036854775807", "int 9223372036854775807"},
    {"-9223372036854775808", "int -9223372036854775808"},
    {"-5", "unary - (int 5)"},
    {"1.5", "float 1.5"},
    {"20GiB", "size 21474836480"},
    {"1.5GiB", "size 1610612736"},
    {"0.5KiB", "size 512"},
    {"3kB", "size 3000"},
    {"512B", "size 512"},
    {"5m", "duration 300000ms"},
    {"1.5s", "duration 1500ms"},
    {"250ms", "duration 250ms"},
    {"2h", "duration 7200000ms"},
    {"1d", "duration 86400000ms"},
    {"2w", "duration 1209600000ms"},
    {"2027-01-31", "date 2027-01-31"},
    // strings
    {R"("")", R"(string "")"},
    {R"("a\n\t\r\"\\\$\u{1F600}")", "string \"a\\n\\t\\x0d\"\\$😀\""},
    {R"("costs 5$ and $$")", R"(string "costs 5$ and $$")"},
    {R"("\${x}")", R"(string "${x}")"},
    {R"("{x} $ {y}")", R"(string "{x} $ {y}")"},
    {R"(r"^v\d+$")", R"(string "^v\d+$")"},
    {R"("${x}")", "interpolation (name x)"},
    {R"("a-${x}-${y.z}")", R"(interpolation (text "a-") (name x) (text "-") (field .z (name y)))"},
    {R"("$${x}$")", R"(interpolation (text "$") (name x) (text "$"))"},
    {R"("${ { a = 1 } }")", "interpolation (braces (entry a (int 1)))"},
    {R"("${"in ${"side"}"}")", R"(interpolation (interpolation (text "in ") (string "side")))"},
    {"\"\"\"\n  one\n    two\n  \"\"\"", "string \"one\\n  two\""},
    {"\"\"\"\n  a ${x} \"q\"\n\n  b\n  \"\"\"", R"(interpolation (text "a ") (name x) (text " "q"\n\nb"))"},
    {"\"\"\"\n\"\"\"", R"(string "")"},
    // names and members
    {"environment", "name environment"},
    {"größe", "name größe"},
    {"type", "name type"},
    {"key.version", "field .version (name key)"},
    {"a.in.match", "field .match (field .in (name a))"},
    {".prod", "member .prod"},
    {".none", "member .none"},
    {".http(port: 8080, path: \"/\")", R"(member .http(…) (port: int 8080) (path: string "/"))"},
    {".now()", "member .now(…)"},
    {"Environment.prod", "field .prod (name Environment)"},
    // calls and indexes
    {"f()", "call (name f)"},
    {"f(1, b: 2,)", "call (name f) (int 1) (b: int 2)"},
    {"f(if: 1)", "call (name f) (if: int 1)"},
    {"a.b(c)[0].d", "field .d (index (call (field .b (name a)) (name c)) (int 0))"},
    {"m[\"k\"]", R"(index (name m) (string "k"))"},
    {"a\n  .b", "field .b (name a)"},
    // operators
    {"1 + 2 * 3", "binary + (int 1) (binary * (int 2) (int 3))"},
    {"1 - 2 - 3", "binary - (binary - (int 1) (int 2)) (int 3)"},
    {"(1 + 2) * 3", "binary * (paren (binary + (int 1) (int 2))) (int 3)"},
    {"a ++ b ++ c", "binary ++ (binary ++ (name a) (name b)) (name c)"},
    {"-a.b * 2 % 3 / 4", "binary / (binary % (binary * (unary - (field .b (name a))) (int 2)) (int 3)) (int 4)"},
    {"0..n - 1", "binary .. (int 0) (binary - (name n) (int 1))"},
    {"it in 1..=64", "binary in (name it) (binary ..= (int 1) (int 64))"},
    {"a < b == c > d", "binary == (binary < (name a) (name b)) (binary > (name c) (name d))"},
    {"a <= b && c >= d || !e",
     "binary || (binary && (binary <= (name a) (name b)) (binary >= (name c) (name d))) (unary ! (name e))"},
    {"a != b", "binary != (name a) (name b)"},
    {"a ?? b ?? c", "binary ?? (binary ?? (name a) (name b)) (name c)"},
    {"(a ?? b) == c", "binary == (paren (binary ?? (name a) (name b))) (name c)"},
    {"!(x in y)", "unary ! (paren (binary in (name x) (name y)))"},
    {"!!a", "unary ! (unary ! (name a))"},
    // control
    {"if a then 1 else 2", "if (name a) (then int 1) (else int 2)"},
    {"if a then 1 else if b then 2 else 3 + 4",
     "if (name a) (then int 1) (else if (name b) (then int 2) (else binary + (int 3) (int 4)))"},
    {"let a = 1; a + 1", "let a (int 1) (body binary + (name a) (int 1))"},
    {"let a = 1; let b = 2; b", "let a (int 1) (body let b (int 2) (body name b))"},
    {"match x { .a => 1, .b(p, n: q) => 2, some(v) => v, none => 3, _ => 4 }",
     "match (name x) (arm (pattern .a) (int 1)) (arm (pattern .b(…) (pattern p) (n: pattern q)) (int 2)) (arm (pattern "
     "some (pattern v)) (name v)) (arm (pattern none) (int 3)) (arm (pattern _) (int 4))"},
    {"match x { -1 => 1, 1.5 => 2, \"s\" => 3, true => 4, 2027-01-31 => 5, -5m => 6, y => 7 }",
     "match (name x) (arm (pattern int -1) (int 1)) (arm (pattern float 1.5) (int 2)) (arm (pattern string \"s\") (int "
     "3)) (arm (pattern true) (int 4)) (arm (pattern date 2027-01-31) (int 5)) (arm (pattern unary - (duration "
     "300000ms)) (int 6)) (arm (pattern y) (int 7))"},
    {"match x {}", "match (name x)"},
    // lists
    {"[]", "list"},
    {"[1, 2, 3,]", "list (int 1) (int 2) (int 3)"},
    {"[.hkg, .tyo]", "list (member .hkg) (member .tyo)"},
    {"[for a in app: a.url]", "comprehension (for a (in name app)) (value field .url (name a))"},
    {"[for k, v in m if v > 1: k]",
     "comprehension (for k v (in name m) (if binary > (name v) (int 1))) (value name k)"},
    // braces
    {"{}", "braces"},
    {"{ a = 1, b = 2 }", "braces (entry a (int 1)) (entry b (int 2))"},
    {"{ a = 1 b = 2\n c = 3, }", "braces (entry a (int 1)) (entry b (int 2)) (entry c (int 3))"},
    {"{ for = 1, type = 2, if = 3 }", "braces (entry for (int 1)) (entry type (int 2)) (entry if (int 3))"},
    {"{ a = x in = 3 }", "braces (entry a (name x)) (entry in (int 3))"},
    {R"({ "a-b" = 1 "${k}" = 2 })",
     R"(braces (entry (key string "a-b") (int 1)) (entry (key interpolation (name k)) (int 2)))"},
    {"{ [k] = 1, [l] = 2, c = 3 }",
     "braces (entry (computed key name k) (int 1)) (entry (computed key name l) (int 2)) (entry c (int 3))"},
    {"{ a = x, [k] = 3 }", "braces (entry a (name x)) (entry (computed key name k) (int 3))"},
    // comments
    {"1 // one\n + 2 //// two", "binary + (int 1) (int 2)"},
};

/// Whole declarations.
inline constexpr Snippet kDeclarations[] = {
    {"import std.net { Balancer }", "import std.net { Balancer }"},
    {"import std.net { Balancer, Endpoint, }", "import std.net { Balancer, Endpoint }"},
    {"import \"./shop.infra\" as shop", "import \"./shop.infra\" as shop"},
    {"import \"./x.infra\" as type", "import \"./x.infra\" as type"},
    {"param a: Int", "param a: Int"},
    {"param type: Port? = none", "param type: Port? (default none)"},
    {"param a: Int = 1 where it > 0 where it < 9 else \"small\"",
     "param a: Int (default int 1) (where (binary > (name it) (int 0))) (where (binary < (name it) (int 9)) (else "
     "string \"small\"))"},
    {"param a: Map<String, List<Secret<String>>>?", "param a: Map<String, List<Secret<String>>>?"},
    {"param a: shop.Tags", "param a: shop.Tags"},
    {"param a: { x: Int, y: Int = 2 }", "param a: {…} (field x: Int) (field y: Int (default int 2))"},
    {"pub let a: Int = 3", "pub let a: Int (int 3)"},
    {"let output = 3", "let output (int 3)"},
    {"type T = { a: Int b: { c: String? } in: Int }",
     "type T = {…} (field a: Int) (field b: {…} (field c: String?)) (field in: Int)"},
    {"pub type Tags = Map<String, String>", "pub type Tags = Map<String, String>"},
    {"type T = { a: Bool = b where: Int }", "type T = {…} (field a: Bool (default name b)) (field where: Int)"},
    {"type T = {}", "type T = {}"},
    {"pub enum E { dev, staging prod }", "pub enum E (member dev) (member staging) (member prod)"},
    {"enum Health { http(path: Path, port: Port?), tcp(Port), none, in(Int) }",
     "enum Health (member http(…) (field path: Path) (field port: Port?)) (member tcp(…) (field Port)) (member none) "
     "(member in(…) (field Int))"},
    {"enum E {}", "enum E"},
    {"pub kind K: immutable via \"p\" version 2 { unique port: Port? points to: List<E> contains net: N reaches db: D, "
     "unique: Bool }",
     "pub kind K: immutable via \"p\" version 2 (inputs (field unique port: Port?) (field points to: List<E>) (field "
     "contains net: N) (field reaches db: D) (field unique: Bool))"},
    {"kind K: pointer via \"p\" version 1 {} -> { url: Url, port: Port }",
     "kind K: pointer via \"p\" version 1 (results (field url: Url) (field port: Port))"},
    {"kind K: pointer via \"p\" version 1 { unique points to: E }",
     "kind K: pointer via \"p\" version 1 (inputs (field unique points to: E))"},
    {"resource a: K {}", "resource a: K"},
    {"resource a: shop.K { x = 1 }", "resource a: shop.K (entry x (int 1))"},
    {"resource a: K for i in 0..3 { x = i }",
     "resource a: K (for i (in binary .. (int 0) (int 3))) (entry x (name i))"},
    {"resource a: K for k, v in m if v.ok key v.id {} with { after = [b], protect = true }",
     "resource a: K (for k v (in name m) (if field .ok (name v)) (key field .id (name v))) (with (entry after (list "
     "(name b))) (entry protect (true)))"},
    {"resource a: K if environment != .dev { x = 1 }",
     "resource a: K (if binary != (name environment) (member .dev)) (entry x (int 1))"},
    {"resource key: kind for type in xs key key {}", "resource key: kind (for type (in name xs) (key name key))"},
    {"module m: shop { a = 1 }", "module m: shop (entry a (int 1))"},
    {"module m: shop for s in servers key s.site { a = s } with { after = [x] }",
     "module m: shop (for s (in name servers) (key field .site (name s))) (entry a (name s)) (with (entry after (list "
     "(name x))))"},
    {"output url: Url = front.url", "output url: Url (field .url (name front))"},
    {"output db: Postgres? = db", "output db: Postgres? (name db)"},
};

}  // namespace infra::syntax
