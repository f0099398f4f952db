"""The layer graph: what a folder includes and links stands below it in the table of ARCHITECTURE.md.

Rows read `| `compiler/plan` | … | `compiler/value` |`: the first cell names the folder, the last one what it may use
directly; what those may use is allowed as well.
"""
import re

ROW = re.compile(r"^\|\s*`((?:compiler|runtime|lsp|cli)(?:/\w+)?)`\s*\|.*\|([^|]*)\|\s*$")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
LIBRARY = re.compile(r"\b(compiler|runtime)_(\w+)\b")


def table(root):
    direct = {}
    for line in (root / "ARCHITECTURE.md").read_text().splitlines():
        if row := ROW.match(line):
            direct[row[1]] = set(re.findall(r"`([\w/]+)`", row[2]))
    return direct


def closure(direct, folder):
    seen, open_ = {folder}, [folder]
    while open_:
        for below in direct.get(open_.pop(), ()):
            if below not in seen:
                seen.add(below)
                open_.append(below)
    return seen


def owner(direct, path):
    """The folder of the table that `path` lies in."""
    parts = path.split("/")
    for length in (2, 1):
        if "/".join(parts[:length]) in direct:
            return "/".join(parts[:length])
    return None


def check(root):
    direct = table(root)
    if not direct:
        yield "ARCHITECTURE.md has no table of layers"
    for folder in sorted(direct):
        for below in sorted(direct[folder]):
            if below not in direct:
                yield f"the table lets {folder} use {below}, which has no row"
            elif folder in closure(direct, below):
                yield f"{folder} and {below} stand on each other"
    for top in ("compiler", "runtime", "cli", "lsp"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in (".h", ".cpp", ".def") and path.name != "CMakeLists.txt":
                continue
            name = path.relative_to(root).as_posix()
            text = path.read_text()
            folder = owner(direct, name)
            if folder is None:
                # A CMakeLists.txt that only lists its subfolders belongs to none of them.
                if path.name != "CMakeLists.txt":
                    yield f"{name} lies in a folder that the table does not have"
                continue
            allowed = closure(direct, folder)
            if path.name == "CMakeLists.txt":
                used = {f"{a}/{b}" for a, b in LIBRARY.findall(text)} & set(direct)
            else:
                used = set()
                for include in INCLUDE.findall(text):
                    if include.split("/")[0] in ("compiler", "runtime", "cli", "lsp"):
                        used.add(owner(direct, include) or include)
            for other in sorted(used - allowed):
                yield f"{name} uses {other}, which is not below {folder}"
