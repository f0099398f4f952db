"""Depth of what is written."""
from families import family


def wrapped(n, before, inside, after):
    return before * n + inside + after * n


@family(100_000, "E0105")
def brackets(n):
    return "let x = " + wrapped(n, "[", "", "]") + "\n"


@family(100_000, "E0103", "E0105")
def parentheses_never_closed(n):
    return "let x = " + "(" * n


@family(100_000, "E0104", "E0128")
def closing_without_opening(n):
    return "let x = 1 " + ")]}" * n


@family(50_000, "E0105")
def records_in_records(n):
    return "let x = " + wrapped(n, "{a=", "1", "}") + "\n"


@family(20_000, "E0105")
def else_if(n):
    return "param p: Int = 1\nlet x = " + "".join(f"if p == {i} then {i} else " for i in range(n)) + "0\n"


@family(100_000, "E0105")
def unary(n):
    return f"let x = {'-' * n}1\nlet y = {'!' * n}true\n"


@family(100_000, "E0105")
def sums(n):
    return "output x: Int = " + " + ".join(["1"] * n) + "\n"


@family(50_000, "E0105")
def logic(n):
    return "param a: Bool = true\noutput x: Bool = " + " && ".join(["a", "(a || a)"] * n) + "\n"


@family(50_000, "E0105")
def coalesce(n):
    return "param a: Int?\noutput x: Int = " + "a ?? " * n + "1\n"


@family(2_000, "E0105")
def interpolation(n):
    return "let x = " + wrapped(n, '"${', "1", '}"') + "\n"


@family(50_000, "E0105")
def calls_of_calls(n):
    return 'output x: String = "a"' + ".lower()" * n + "\n"


@family(50_000, "E0105")
def lambdas(n):
    return "let x: fn(Int) -> Int = " + "a => " * n + "a\n"


@family(20_000, "E0105")
def lets_in_lets(n):
    steps = "".join(f"let a{i} = a{i - 1} + 1; " for i in range(1, n))
    return f"output x: Int = let a0 = 0; {steps} a{n - 1}\n"


@family(50_000, "E0105")
def types_in_types(n):
    return "param x: " + wrapped(n, "List<", "Int", ">") + "\n"


@family(50_000, "E0101")
def optionals(n):
    return "param x: Int" + "?" * n + "\n"


@family(50_000, "E0105", "E0308", "E0315")
def patterns(n):
    return "param p: Int?\nlet x = match p { " + wrapped(n, "some(", "a", ")") + " => 1, _ => 0 }\n"


@family(12, "E0318")
def comprehension_towers(n):
    return "let x = " + "".join(f"[for a{i} in 0..10: " for i in range(n)) + "1" + "]" * n + "\n"


@family(200, "E0315")
def comprehensions_in_comprehensions(n):
    return "let x = " + "".join(f"[for a{i} in 0..1: " for i in range(n)) + "1" + "]" * n + "\n"


@family(20_000, "E0105")
def functions_of_functions(n):
    return "fn f(g: " + "fn(" * n + "Int" + ") -> Int" * n + ") -> Int = 1\n"


@family(3_000, "E0105", "E0315")
def matches_in_matches(n):
    return "param p: Bool = true\nlet x = " + "match p { true => 1, false => " * n + "0" + " }" * n + "\n"
