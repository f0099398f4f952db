#!/usr/bin/env python3
"""The rules of the repository, each a file here with a `check(root)` that yields what breaks it.

  run.py           all rules
  run.py NAME…     some

Each rule is proved first: on the small tree in `bad/NAME/` it must find every line of `bad/NAME/expected`. A rule
that finds nothing there would find nothing anywhere.
"""
import importlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def prove(name, check):
    tree = HERE / "bad" / name
    found = list(check(tree))
    for wanted in (tree / "expected").read_text().splitlines():
        if wanted not in found:
            yield f"on test/rules/bad/{name} it did not find: {wanted}\n    it found: {found}"


def main(names):
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run")
    sys.path.insert(0, str(HERE))
    broken = 0
    for name in names or known:
        check = importlib.import_module(name).check
        problems = list(prove(name, check)) + list(check(ROOT))
        for problem in problems:
            print(f"{name}: {problem}")
        broken += bool(problems)
        print(f"rule {name}: {'broken' if problems else 'holds'}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
