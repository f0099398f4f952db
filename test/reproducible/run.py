#!/usr/bin/env python3
"""Compiles generated programs in many ways and compares the plans, byte by byte:
run.py INFRA… [--programs N] [--seed S] [--every]

Each INFRA is a build: of another compiler, with other optimization. Where one is given, or with --every, each of them
compiles each program in every surrounding; otherwise each program meets each build, and the surroundings take turns.
"""
import argparse
import concurrent.futures
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import xml.sax.saxutils as escape

from programs import program

# A name, what is set, and what is done: `folder` beneath the program's own, `order` in which its files are made, `cores`
# that it may use, whether it is compiled from the root of the disk.
SURROUNDINGS = [
    {"name": "plain", "env": {"LC_ALL": "C", "TZ": "UTC"}, "folder": "a"},
    {"name": "Turkish letters, far east", "env": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Apia"},
     "folder": "deep/in/another/folder", "order": 1},
    {"name": "German numbers, one core", "env": {"LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8", "TZ": "America/St_Johns"},
     "folder": "a folder with spaces ß", "order": 2, "cores": 1},
    {"name": "from elsewhere, nothing set", "env": {}, "folder": "z", "order": 3, "from_root": True},
]


def place(top, seed, files, surrounding):
    """The program on disk, its files made in an order of its own, so that the disk lists them in another."""
    folder = top / surrounding["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(files)
    random.Random(seed * 10 + surrounding.get("order", 0)).shuffle(names)
    for name in names:
        (folder / name).write_text(files[name])
    return folder


def compiled(infra, folder, surrounding):
    """The bytes of the plan, or what was said instead of it."""
    plan = folder / "out.plan"
    plan.unlink(missing_ok=True)
    root, cwd = ("app.infra", folder) if not surrounding.get("from_root") else (str(folder / "app.infra"), "/")
    command = [infra, "compile", root, "-o", str(plan)]
    if surrounding.get("cores") and shutil.which("taskset"):
        command = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] + command
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder)} | surrounding["env"]
    done = subprocess.run(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300)
    if done.returncode != 0 or not plan.exists():
        return None, done.stdout.decode(errors="replace")
    return plan.read_bytes(), ""


def compare(builds, seed, every):
    """How many plans were compared, and what is wrong with them."""
    ways = [(build, one) for build in builds for one in SURROUNDINGS]
    if not every:
        ways = [ways[0]] + [(build, SURROUNDINGS[(seed + i) % len(SURROUNDINGS)]) for i, build in enumerate(builds, 1)]
    first, problems = None, []
    with tempfile.TemporaryDirectory(prefix="infra-reproducible-") as name:
        for number, (build, surrounding) in enumerate(ways):
            folder = place(pathlib.Path(name) / str(number), seed, program(seed), surrounding)
            plan, said = compiled(build, folder, surrounding)
            if plan is None:
                problems.append(f"program {seed} does not compile with {build}, {surrounding['name']}: {said[:1000]}")
            elif first is None:
                first = plan
            elif plan != first:
                problems.append(f"program {seed} gives another plan with {build}, {surrounding['name']}")
    return len(ways), problems


def report(results):
    with open(os.path.join(os.environ["INFRA_TEST_RESULTS"], "reproducible.xml"), "w") as out:
        out.write('<testsuite name="reproducible">\n')
        for seed, (_, problems) in results:
            failure = f"<failure>{escape.escape(problems[0])}</failure>" if problems else ""
            out.write(f'  <testcase classname="reproducible" name="program {seed}">{failure}</testcase>\n')
        out.write("</testsuite>\n")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("infra", nargs="+", type=pathlib.Path)
    options.add_argument("--programs", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--every", action="store_true")
    given = options.parse_args()
    builds = [one.resolve() for one in given.infra]
    seeds = range(given.seed, given.seed + given.programs)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(zip(seeds, pool.map(lambda seed: compare(builds, seed, given.every or len(builds) == 1), seeds)))
    problems = [problem for _, (_, found) in results for problem in found]
    for problem in problems:
        print(problem)
    if "INFRA_TEST_RESULTS" in os.environ:
        report(results)
    plans = sum(count for _, (count, _) in results)
    print(f"reproducible: {len(results)} programs from seed {given.seed}, {len(builds)} builds, {plans} plans, "
          f"{len(problems)} differences")
    return 1 if problems or not results else 0


if __name__ == "__main__":
    sys.exit(main())
