"""Many files."""
from families import family


@family(1_000)
def imports_in_a_row(n):
    files = {f"m{i}.infra": f"import \"./m{i + 1}.infra\" as next\npub let x = next.x + 1\n" for i in range(n)}
    return files | {"app.infra": "import \"./m0.infra\" as next\noutput x: Int = next.x\n",
                    f"m{n}.infra": "pub let x = 1\n"}


@family(500)
def diamonds(n):
    files = {}
    for i in range(n):
        for side in "ab":
            files[f"{side}{i}.infra"] = f"import \"./a{i + 1}.infra\" as a\nimport \"./b{i + 1}.infra\" as b\n" \
                "pub let x = a.x + b.x - a.x\n"
    return files | {"app.infra": "import \"./a0.infra\" as a\noutput x: Int = a.x\n",
                    f"a{n}.infra": "pub let x = 1\n", f"b{n}.infra": "pub let x = 1\n"}


@family(1_000, "E0208")
def imports_in_a_circle(n):
    files = {f"m{i}.infra": f"import \"./m{(i + 1) % n}.infra\" as next\npub let x = next.x\n" for i in range(n)}
    return files | {"app.infra": "import \"./m0.infra\" as next\noutput x: Int = next.x\n"}


@family(2_000)
def imports_side_by_side(n):
    files = {f"m{i}.infra": "pub let x = 1\n" for i in range(n)}
    return files | {"app.infra": "".join(f"import \"./m{i}.infra\" as m{i}\n" for i in range(n))}


@family(20_000, "E0051", "E0339")
def imports_of_nothing(n):
    return "".join(f"import \"./missing{i}.infra\" as m{i}\n" for i in range(n))


@family(3_000, "E0208")
def imports_of_itself(n):
    return "".join(f"import \"./app.infra\" as m{i}\n" for i in range(n))


@family(100_000, "E0207", "E0208")
def imports_of_long_paths(n):
    return f"import \"./{'a/../' * n}app.infra\" as m\nimport std.{'a.' * n}b {{ C }}\n"


@family(5_000)
def names_of_one_file(n):
    return {"m.infra": "".join(f"pub let x{i} = {i}\n" for i in range(n)),
            "app.infra": "import \"./m.infra\" as m\noutput x: Int = " + "[" + ", ".join(f"m.x{i}" for i in range(n)) + "].length\n"}
