"""Types, and what is proved of them."""
from families import family


@family(200, "E0315")
def doubling_records(n):
    return "type A0 = { v: Int }\n" + "".join(
        f"type A{i} = {{ a: A{i - 1}, b: A{i - 1} }}\n" for i in range(1, n)) + f"param x: A{n - 1}?\n"


@family(200, "E0315")
def doubling_generics(n):
    return "type P<T> = { a: T, b: T }\n" + "param x: " + "P<" * n + "Int" + ">" * n + "\n"


@family(2_000, "E0315")
def doubling_generics_by_name(n):
    return "type P<T> = { a: T, b: T }\ntype A0 = P<Int>\n" + "".join(
        f"type A{i} = P<A{i - 1}>\n" for i in range(1, n)) + f"param x: A{n - 1}?\n"


@family(50, "E0225", "E0315")
def generics_that_grow(n):
    return "".join(f"type R{i}<T> = {{ next: R{i}<List<T>>?, value: T }}\nparam x{i}: R{i}<Int>?\n" for i in range(n))


@family(300, "E0390")
def generic_functions(n):
    text = "fn f0<T>(x: T) -> List<T> = [x]\n"
    return text + "".join(f"fn f{i}<T>(x: T) -> List<T> = f{i - 1}([x])[0]\n" for i in range(1, n)) + \
        f"output x: List<Int> = f{n - 1}(1)\n"


@family(60, "E0315")
def generic_functions_that_double(n):
    text = "type P<T> = { a: T, b: T }\nfn f0<T>(x: T) -> P<T> = { a = x, b = x }\n"
    return text + "let v0 = f0(1)\n" + "".join(f"let v{i} = f0(v{i - 1})\n" for i in range(1, n))


@family(5_000)
def unions(n):
    return "".join(f"type T{i} = {{ a{i}: Int }}\n" for i in range(n)) + \
        "type U = " + " | ".join(f"T{i}" for i in range(n)) + "\nparam u: U?\n"


@family(1_000)
def unions_of_unions(n):
    return "type T0 = { t0: Int }\ntype U0 = T0\n" + "".join(
        f"type T{i} = {{ t{i}: Int }}\ntype U{i} = U{i - 1} | T{i} | U{i - 1}\n" for i in range(1, n)) + \
        f"param x: U{n - 1}?\n"


@family(100_000, "E0337")
def enums(n):
    return "enum E { " + ", ".join(f"m{i}" for i in range(n)) + " }\nparam e: E = .m1\n"


@family(20_000)
def matches_of_numbers(n):
    return "param p: Int = 0\noutput x: Int = match p { " + "".join(f"{i} => {i}, " for i in range(n)) + "_ => 0 }\n"


@family(3_000)
def matches_of_members(n):
    return "enum E { " + ", ".join(f"m{i}" for i in range(n)) + " }\nparam e: E = .m1\noutput x: Int = match e { " + \
        "".join(f".m{i} => {i}, " for i in range(n)) + "}\n"


@family(20_000)
def matches_that_wait(n):
    return "import std.secret { Password }\nresource p: Password { }\n" \
        "output x: Secret<Int> = match p.value { " + "".join(f'"v{i}" => {i}, ' for i in range(n)) + "_ => 0 }\n"


@family(24, "E0307")
def matches_with_holes(n):
    row = lambda i: ", ".join("true" if j == i else "_" for j in range(n))
    return "enum E { e(" + ", ".join(["Bool"] * n) + ") }\nparam e: E\nlet x = match e {\n" + \
        "".join(f"  .e({row(i)}) => {i},\n" for i in range(n)) + "}\n"


@family(50_000, "E0337")
def wide_records(n):
    return "type R = { " + ", ".join(f"f{i}: Int = {i}" for i in range(n)) + " }\nlet r: R = { }\noutput x: Int = r.f7\n"


@family(50_000, "E0337")
def wide_literals(n):
    return "let r = { " + ", ".join(f"f{i} = {i}" for i in range(n)) + " }\noutput x: Int = r.f7\n"


@family(2_000, "E0315")
def refinements_of_refinements(n):
    return "type T0 = (Int where it >= 0)\n" + "".join(
        f"type T{i} = (T{i - 1} where it != {i})\n" for i in range(1, n)) + f"param x: T{n - 1} = 0\n"


@family(10_000)
def rules(n):
    return "param x: Int = 0 " + " ".join(f"where it != {i + 1}" for i in range(n)) + "\n"


@family(50_000)
def params(n):
    return "".join(f"param p{i}: Int = {i}\n" for i in range(n))


@family(5_000)
def parameters(n):
    return "fn f(" + ", ".join(f"p{i}: Int = {i}" for i in range(n)) + ") -> Int = p7\noutput x: Int = f(1)\n"


@family(3_000, "E0219", "E0233", "E0315")
def circles(n):
    following = lambda i: (i + 1) % n
    return "".join(f"let l{i} = l{following(i)}\ntype T{i} = {{ f: T{following(i)} }}\n"
                   f"fn f{i}() -> Int = f{following(i)}()\n" for i in range(n))


@family(3_000, "E0201", "E0339")
def everything_is_unknown(n):
    return "".join(f"let value_{i} = walue_{i}.a + unknown_{i}(x{i}.y)\nparam p{i}: Inf{i}\n" for i in range(n))


@family(20_000, "E0202", "E0339")
def everything_is_declared_twice(n):
    return "let x = 1\nparam x: Int = 1\nfn x() -> Int = 1\ntype x = { a: Int }\n" * (n // 4)
