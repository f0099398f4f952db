"""Well-typed programs from a seed: program(seed) gives files by name, of which app.infra is the root.

They touch what a plan is made of: params, lets, functions, records, enums, modules, loops, conditions, settings, policies,
checks, and values that wait for the deployment. All of them compile.
"""
import random

WORDS = ["alpha", "beta", "gamma", "delta", "grün", "日本", "o’neil", "x-ray", "", "a b"]
MEMBERS = ["dev", "stage", "prod", "test"]
MAKERS = {"Int": "int", "Bool": "bool", "String": "text", "List<Int>": "list", "Map<String, Int>": "map", "lib.Stage": "stage",
          "Int?": "maybe", "lib.Box": "box"}

LIBRARY = """\
pub enum Stage { dev, stage, prod, test }
pub type Box = { name: String, size: Int = 3, note: String?, stage: Stage = .dev }
pub fn twice(n: Int) -> Int = (n * 2) % 1_009
pub fn label(self: String, n: Int, last: String = "z") -> String = "${self}-${n}${last}".take(40)
pub fn weight(s: Stage) -> Int = match s { .dev => 1, .prod => 7, _ => 3 }
pub fn first_of<T>(items: List<T>, fallback: T) -> T = items.first ?? fallback
pub fn boxed(name: String) -> Box = { name = name, size = name.length }
pub fn noted(box: Box, note: String) -> Box = { ...box, note = note }
pub let limits: Map<String, Int> = { "alpha" = 1, "beta" = 22, "gamma" = 333 }
"""
RULES = """\
import std.data { Volume }

/// Nothing is shared.
pub policy own on v: Volume controls ["A.1"] {
  require !v.shared else "shared"
}
"""


class Writer:
    """Expressions of a type, in the scope of the names that it knows."""

    def __init__(self, rng, names):
        self.rng, self.names, self.count = rng, {kind: list(names.get(kind, [])) for kind in MAKERS}, 0

    def fresh(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def inside(self, kind, name, wanted, depth):
        self.names[kind].append(name)
        made = self.make(wanted, depth)
        self.names[kind].pop()
        return made

    def make(self, kind, depth):
        chance = self.rng.random()
        if depth <= 0 or chance < 0.1:
            if self.names[kind] and self.rng.random() < 0.6:
                return self.rng.choice(self.names[kind])
            return self.literal(kind)
        a = lambda wanted=kind: self.make(wanted, depth - 1)
        if chance < 0.18:
            return f"(if {a('Bool')} then {a()} else {a()})"
        if chance < 0.26:
            name = self.fresh("l")
            return f"(let {name} = {a('Int')}; {self.inside('Int', name, kind, depth - 1)})"
        forms = getattr(self, MAKERS[kind])(a, depth - 1)
        return self.rng.choice(forms)()

    def literal(self, kind):
        word = self.rng.choice(WORDS)
        numbers = ", ".join(str(self.rng.randrange(9)) for _ in range(self.rng.randrange(1, 4)))
        return {"Int": str(self.rng.randrange(100)), "Bool": self.rng.choice(["true", "false"]), "String": f'"{word}"',
                "List<Int>": f"[{numbers}]", "Map<String, Int>": "lib.limits", "lib.Stage": "lib.Stage." + self.rng.choice(MEMBERS),
                "Int?": self.rng.choice(['lib.limits.get("beta")', 'lib.limits.get("none")']), "lib.Box": f'lib.boxed("{word}")'}[kind]

    def int(self, a, depth):
        name = self.fresh("x")
        return [lambda: f"(({a()} + {a()}) % 1_013)", lambda: f"(({a()} - {a()}) % 977)",
                lambda: f"(({a()} % 101) * ({a()} % 103))", lambda: f"{a('List<Int>')}.length",
                lambda: f"{a('String')}.length", lambda: f"lib.twice({a()})", lambda: f"lib.weight({a('lib.Stage')})",
                lambda: f"({a('Int?')} ?? {a()})", lambda: f"lib.first_of({a('List<Int>')}, {a()})",
                lambda: f"{a('lib.Box')}.size", lambda: f"{a('Map<String, Int>')}.length",
                lambda: f"(match {a('lib.Stage')} {{ .dev => {a()}, .prod => {a()}, _ => {a()} }})",
                lambda: f"(match {a('Int?')} {{ some({name}) => {self.inside('Int', name, 'Int', depth)}, none => {a()} }})",
                lambda: f"{a('List<Int>')}.fold(0, (sum, item) => (sum + item) % 1_019)"]

    def bool(self, a, depth):
        return [lambda: f"({a('Int')} < {a('Int')})", lambda: f"({a('String')} == {a('String')})",
                lambda: f"({a()} && {a()})", lambda: f"({a()} || {a()})", lambda: f"!{a()}",
                lambda: f"{a('String')}.starts_with({a('String')})", lambda: f"({a('Int')} in {a('List<Int>')})",
                lambda: f"({a('lib.Stage')} == {a('lib.Stage')})", lambda: f"({a('Int?')} == none)",
                lambda: f'{a("String")}.matches(r"[a-m]+\\d?")']

    def text(self, a, depth):
        return [lambda: f'"${{{a("Int")}}}/${{{a()}}}".take(60)', lambda: f"{a()}.upper()", lambda: f"{a()}.take(3)",
                lambda: f"({a()} ++ {a()}).take(60)", lambda: f"{a()}.label({a('Int')})",
                lambda: f"{a('lib.Box')}.name", lambda: f'"${{{a("lib.Stage")}}}"', lambda: f"{a('List<Int>')}.to_json()",
                lambda: f"({a('lib.Box')}.note ?? {a()})", lambda: f"{a('Map<String, Int>')}.to_yaml().take(30)",
                lambda: f'{a()}.replace(r"[aeiou]", "_")', lambda: f"{a()}.reversed", lambda: f"{a()}.trim()"]

    def list(self, a, depth):
        name = self.fresh("i")
        item = lambda: self.inside("Int", name, "Int", depth)
        return [lambda: f"[for {name} in {a()}: {item()}]", lambda: f"({a()} ++ {a()}).take(9)",
                lambda: f"[for {name} in 0..{self.rng.randrange(1, 6)} if {self.inside('Int', name, 'Bool', depth)}: {item()}]",
                lambda: f"[...{a()}, {a('Int')}].take(9)", lambda: f"{a()}.map({name} => {item()})",
                lambda: f"{a()}.filter({name} => {self.inside('Int', name, 'Bool', depth)})",
                lambda: f"{a()}.sorted", lambda: f"{a()}.distinct", lambda: f"{a('Map<String, Int>')}.values"]

    def map(self, a, depth):
        key, value = self.fresh("k"), self.fresh("v")
        return [lambda: f"{{ for {key}, {value} in {a()}: [{key}] = {self.inside('Int', value, 'Int', depth)} }}",
                lambda: f"{a()}.merge({a()})", lambda: f"{a()}.with({a('String')}.take(5), {a('Int')})"]

    def stage(self, a, depth):
        return [lambda: f"{a('lib.Box')}.stage", lambda: f"(if {a('Bool')} then {a()} else {a()})"]

    def maybe(self, a, depth):
        return [lambda: f"{a('Map<String, Int>')}.get({a('String')})", lambda: f"{a('List<Int>')}.first",
                lambda: f"{a('Map<String, Int>')}.get(\"alpha\")"]

    def box(self, a, depth):
        return [lambda: f"{{ ...{a()}, size = {a('Int')}, stage = {a('lib.Stage')} }}", lambda: f"lib.boxed({a('String')})",
                lambda: f"lib.noted({a()}, {a('String')})"]


def cell(rng):
    """A module: its params are known, what it gives waits."""
    write = Writer(rng, {"Int": ["n"], "String": ["name"]})
    return f"""\
import std.data {{ Volume }}
import "./lib.infra" as lib

param n: Int = {rng.randrange(3)}
param name: String = "cell"

resource store: Volume for i in 0..({write.make("Int", 2)} % 3).abs {{ }}
output size: Int = {write.make("Int", 3)}
output place: String = "${{[for s in store: "${{s.path}}"].join(",")}}/${{name}}"
"""


def program(seed):
    rng = random.Random(seed)
    write = Writer(rng, {"Int": ["n"], "Bool": ["flag"], "String": ["who"], "lib.Stage": ["stage"],
                         "Int?": ["maybe"]})
    lines = [f"param n: Int = {rng.randrange(20)} where it >= 0", f'param who: String = "{rng.choice(WORDS)}"',
             f"param flag: Bool = {rng.choice(['true', 'false'])}", "param maybe: Int?",
             f"param stage: lib.Stage = .{rng.choice(MEMBERS)}", ""]
    for kind in rng.choices(list(MAKERS), k=rng.randrange(3, 9)):
        name = write.fresh("value")
        lines.append(f"let {name}: {kind} = {write.make(kind, 4)}")
        write.names[kind].append(name)
    lines.append("")
    lines.append(f"resource data: Volume {{ }} with {{ protect = {write.make('Bool', 2)} }}")
    lines.append(f"resource many: Volume for i in 0..({write.make('Int', 3)} % 5).abs {{ }}")
    lines.append(f"resource keyed: Volume for name, amount in {write.make('Map<String, Int>', 3)} if amount % 2 == 0 {{ }}")
    lines.append(f"resource perhaps: Volume if {write.make('Bool', 3)} {{ }}")
    lines.append(f"""resource note: File {{
  path = "/tmp/reproducible"
  content = "${{data.path}}:${{{write.make('String', 4)}}}" ++ (if "${{data.path}}" == {write.make('String', 2)} then {
      write.make('String', 2)} else "${{many.length}}")
}} with {{ after = [data, many] }}""")
    uses = rng.randrange(3)
    for use in range(uses):
        lines.append(f"module cell{use}: cell {{ n = {write.make('Int', 2)}, name = {write.make('String', 2)} }}")
        lines.append(f"output place{use}: String = \"${{cell{use}.place}} ${{cell{use}.size}}\"")
    for kind in MAKERS:
        lines.append(f"output as_{MAKERS[kind]}: {kind} = {write.make(kind, 4)}")
    lines.append("output waits: String = match \"${data.path}\" { \"a\" => who, \"b\" => \"${n}\", \"c\" => \"c\", _ => \"rest\" }")
    lines.append(f'check "holds" {{\n  require {write.make("Bool", 3)} || true else "never"\n}}')
    if rng.random() < 0.5:
        lines.append("enforce rules")
    rng.shuffle(lines)
    imports = ["import std.data { Volume }", "import std.host { File }", 'import "./lib.infra" as lib',
               'import "./rules.infra" as rules', 'import "./cell.infra" as cell']
    return {"app.infra": "\n".join(imports + lines) + "\n", "lib.infra": LIBRARY, "rules.infra": RULES, "cell.infra": cell(rng)}
