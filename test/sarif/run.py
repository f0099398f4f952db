#!/usr/bin/env python3
"""run.py INFRA CACHE: SARIF of every kind that `infra` writes, judged by the schema of the standard (README.md).

Two logs that are no SARIF are judged first: a judge that finds nothing there would find nothing anywhere.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.sax.saxutils as escape

HERE = pathlib.Path(__file__).resolve().parent

# Name of the case, the source, the arguments behind `infra`.
CASES = [
    ("nothing to say", "output x: Int = 1\n", ["check"]),
    ("a mistake with a fix", "let relase = 1\noutput x: Int = release\n", ["check"]),
    ("two places", "param a: Int\nparam a: Int\n", ["check"]),
    ("a place without a width", "param a:", ["check"]),
    ("text beyond ASCII", 'output x: Int = "grüße 🎉"\n', ["check"]),
    ("a mistake in the arguments", "", ["check", "--frob"]),
    ("a file that is not there", None, ["check"]),
    ("a whole compilation", "output x: Int = 1\n", ["compile"]),
    ("lints with edits", "let x = (1)\noutput y: Bool = if 1 < 2 then true else false\n", ["lint"]),
]
BROKEN = [
    {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "x"}, "level": "bad"}]}]},
    {"version": "2.1.0", "runs": [{"tool": {"driver": {}}, "results": []}]},
]


def judge_of(cache):
    """The folder with the judge in it, or the reason why there is none."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            return None, f"there is no {program}"
    wanted = (HERE / "package.json").read_text()
    mark = cache / "installed"
    if not mark.exists() or mark.read_text() != wanted:
        cache.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "package.json", cache)
        command = ["npm", "install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
        try:
            done = subprocess.run(command, cwd=cache, capture_output=True, text=True, timeout=300)
        except subprocess.TimeoutExpired:
            return None, "npm install did not end within five minutes"
        if done.returncode != 0:
            return None, "npm install failed: " + (done.stderr.strip().splitlines() or ["without a word"])[-1]
        mark.write_text(wanted)
    return cache, None


def write_cases(infra, folder):
    """Runs every case; yields its name and its SARIF file, or what went wrong."""
    for number, (name, source, arguments) in enumerate(CASES):
        home = folder / f"{number}"
        home.mkdir()
        if source is not None:
            (home / "a.infra").write_text(source)
        out = home / "out.sarif"
        command = [infra, *arguments, "a.infra", "--format", "sarif", "--output", out.name]
        done = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=60)
        problem = None if done.returncode in (0, 1) and out.exists() else f"{arguments}: {done.stderr}"
        yield name, out, problem


def judge(cache, files):
    done = subprocess.run(["node", HERE / "validate.js", *files], cwd=cache, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        return {str(file): f"the judge failed: {done.stderr[-400:]}" for file in files}
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["file"]: None if line["valid"] else line["why"] for line in lines}


def run(infra, cache):
    """(name, problem) of each case."""
    with tempfile.TemporaryDirectory(prefix="infra-sarif-") as name:
        folder = pathlib.Path(name)
        broken = []
        for number, log in enumerate(BROKEN):
            broken.append(folder / f"broken{number}.sarif")
            broken[-1].write_text(json.dumps(log))
        cases = list(write_cases(infra, folder))
        verdicts = judge(cache, [*broken, *(out for _, out, problem in cases if problem is None)])
        for file in broken:
            yield f"the judge refuses {file.stem}", None if verdicts[str(file)] else "it found nothing"
        for name, out, problem in cases:
            yield name, problem or verdicts[str(out)]


def main(infra, cache):
    folder, reason = judge_of(pathlib.Path(cache).resolve())
    if reason:
        results = [(name, None, reason) for name, _, _ in CASES]
    else:
        results = [(name, problem, None) for name, problem in run(pathlib.Path(infra).resolve(), folder)]
    lines = []
    for name, problem, skipped in results:
        inside = f"<failure>{escape.escape(problem)}</failure>" if problem else "<skipped/>" if skipped else ""
        lines.append(f"  <testcase classname=\"sarif\" name={escape.quoteattr(name)}>{inside}</testcase>\n")
        print(f"{name}: {problem or ('skipped: ' + skipped if skipped else 'valid')}")
    if where := os.environ.get("INFRA_TEST_RESULTS"):
        text = '<testsuite name="sarif">\n' + "".join(lines) + "</testsuite>\n"
        (pathlib.Path(where) / "sarif.xml").write_text(text)
    strict = os.environ.get("INFRA_REQUIRE") == "all"
    return 1 if any(problem or (skipped and strict) for _, problem, skipped in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
