"""What small programs may compute."""
from families import family


def chain(n, first, following):
    return f"let a0 = {first}\n" + "".join("let a%d = %s\n" % (i, following.replace("@", f"a{i - 1}"))
                                             for i in range(1, n))


@family(60, "E0390")
def doubling_text(n):
    return chain(n, '"0123456789"', "@ ++ @")


@family(60, "E0390")
def doubling_text_by_interpolation(n):
    return chain(n, '"0123456789"', '"${@}${@}"')


@family(60, "E0390")
def doubling_lists(n):
    return chain(n, "[1, 2, 3]", "@ ++ @")


@family(60, "E0390")
def doubling_by_spread(n):
    return chain(n, "[1, 2, 3]", "[...@, ...@]")


@family(60, "E0315")
def doubling_values(n):
    return chain(n, "{ v = 1 }", "{ a = @, b = @ }") + f"output x: Bool = a{n - 1} == a{n - 1}\n"


@family(40, "E0318")
def doubling_functions(n):
    return "fn f0(x: Int) -> Int = x\n" + "".join(
        f"fn f{i}(x: Int) -> Int = f{i - 1}(x) + f{i - 1}(x)\n" for i in range(1, n)) + f"output x: Int = f{n - 1}(1)\n"


@family(40, "E0318")
def doubling_lambdas(n):
    return "fn twice(f: fn(Int) -> Int) -> fn(Int) -> Int = x => f(f(x))\nfn g0(x: Int) -> Int = x\n" \
        "let a0: fn(Int) -> Int = g0\n" + "".join(f"let a{i} = twice(a{i - 1})\n" for i in range(1, n)) + \
        f"output x: Int = a{n - 1}(1)\n"


@family(4_000, "E0315")
def function_towers(n):
    return "fn f0(x: Int) -> Int = x\n" + "".join(
        f"fn f{i}(x: Int) -> Int = f{i - 1}(x + 1)\n" for i in range(1, n)) + f"output x: Int = f{n - 1}(1)\n"


@family(12, "E0219")
def recursion_through_fields(n):
    return "type F = { call: fn(Int) -> Int }\n" + "".join(
        f"let f{i}: F = {{ call = x => f{(i + 1) % n}.call(x) }}\n" for i in range(n)) + "output x: Int = f0.call(1)\n"


@family(1_000_000_000_000, "E0318")
def long_ranges(n):
    return f"let r = 0..{n}\nlet x = [for i in r: i]\n"


@family(10_000, "E0318")
def products(n):
    return f"let x = [for i in 0..{n}: [for j in 0..{n}: i * j].length]\n"


@family(2_000_000, "E0390")
def map_of_many(n):
    return f"let m = {{ for i in 0..{n}: [\"key${{i}}\"] = i }}\noutput x: Int = m.length\n"


@family(2_000_000)
def set_of_many(n):
    return f"let s: Set<Int> = [for i in 0..{n}: {n} - i]\noutput x: Int = s.length\n"


@family(100_000)
def chained_lets(n):
    return chain(n, "1", "@ + 1")


@family(100_000)
def lets_backwards(n):
    return "".join(f"let a{i} = a{i + 1}\n" for i in range(n)) + f"let a{n} = 1\n"


@family(100_000, "E0109", "E0110")
def numbers(n):
    return f"let a = {'9' * n}\nlet b = 1.{'0' * n}1\nlet c = 1e{'9' * n}\nlet d: Size = {'9' * n}GiB\n" \
        f"let e: Duration = {'9' * n}h\nlet f = 0x{'f' * n}\n"


@family(1_000, "E0321", "E0327")
def powers(n):
    return chain(n, "3", "@ * @") + "let y = 2.pow(9_000_000_000)\nlet z = 9.0.pow(400)\n"


@family(2_000_000_000, "E0390")
def repeated(n):
    return f"let a = \"x\".repeat({n})\nlet b = [1].repeat({n})\nlet c = \"x\".pad_start({n})\n"


@family(12, "E0390")
def flattened(n):
    return chain(n, "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "@.flat_map(x => a0)")


@family(10_000, "E0390")
def windows(n):
    return f"let x = [for i in 0..{n}: i].windows({n // 2})\n"


@family(10, "E0390")
def giant_products(n):
    return chain(n, "[for i in 0..100: i]", "[a0, @].product().map(p => 1)")


@family(128, "E0327")
def split_networks(n):
    return f"let a: Cidr = \"::/0\"\nlet x = a.split({n})\nlet b: Cidr = \"0.0.0.0/0\"\nlet y = b.split(32)\n"


@family(100_000, "E0390")
def growing_text(n):
    return f"let x = [for i in 0..{n}: i].fold(\"\", (text, i) => text ++ \"0123456789\")\n"


@family(20_000, "E0390")
def growing_lists(n):
    return f"let empty: List<Int> = []\nlet x = [for i in 0..{n}: i].fold(empty, (list, i) => list ++ [i])\n"


@family(200_000)
def sorted_by_long_keys(n):
    return f"let x = [for i in 0..{n}: \"k\".repeat(200) ++ \"${{{n} - i}}\"].sorted\n" \
        f"let y = [for i in 0..{n}: i % 7].distinct\nlet z = [for i in 0..{n}: i].group_by(i => i % 1000)\n"


@family(20_000, "E0390")
def compared_lists(n):
    return f"let a = [for i in 0..{n}: i]\nlet x = [for i in a: a == a].all(b => b)\n"


@family(20_000, "E0390")
def searched_lists(n):
    return f"let a = [for i in 0..{n}: i]\nlet x = [for i in a: i in a].all(b => b)\n"


@family(3_000, "E0309")
def grid_transposed(n):
    return f"let a = [for i in 0..{n}: [for j in 0..{n}: i]]\nlet x = a.transposed\nlet y = x.flatten\n"
