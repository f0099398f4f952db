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
    // spread
    {"[...a, b, ...f(c)]", "list (spread (name a)) (name b) (spread (call (name f) (name c)))"},
    {"[...[for a in xs: a]]", "list (spread (comprehension (for a (in name xs)) (value name a)))"},
    {"{ ...defaults, https = 443 }", "braces (spread (name defaults)) (entry https (int 443))"},
    {"{ a = b ...c d = 1, ...e }", "braces (entry a (name b)) (spread (name c)) (entry d (int 1)) (spread (name e))"},
    // map comprehensions
    {"{ for s in servers: [s.address] = s }",
     "map comprehension (for s (in name servers)) (computed key field .address (name s)) (value name s)"},
    {"{ for k, v in m if k != \"\": [k.upper()] = v }",
     "map comprehension (for k v (in name m) (if binary != (name k) (string \"\"))) (computed key call (field .upper "
     "(name k))) (value name v)"},
    {"{ for = 1 }", "braces (entry for (int 1))"},
    // lambdas
    {"x => x + 1", "lambda x (binary + (name x) (int 1))"},
    {"(x, y) => x ++ y", "lambda x y (binary ++ (name x) (name y))"},
    {"(x) => x", "lambda x (name x)"},
    {"(x, y,) => x", "lambda x y (name x)"},
    {"a => b => c", "lambda a (lambda b (name c))"},
    {"key => key", "lambda key (name key)"},
    {"disks.any(d => d.data)", "call (field .any (name disks)) (lambda d (field .data (name d)))"},
    {"f(x => let y = x; y, 2)", "call (name f) (lambda x (let y (name x) (body name y))) (int 2)"},
    {"f(x => if x then 1 else 2, (y))",
     "call (name f) (lambda x (if (name x) (then int 1) (else int 2))) (paren (name y))"},
    {"(x => x)(3)", "call (paren (lambda x (name x))) (int 3)"},
    {"match m { a => b => c, d => e }",
     "match (name m) (arm (pattern a) (lambda b (name c))) (arm (pattern d) (name e))"},
    {"[(a), (a, b) => a]", "list (paren (name a)) (lambda a b (name a))"},
    // if let
    {"if let s = servers.first then s.site else .hkg",
     "if let (pattern s) (value field .first (name servers)) (then field .site (name s)) (else member .hkg)"},
    {"if let some(.daily(_, k)) = b then k else if let .s3(x) = c then x else 0",
     "if let (pattern some (pattern .daily(…) (pattern _) (pattern k))) (value name b) (then name k) (else if let "
     "(pattern .s3(…) (pattern x)) (value name c) (then name x) (else int 0))"},
    {"if (let a = 1; a) then let b = 2; b else let c = 3; c",
     "if (paren (let a (int 1) (body name a))) (then let b (int 2) (body name b)) (else let c (int 3) (body name c))"},
    {"[a.if, b]", "list (field .if (name a)) (name b)"},
    // none-safe fields
    {"a?.b", "field ?.b (name a)"},
    {"a?.b.c?.in", "field ?.in (field .c (field ?.b (name a)))"},
    {"a?.f(x) ?? .b", "binary ?? (call (field ?.f (name a)) (name x)) (member .b)"},
    {"a ??.b", "binary ?? (name a) (member .b)"},
    // words of declarations as names
    {"plan.test + limit", "binary + (field .test (name plan)) (name limit)"},
    {"require(expect, fails: to)", "call (name require) (name expect) (fails: name to)"},
    {"[policy, enforce, waive, check, renamed, existing, provider]",
     "list (name policy) (name enforce) (name waive) (name check) (name renamed) (name existing) (name provider)"},
    // reads
    {"embed(\"motd.txt\")", R"(call (name embed) (string "motd.txt"))"},
    {"dir(\"public\")", R"(call (name dir) (string "public"))"},
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
    {"enum E { if let in }", "enum E (member if) (member let) (member in)"},
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
    // imports of packages
    {"import pkg.shapes { Cell, type }", "import pkg.shapes { Cell, type }"},
    {"import hashicorp.aws as aws", "import hashicorp.aws as aws"},
    // types
    {"param a: A | B?", "param a: A | B?"},
    {"param a: (A | B)? = none", "param a: (A | B)? (default none)"},
    {"param a: A | B where it != x", "param a: A | B (where (binary != (name it) (name x)))"},
    {"param ports: List<(Int where it > 0 where it < 9 else \"big\")>",
     "param ports: List<(Int where …)> (where (binary > (name it) (int 0))) (where (binary < (name it) (int 9)) (else "
     "string \"big\"))"},
    {"param a: (Int where it > 0)? where it != 3",
     "param a: (Int where …)? (where (binary > (name it) (int 0))) (where (binary != (name it) (int 3)))"},
    {"param a: (Int)", "param a: Int"},
    {"type F = fn(Int, List<String>) -> Bool?", "type F = fn(Int, List<String>) -> Bool?"},
    {"type F = fn() -> fn(A) -> B | C", "type F = fn() -> fn(A) -> B | C"},
    {"type F = (fn(A) -> B)?", "type F = (fn(A) -> B)?"},
    {"type Pair<A, B> = { first: A, second: B }", "type Pair<A, B> = {…} (field first: A) (field second: B)"},
    {"type Count = Int where it > 0 where it < 9 else \"m\"",
     "type Count = (Int where …) (where (binary > (name it) (int 0))) (where (binary < (name it) (int 9)) (else string "
     "\"m\"))"},
    {"enum E { a(port: Port = 80 where it > 0, x: Int where it > 0 else \"m\"), b(Int where it in 1..3) }",
     "enum E (member a(…) (field port: Port (default int 80) (where (binary > (name it) (int 0)))) (field x: Int "
     "(where "
     "(binary > (name it) (int 0)) (else string \"m\")))) (member b(…) (field Int (where (binary in (name it) (binary "
     ".. (int 1) (int 3))))))"},
    {"enum E { a(fn: fn(Int) -> Int), b((Int where it > 0)) }",
     "enum E (member a(…) (field fn: fn(Int) -> Int)) (member b(…) (field (Int where …) (where (binary > (name it) "
     "(int "
     "0)))))"},
    // functions
    {"fn one() -> Int = 1", "fn one -> Int (int 1)"},
    {"pub fn slug(self: String, max: Int = 63,) -> String = let low = self.lower(); low.take(max)",
     "pub fn slug -> String (parameter self: String) (parameter max: Int (default int 63)) (let low (call (field "
     ".lower "
     "(name self))) (body call (field .take (name low)) (name max)))"},
    {"fn map<T, U>(self: List<T>, f: fn(T) -> U) -> List<U> = [for x in self: f(x)]",
     "fn map<T, U> -> List<U> (parameter self: List<T>) (parameter f: fn(T) -> U) (comprehension (for x (in name "
     "self)) "
     "(value call (name f) (name x)))"},
    {"fn fails(to: Int) -> Int = to", "fn fails -> Int (parameter to: Int) (name to)"},
    // kinds
    {"kind K: attachment via \"p\" version 1 { exclusive contains to: N find unique name: String find: Bool exclusive: "
     "A }",
     "kind K: attachment via \"p\" version 1 (inputs (field exclusive contains to: N) (field unique find name: String) "
     "(field find: Bool) (field exclusive: A))"},
    {"kind K: singleton via \"p\" version 3 {}", "kind K: singleton via \"p\" version 3"},
    // existing, providers, limits, names
    {"existing base: Deployment { name = \"network-prod\" }",
     "existing base: Deployment (entry name (string \"network-prod\"))"},
    {"existing a: aws.Vpc? for s in sites { name = s } with { provider = eu }",
     "existing a: aws.Vpc? (for s (in name sites)) (entry name (name s)) (with (entry provider (name eu)))"},
    {"existing a: K? if limit { name = limit }", "existing a: K? (if name limit) (entry name (name limit))"},
    {"provider eu: aws { region = \"eu-west-1\" }", "provider eu: aws (entry region (string \"eu-west-1\"))"},
    {"limit { removals = 3 }", "limit (entry removals (int 3))"},
    {"renamed a to b", "renamed a to b"},
    {"renamed store.app to to", "renamed store.app to to"},
    {"resource r: K { ...common, [k] = 1 }",
     "resource r: K (spread (name common)) (entry (computed key name k) (int 1))"},
    {"resource r: K for x in xs key limit {}", "resource r: K (for x (in name xs) (key name limit))"},
    // policies
    {"policy p on f: Firewall { require f.ok }", "policy p (on f: Firewall) (require (field .ok (name f)))"},
    {"pub policy no_open on f: net.Firewall, r in f.allow controls [\"PCI 1.3\", \"ISO A.8\",] { let port = r.port "
     "require !(ports.contains(port) && r.from == any) else \"opens a port\" }",
     "pub policy no_open (on f: net.Firewall) (on r (in field .allow (name f))) (control \"PCI 1.3\") (control "
     "\"ISO A.8\") (let port (field .port (name r))) (require (unary ! (paren (binary && (call (field .contains (name "
     "ports)) (name port)) (binary == (field .from (name r)) (name any))))) (else string \"opens a "
     "port\"))"},
    {"policy on on on: on {}", "policy on (on on: on)"},
    {"policy p on c in controls controls [] {}", "policy p (on c (in name controls))"},
    {"check \"field\" { let a = b.if let c = d }", "check \"field\" (let a (field .if (name b))) (let c (name d))"},
    {"enforce std.compliance.pci_dss", "enforce std.compliance.pci_dss"},
    {"enforce type", "enforce type"},
    {"waive no_open on wall by \"ops@example.org\" from 2026-12-01 until 2027-01-31 because \"ticket 4711\"",
     "waive no_open (on name wall) (by \"ops@example.org\") (from 2026-12-01) (until 2027-01-31) (because \"ticket "
     "4711\")"},
    {"waive policy on on by \"a\" from 2026-12-01 until 2027-01-31 because \"b\"",
     "waive policy (on name on) (by \"a\") (from 2026-12-01) (until 2027-01-31) (because \"b\")"},
    {"waive std.a.b on cell[\"tyo\"].app[0] by \"a\" from 2026-12-01 until 2027-01-31 because \"b\"",
     "waive std.a.b (on index (field .app (index (name cell) (string \"tyo\"))) (int 0)) (by \"a\") (from 2026-12-01) "
     "(until 2027-01-31) (because \"b\")"},
    {"check \"reached\" { require wall.permits(office, front, 443) else \"blocked\" }",
     "check \"reached\" (require (call (field .permits (name wall)) (name office) (name front) (int 443)) (else string "
     "\"blocked\"))"},
    {"check \"nothing\" {}", "check \"nothing\""},
    // tests
    {"test \"replicas\" { let p = plan { environment = .prod, release = \"v1\" } expect p.all(Container).length == 3 "
     "else \"count\" expect plan { replicas = 0 } fails E0311 require p.ok }",
     "test \"replicas\" (let p (plan (entry environment (member .prod)) (entry release (string \"v1\")))) (expect "
     "(binary "
     "== (field .length (call (field .all (name p)) (name Container))) (int 3)) (else string \"count\")) (expect fails "
     "E0311 (plan (entry replicas (int 0)))) (require (field .ok (name p)))"},
    {"test \"words\" { let plan: Int = plan + 1 expect plan require require expect fails fails E1 }",
     "test \"words\" (let plan: Int (binary + (name plan) (int 1))) (expect (name plan)) (require (name require)) "
     "(expect fails E1 (name fails))"},
};

}  // namespace infra::syntax
