"""Every failpoint of the helper is one that a test dies at; those of the executor and the journal are counted by the
kill test itself."""
import re

HIT = re.compile(r'failpoints\.hit\("(host\.\w+)"\)')


def check(root):
    tests = "\n".join(path.read_text() for path in sorted((root / "test").rglob("*.cpp")) if "rules" not in path.relative_to(root / "test").parts)
    hits = {}
    for path in sorted((root / "runtime").rglob("*.cpp")):
        for name in HIT.findall(path.read_text()):
            hits[name] = path.relative_to(root).as_posix()
    if not hits:
        yield "the helper has no failpoints"
    for name, place in sorted(hits.items()):
        if f'"{name}"' not in tests:
            yield f"no test dies at {name} of {place}"
