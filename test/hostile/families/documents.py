"""Documents and templates that a program reads."""
from families import family
from families.texts import quoted


def read(text, how, kind="Map<String, Int>"):
    return {"app.infra": f"let x: {kind} = embed(\"input\").{how}()\n", "input": text}


@family(500_000, "E0362")
def json_nesting(n):
    return read("[" * n + "]" * n, "parse_json")


@family(200_000)
def json_of_many(n):
    return read("{" + ", ".join(f'"{i}": 1' for i in range(n // 4)) + "}", "parse_json")


@family(1_000_000, "E0360")
def json_numbers(n):
    return read('{"a": ' + "9" * (n - 10) + "}", "parse_json")


@family(60_000, "E0360")
def json_said_twice(n):
    return read("{" + ", ".join(f'"a{i % 10}": 1' for i in range(n)) + "}", "parse_json")


@family(30, "E0362")
def yaml_aliases(n):
    return read("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, n)), "parse_yaml")


@family(10, "E0360")
def yaml_aliases_of_itself(n):
    return read("a: &a [*a]\n" * n, "parse_yaml")


@family(500_000, "E0362")
def yaml_nesting(n):
    return read("[" * n, "parse_yaml")


@family(900, "E0362")
def yaml_indentation(n):
    return read("".join(" " * i + "a:\n" for i in range(n)), "parse_yaml")


@family(20_000, "E0361")
def yaml_merges(n):
    return read("a: &a {b: 1}\n" + "".join(f"c{i}:\n  <<: *a\n" for i in range(n)), "parse_yaml")


@family(100_000, "E0362")
def toml_dots(n):
    return read(".".join(["a"] * n) + " = 1\n", "parse_toml")


@family(200_000, "E0360")
def toml_arrays(n):
    return read("a = " + "[" * n + "]" * n + "\n", "parse_toml")


@family(20_000, "E0361")
def toml_tables(n):
    return read("".join(f"[a{i}.b.c]\nx = 1\n" for i in range(n)), "parse_toml")


@family(100_000)
def csv_columns(n):
    return read(",".join(f"c{i}" for i in range(n)) + "\n" + ",".join(["1"] * n) + "\n", "parse_csv",
                "List<Map<String, String>>")


@family(1_000_000, "E0360")
def csv_quotes(n):
    return read('a\n"' + '""' * (n // 2), "parse_csv", "List<Map<String, String>>")


@family(7, "E0390")
def template_loops(n):
    text = "".join(f"{{{{ for a{i} in xs }}}}" for i in range(n)) + "x" + "{{ end }}" * n
    return f"let xs = [for i in 0..100: i]\noutput x: String = {quoted(text)}.render({{ xs = xs }})\n"


@family(50_000, "E0363")
def template_nesting(n):
    return f"output x: String = {quoted('{{ if a }}' * n)}.render({{ a = true }})\n"


@family(60_000, "E0363")
def template_braces(n):
    return f"output x: String = {quoted('{{' * n)}.render({{ a = true }})\n"
