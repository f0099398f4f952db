"""Plans: how many resources, and what is asked of them."""
from families import family

VOLUME = "import std.data { Volume }\n"


@family(2_000_000, "E0318")
def many_resources(n):
    return VOLUME + f"resource data: Volume for i in 0..{n} {{ }}\n"


@family(2_000)
def many_declarations(n):
    return VOLUME + "".join(f"resource data{i}: Volume {{ }}\n" for i in range(n))


@family(8, "E0318")
def modules_in_modules(n):
    files = {f"m{i}.infra": f"import \"./m{i + 1}.infra\" as next\nmodule a: next for i in 0..50 {{ }}\n" for i in range(n)}
    return files | {"app.infra": "import \"./m0.infra\" as next\nmodule a: next { }\n",
                    f"m{n}.infra": VOLUME + "resource data: Volume { }\n"}


@family(40, "E0318")
def modules_that_double(n):
    files = {f"m{i}.infra": f"import \"./m{i + 1}.infra\" as next\nmodule a: next {{ }}\nmodule b: next {{ }}\n"
             for i in range(n)}
    return files | {"app.infra": "import \"./m0.infra\" as next\nmodule a: next { }\n", f"m{n}.infra": "let x = 1\n"}


@family(300, "E0318")
def policies_of_pairs(n):
    rules = VOLUME + "pub policy apart on a: Volume, b: Volume, c: Volume {\n  require a != b || b != c || true\n}\n"
    return {"rules.infra": rules, "app.infra": VOLUME + "import \"./rules.infra\" as rules\nenforce rules\n"
            f"resource data: Volume for i in 0..{n} {{ }}\n"}


@family(1_000)
def many_policies(n):
    rules = VOLUME + "".join(f"pub policy p{i} on a: Volume {{\n  require !a.shared\n}}\n" for i in range(n))
    return {"rules.infra": rules, "app.infra": VOLUME + "import \"./rules.infra\" as rules\nenforce rules\n"
            f"resource data: Volume for i in 0..{n} {{ }}\n"}


@family(20_000)
def checks(n):
    return "param p: Int = 1\n" + "".join(f"check \"number {i}\" {{\n  require p != {i + 2}\n}}\n" for i in range(n))


@family(2_000)
def tests(n):
    return VOLUME + "param p: Int = 1\nresource data: Volume for i in 0..p { }\n" + "".join(
        f"test \"number {i}\" {{\n  expect plan {{ p = {i % 50} }}\n}}\n" for i in range(n))


@family(2_000)
def waivers(n):
    rules = VOLUME + "pub policy never on a: Volume {\n  require a.shared else \"not shared\"\n}\n"
    waive = lambda i: f"waive rules.never on data{i} by \"a@example.org\" from 2026-12-01 until 2027-01-31 because \"no\"\n"
    return {"rules.infra": rules, "app.infra": VOLUME + "import \"./rules.infra\" as rules\nenforce rules\n" + "".join(
        f"resource data{i}: Volume {{ }}\n" + waive(i) for i in range(n))}


@family(2_000)
def renames(n):
    return VOLUME + f"resource a{n}: Volume {{ }}\n" + "".join(f"renamed a{i} to a{i + 1}\n" for i in range(n))


@family(1_000)
def dense_edges(n):
    every = ", ".join(f"data{i}" for i in range(n))
    return VOLUME + "".join(f"resource data{i}: Volume {{ }}\n" for i in range(n)) + "".join(
        f"resource more{i}: Volume {{ }} with {{ after = [{every}] }}\n" for i in range(n // 10))


@family(2_000)
def waiting_in_a_row(n):
    return VOLUME + "resource data0: Volume { }\n" + "".join(
        f"resource data{i}: Volume {{ }} with {{ after = [data{i - 1}] }}\n" for i in range(1, n))


@family(2_000, "E0220")
def circles_of_resources(n):
    return VOLUME + "".join(
        f"resource data{i}: Volume {{ }} with {{ after = [data{(i + 1) % n}] }}\n" for i in range(n))


@family(5_000)
def values_that_wait_in_a_row(n):
    return "import std.secret { Password }\nresource p: Password { }\nlet a0 = p.value\n" + "".join(
        f"let a{i} = \"${{a{i - 1}}}x\"\n" for i in range(1, n)) + f"output x: Secret<String> = a{n - 1}\n"


@family(60, "E0390")
def values_that_wait_and_double(n):
    return "import std.secret { Password }\nresource p: Password { }\nlet a0 = p.value\n" + "".join(
        f"let a{i} = \"${{a{i - 1}}}${{a{i - 1}}}\"\n" for i in range(1, n)) + f"output x: Secret<String> = a{n - 1}\n"


@family(40, "E0390")
def choices_that_wait_and_double(n):
    return "import std.secret { Password }\nresource p: Password { }\nlet a0 = p.value\n" + "".join(
        f"let a{i} = if a{i - 1} == \"{i}\" then a{i - 1} else \"${{a{i - 1}}}y\"\n" for i in range(1, n)) + \
        f"output x: Secret<String> = a{n - 1}\n"


@family(100_000)
def large_lists_as_inputs(n):
    return "import std.host { File }\nresource f: File {\n  path = \"/tmp/x\"\n" \
        f"  content = [for i in 0..{n}: \"line ${{i}}\"].join(\"\\n\")\n}}\n" \
        f"output x: List<String> = [for i in 0..{n}: \"a${{i}}\"]\n"
