#!/usr/bin/env python3
"""golden.py FILE: compares what it reads with FILE. Under INFRA_UPDATE=1 it writes FILE instead, and fails all the
same where something changed: an update is never a pass."""
import difflib
import os
import sys


def main(path):
    found = sys.stdin.read()
    try:
        with open(path) as file:
            wanted = file.read()
    except FileNotFoundError:
        wanted = None
    if found == wanted:
        return 0
    if os.environ.get("INFRA_UPDATE") == "1":
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(found)
        print(f"golden: wrote {path}")
        return 1
    sys.stdout.writelines(difflib.unified_diff((wanted or "").splitlines(True), found.splitlines(True), path, "found"))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
