"""docs/errors/README.md lists every page beside it under the heading of its range, with its title. INFRA_UPDATE=1 writes it,
which is never a pass."""
import os

PHASES = {
    "E00": "Sources and input", "E01": "Syntax", "E02": "Names, imports and declarations", "E03": "Types and values",
    "E04": "Phases, secrets and policies", "E05": "Plans", "E06": "State, parts of plans, signatures", "E07": "Applying", "E08": "Hosts and providers",
    "E09": "The command line", "E10": "Packages",
}
HEAD = """# Diagnostic codes

A page for each code: what it means, an example that draws it, and the way out. `infra explain CODE` shows the same. An E is
an error, a W a warning of the compiler, an L a lint of `infra lint`. Codes are never used for a second meaning.
"""


def heading(code):
    if code.startswith("L"):
        return "Lint"
    return PHASES.get("E" + code[1:3], "Others")


def index(folder):
    lines, last = [HEAD], None
    pages = [path for path in folder.glob("*.md") if path.stem != "README"]
    # A warning stands in its range, lints at the end.
    for path in sorted(pages, key=lambda path: (path.stem.startswith("L"), path.stem[1:], path.stem)):
        if heading(path.stem) != last:
            last = heading(path.stem)
            lines.append(f"\n## {last}\n\n")
        title = path.read_text().splitlines()[0].removeprefix(f"# {path.stem}: ")
        lines.append(f"- [{path.stem}]({path.name}): {title}\n")
    return "".join(lines)


def check(root):
    folder = root / "docs/errors"
    wanted, file = index(folder), folder / "README.md"
    found = file.read_text() if file.exists() else ""
    if found == wanted:
        return
    if os.environ.get("INFRA_UPDATE") == "1" and "bad" not in root.parts:
        file.write_text(wanted)
    differing = sorted(set(wanted.splitlines()) ^ set(found.splitlines()))
    for line in differing or ["the order"]:
        yield f"docs/errors/README.md differs in: {line}; INFRA_UPDATE=1 python3 test/rules/run.py index writes it"
