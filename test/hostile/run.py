#!/usr/bin/env python3
"""Gives families of hostile programs to the compiler: run.py INFRA [--only NAME] [--growth] [--unbounded]

Each must end by itself, within a bound of time and of memory, with a result or with the codes that its family names.
--growth measures instead: each family at three sizes, and the exponent with which its time grows.
"""
import argparse
import concurrent.futures
import json
import math
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import xml.sax.saxutils as escape

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import families  # noqa: E402

# What is promised is 10 s of an optimized build and 1 GiB. A build without optimizing takes up to ten times as long, on
# a machine that does more than this: the bound of time tells what ends from what hangs, and no more.
SECONDS = 300
MEMORY = 1 << 30
SHORT = 4096  # Bytes of a program that is made larger to see how time grows.
ADDRESSES = MEMORY + (512 << 20)  # with libraries, stacks, and what an allocator reserves


class Ending:
    """What a program of a family came to."""

    def __init__(self, infra, family, size=None, bounded=True):
        with tempfile.TemporaryDirectory(prefix="infra-hostile-") as name:
            folder = pathlib.Path(name)
            for path, text in family.files(size).items():
                (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
            command = [sys.executable, "-S", "-E", HERE / "limited.py", str(SECONDS), str(ADDRESSES if bounded else 0),
                       infra, "check", "app.infra", "--format", "json"]
            environment = {"PATH": "/usr/bin:/bin", "HOME": name, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
            done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace")
            self.text, _, last = done.stdout.rstrip("\n").rpartition("\n")
            self.__dict__.update(json.loads(last))

    def codes(self):
        """Of its errors; nothing where it wrote something else."""
        try:
            found = json.loads(self.text)["diagnostics"]
            return sorted({one["code"] for one in found if one["severity"] == "error"})
        except (ValueError, KeyError, TypeError):
            return None

    def problem(self, family):
        if self.hung:
            return f"it did not end within {SECONDS} s"
        if self.status < 0:
            return f"it ended with {signal.Signals(-self.status).name}: {self.text[-300:]}"
        codes = self.codes()
        if codes is None:
            return f"it ended with {self.status} and without JSON: {self.text[-300:]}"
        if self.status != (1 if codes else 0):
            return f"it ended with {self.status} and {', '.join(codes) or 'no error'}"
        if sorted(family.ends) != codes:
            return f"promised {', '.join(family.ends) or 'no error'}, found {', '.join(codes) or 'none'}"
        if self.memory > MEMORY:
            return f"it took {self.memory >> 20} MiB"
        return ""


def test(infra, chosen, bounded):
    def run(family):
        ending = Ending(infra, family, bounded=bounded)
        problem = ending.problem(family)
        print(f"{ending.processor:7.2f} s {ending.memory >> 20:5} MiB  {family.name}: {problem or 'fine'}", flush=True)
        return family, problem

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(run, chosen))
    failed = [family.name for family, problem in results if problem]
    if folder := os.environ.get("INFRA_TEST_RESULTS"):
        with open(os.path.join(folder, "hostile.xml"), "w") as out:
            out.write('<testsuite name="hostile">\n')
            for family, problem in results:
                failure = f"<failure>{escape.escape(problem)}</failure>" if problem else ""
                out.write(f'  <testcase classname="hostile" name="{family.name}">{failure}</testcase>\n')
            out.write("</testsuite>\n")
    print(f"hostile: {len(results)} families, {len(failed)} that break a promise {' '.join(failed)}")
    return 1 if failed or len(results) == 0 else 0


def sizes_of(family):
    """Three, each twice the one before. A program of a few lines says by a number how much there is to do: it is made larger,
    to where a budget ends it; a long text is made shorter."""
    is_short = sum(len(text) for text in family.files().values()) < SHORT
    return [max(1, int(family.size * part)) for part in ((1, 2, 4) if is_short else (0.25, 0.5, 1))]


def growth(infra, chosen):
    """Figures, which judge nothing: seconds of processor at three sizes, the exponent between the last two, and what more
    there is to say of the largest."""
    for family in chosen:
        sizes = sizes_of(family)
        endings = [Ending(infra, family, size) for size in sizes]
        times = [ending.processor for ending in endings]
        # Below 50 ms it is the process that is measured.
        exponent = math.log2(times[2] / times[1]) if times[1] > 0.05 else 0.0
        problem = endings[2].problem(family)
        note = f": {problem}" if endings[2].hung or endings[2].codes() is None else ""
        print(f"{exponent:5.2f}  {' '.join(f'{one:7.2f}' for one in times)} s {endings[2].memory >> 20:5} MiB  "
              f"{family.name} ({sizes[2]}){note}", flush=True)
    return 0


def main():
    options = argparse.ArgumentParser()
    options.add_argument("infra", type=pathlib.Path)
    options.add_argument("--only", default="", help="families with this in their name")
    options.add_argument("--growth", action="store_true")
    options.add_argument("--unbounded", action="store_true", help="for a sanitizer, which reserves all addresses")
    given = options.parse_args()
    chosen = [one for one in families.load() if given.only in one.name]
    infra = given.infra.resolve()
    return growth(infra, chosen) if given.growth else test(infra, chosen, not given.unbounded)


if __name__ == "__main__":
    sys.exit(main())
