#!/usr/bin/env python3
"""Adds up what a run of ctest tested: totals.py RESULTS

RESULTS holds `ctest.junit`, one entry per program of ctest, and the list of cases that a program left there itself:
GoogleTest's `<program>.xml` and lit's `lit.xml`. Such a list counts for its program; a program that failed although
none of its cases did (it crashed, or leaked) counts as one more failure. A skip is shown, and is a failure where
INFRA_REQUIRE=all. Prints `N passed, N failed`, writes `PASSED FAILED` to RESULTS/totals, exits 1 when any failed.
"""
import os
import sys
import xml.etree.ElementTree as xml


def cases(path):
    """(passed, failed names, skipped names) of one JUnit-like file."""
    passed, failed, skipped = 0, [], []
    for case in xml.parse(path).getroot().iter("testcase"):
        name = f"{case.get('classname') or ''}.{case.get('name')}".strip(".")
        if case.find("failure") is not None or case.find("error") is not None or case.get("status") == "fail":
            failed.append(name)
        elif case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
            skipped.append(name)
        else:
            passed += 1
    return passed, failed, skipped


def own_list(results, name):
    """The file that the ctest entry `unit.base` or `lit` wrote, if it came so far."""
    for stem in (name, name.removeprefix("unit.")):
        path = os.path.join(results, stem + ".xml")
        if os.path.exists(path):
            return path
    return None


def main(results):
    strict = os.environ.get("INFRA_REQUIRE") == "all"
    programs = list(xml.parse(os.path.join(results, "ctest.junit")).getroot().iter("testcase"))
    passed, failed, skipped = 0, [], []
    for program in programs:
        name, ok = program.get("name"), program.get("status") == "run"
        path = own_list(results, name)
        if path is None:
            own = (1, [], []) if ok else (0, [name], [])
        else:
            own = cases(path)
            if not ok and not own[1]:
                own[1].append(f"{name} (the program itself)")
        passed += own[0]
        failed += own[1]
        skipped += own[2]
    if not programs:
        failed.append("no test ran")
    for name in skipped:
        print(f"skipped: {name}")
    if strict:
        failed += [f"{name} (skipped)" for name in skipped]
    for name in failed:
        print(f"failed: {name}")
    with open(os.path.join(results, "totals"), "w") as totals:
        totals.write(f"{passed} {len(failed)}\n")
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
