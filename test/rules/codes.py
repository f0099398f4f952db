"""Every diagnostic code is in the table once, in its phase's range, has a page, and is produced by a test; every page
has a code; messages keep the one style."""
import re

LINE = re.compile(r'^INFRA_DIAGNOSTIC\(\s*(\w+),\s*"([EWL]\d{4})",\s*(\w+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)', re.M)
RANGES = {"source": "0", "syntax": "1", "sema": "234", "limits": "3", "value": "3", "reach": "4", "plan": "56", "attest": "6", "state": "6", "runtime": "67", "host": "8", "cli": "9",
          "tool": "9"}
PREFIXES = {stem: ["0" + digit for digit in digits] for stem, digits in RANGES.items()} | {"package": ["10"]}
TESTS = (".cpp", ".infra", ".test", ".py", ".sh", ".txt", ".json", ".h")


def tests_text(root):
    texts = []
    for path in sorted((root / "test").rglob("*")):
        inside = path.relative_to(root / "test").parts
        if path.is_file() and path.suffix in TESTS and inside[0] != "rules":
            texts.append(path.read_text(errors="replace"))
    return "\n".join(texts)


def style(message):
    first = message.lstrip("`{}")[:1]
    if message[:1].isupper() and not re.match(r"[A-Z]{2}|UTF|HTTP|JSON", message):
        yield "starts with a capital letter"
    if message.rstrip().endswith("."):
        yield "ends with a full stop"
    if re.search(r"\b(illegal|invalid)\b", message):
        yield "says what is wrong with the person's text (illegal, invalid) instead of what was found"
    if not first and "{}" not in message:
        yield "is empty"


def check(root):
    seen = {}
    tests = tests_text(root)
    for path in sorted((root / "compiler/diag/codes").glob("*.def")):
        text = path.read_text()
        if path.stem == "all":
            continue
        lines = LINE.findall(text)
        if len(lines) != len(re.findall(r"^INFRA_DIAGNOSTIC", text, re.M)):
            yield f"{path.name} has a line that this rule cannot read"
        for name, code, level, message in lines:
            if code in seen:
                yield f"{code} is used twice: {seen[code]} and {name}"
            seen[code] = name
            if (code[0] == "L") != (path.stem == "lint") or (code[0] != "L" and code[1:3] not in PREFIXES[path.stem]):
                yield f"{code} {name} is not in the range of {path.name}"
            if code[0] != level[0] and (code[0], level) != ("L", "Warning"):
                yield f"{code} {name} is a {level}"
            for problem in style("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', message))):
                yield f"the message of {code} {name} {problem}"
            if not (root / "docs/errors" / f"{code}.md").exists():
                yield f"{code} {name} has no page docs/errors/{code}.md"
            if not re.search(rf"\b{code}\b|\bdiag::{name}\b", tests):
                yield f"{code} {name} is produced by no test"
    for page in sorted((root / "docs/errors").glob("*.md")):
        if page.stem not in seen and page.stem != "README":
            yield f"docs/errors/{page.name} explains a code that the table does not have"
        elif page.stem != "README" and not page.read_text().startswith(f"# {page.stem}: "):
            yield f"docs/errors/{page.name} does not start with `# {page.stem}: `"
