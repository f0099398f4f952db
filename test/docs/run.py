#!/usr/bin/env python3
"""Runs what the documentation shows: run.py INFRA [PAGE…]

A block of a page promises what its fence says (README.md here has the list); each page has an empty folder of its own.
INFRA_UPDATE=1 rewrites the outputs that stand on the pages, which is never a pass. The pages under bad/ are read first:
on them every kind of broken promise must be found, for a check that cannot fail proves nothing.
"""
import concurrent.futures
import json
import os
import pathlib
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import xml.sax.saxutils as escape

from blocks import blocks, free_ports

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Front-end codes: their pages show a text that gives them, and one that does not.
FRONT_END = re.compile(r"^[EW]0[1-4]\d\d$")
LINT = re.compile(r"^L\d{4}$")
READS = re.compile(r'\b(file|embed|dir)\("([^"$\\]+)"\)')


class Page:
    def __init__(self, path, infra):
        self.path, self.infra = path, infra
        self.blocks = blocks(path)
        self.ports = {port: None for port in free_ports(path)}  # to the one that stands for it
        # A page that deploys has a helper of its own, and its folder where a state may lie.
        self.deploys = any(b.language == "console" and "$ infra init" in b.text for b in self.blocks)
        self.host_root = None
        self.code = path.stem if path.parent.name == "errors" and re.fullmatch(r"[A-Z]\d{4}", path.stem) else None
        self.problems, self.edits = [], []  # edits: (first line, old lines, new lines)

    def say(self, block, text):
        name = self.path.relative_to(ROOT).as_posix()
        self.problems.append(f"{name}:{block.first if block else 1}: {text}")

    def environment(self, folder):
        return {
            "PATH": f"{self.infra.parent}{os.pathsep}/usr/bin{os.pathsep}/bin{os.pathsep}/usr/sbin",
            "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "TERM": "dumb",
            "LSAN_OPTIONS": os.environ.get("LSAN_OPTIONS", ""),
            **({"INFRA_HOST_ROOT": self.host_root} if self.host_root else {}),
        }

    def with_free_ports(self, text):
        for port, free in self.ports.items():
            text = text.replace(port, free)
        return text

    def as_written(self, text):
        for port, free in self.ports.items():
            text = text.replace(free, port)
        return text

    def run(self, folder, command):
        """Its end, or a status of 124 where it does not come to one."""
        try:
            command = [self.with_free_ports(str(word)) for word in command]
            result = subprocess.run(command, cwd=folder, env=self.environment(folder), stdin=subprocess.DEVNULL,
                                    capture_output=True, text=True, timeout=120)
            result.stdout, result.stderr = self.as_written(result.stdout), self.as_written(result.stderr)
            return result
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, 124, "", f"{command[0]} did not end within two minutes\n")

    def place(self, folder, block, number):
        """Writes the block's file, and what it reads, if the page does not give it."""
        name = block.name or f"block{number}.infra"
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # As one who follows the page would: an empty line between what stands there and what is added.
        before = target.read_text() + "\n" if block.adds and target.exists() else ""
        target.write_text(before + self.with_free_ports(block.source))
        if block.source.startswith("#!"):
            target.chmod(0o755)
        if block.language != "infra":
            return name
        for kind, read in READS.findall(block.source):
            path = target.parent / read
            if not path.exists() and folder in path.resolve().parents:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.mkdir() if kind == "dir" else path.write_text("what a build makes\n")
        return name

    def check_infra(self, folder, block, number):
        name = block.name or f"block{number}.infra"
        wanted = sorted(set(block.codes("fails") + block.codes("warns")))
        if self.code and FRONT_END.match(self.code) and not block.after_way_out and not block.words:
            wanted = [self.code]
        result = self.run(folder, [self.infra, "check", name, "--format", "json"])
        try:
            found = sorted({one["code"] for one in json.loads(result.stdout or result.stderr)["diagnostics"]})
        except (ValueError, KeyError):
            found = ["what is no JSON"]
        if result.returncode not in (0, 1):
            self.say(block, f"`infra check` ended with {result.returncode}")
        elif found != wanted:
            human = self.run(folder, [self.infra, "check", name])
            self.say(block, f"promised {', '.join(wanted) or 'no diagnostic'}, found {', '.join(found) or 'none'}\n"
                     + human.stderr + human.stdout)
        elif block.output:
            human = self.run(folder, [self.infra, "check", name])
            text = human.stderr + human.stdout
            if not block.name:
                text = text.replace(name, "example.infra")
            self.compare(block.output, text.splitlines())
        return wanted

    def check_console(self, folder, block):
        """`$ command` lines, each with what it prints; a `$?` line gives a status that is not 0."""
        commands, line = [], 0
        while line < len(block.lines):
            text = block.lines[line]
            line += 1
            if not text.startswith("$ "):
                self.say(block, f"a line of console belongs to no command: {text}")
                return
            command = text[2:]
            while command.endswith("\\") and line < len(block.lines):
                command += "\n" + block.lines[line]
                line += 1
            start = line
            while line < len(block.lines) and not block.lines[line].startswith("$ "):
                line += 1
            commands.append((command, start, block.lines[start:line]))
        for command, start, output in commands:
            result = self.run(folder, ["/bin/bash", "-c", command + "\n", "bash"])
            found = (result.stdout + result.stderr).splitlines()
            if not matches(output, found):
                self.edits.append((block.first + start, output, found))
                self.say(block, f"`{command}` printed\n" + "\n".join(found) + "\ninstead of\n" + "\n".join(output))

    def lint_infra(self, folder, block, number):
        """On the page of a lint: whether a block that compiles draws it, which is what it is there for."""
        name = block.name or f"block{number}.infra"
        result = self.run(folder, [self.infra, "lint", name, "--format", "json"])
        try:
            found = {one["code"] for one in json.loads(result.stdout)["diagnostics"]}
        except (ValueError, KeyError):
            found = {"what is no JSON"}
        if (self.code in found) == block.after_way_out:
            self.say(block, f"`infra lint` {'still draws' if block.after_way_out else 'does not draw'} {self.code}: "
                     + (", ".join(sorted(found)) or "nothing"))
        return self.code in found

    def compare(self, output, found):
        while found and not found[-1].strip():
            found.pop()
        if not matches(output.lines, found):
            self.edits.append((output.first, output.lines, found))
            self.say(output, "the output is now\n" + "\n".join(found))

    def check(self):
        home = pwd.getpwuid(os.getuid()).pw_dir if self.deploys else None
        with tempfile.TemporaryDirectory(prefix="infra-docs-", dir=home) as name:
            self.ports = dict(zip(self.ports, free_ports_of_machine(len(self.ports))))
            folder = pathlib.Path(name).resolve()
            if self.deploys:
                self.host_root = tempfile.mkdtemp(prefix="infra-docs.", dir="/tmp")  # short: a Unix socket lies in it
            try:
                self.check_in(folder)
            finally:
                if self.deploys:
                    self.run(folder, [self.infra, "host", "stop"])
                    shutil.rmtree(self.host_root)
        return self

    def check_layout(self):
        """Its blocks of Infra are laid out as `infra fmt` does; it leaves those alone that do not parse, or say `unformatted`."""
        result = self.run(ROOT, [self.infra, "fmt", "--check", self.path, "--format", "json"])
        try:
            found = json.loads(result.stdout)["diagnostics"]
        except (ValueError, KeyError):
            found = []
        if result.returncode == 2 and found:
            where = self.path.relative_to(ROOT).as_posix()
            self.problems.append(f"{where}:{found[0]['line']}: is not formatted: `infra fmt {where}` lays it out")
        elif result.returncode != 0:
            self.say(None, f"`infra fmt --check` ended with {result.returncode}\n" + result.stderr)

    def check_in(self, folder):
        self.check_layout()
        files = [(number, block) for number, block in enumerate(self.blocks, 1)
                 if block.language == "infra" or block.name]
        # What a page says later may be read earlier; what is said twice is, at each place, as it is said there.
        placed = set()
        for number, block in files:
            if block.name not in placed and not block.adds:
                self.place(folder, block, number)
                placed.add(block.name or number)
        produced, fixed = set(), False
        for number, block in enumerate(self.blocks, 1):
            if block.name and (block.adds or len([b for _, b in files if b.name == block.name]) > 1):
                self.place(folder, block, number)
            if block.language == "infra":
                wanted = self.check_infra(folder, block, number)
                produced.update(wanted)
                fixed |= not wanted and block.after_way_out
                if self.code and LINT.match(self.code) and self.lint_infra(folder, block, number):
                    produced.add(self.code)
            elif block.language == "console":
                self.check_console(folder, block)
            elif block.language in ("", "text") and block.words:
                self.say(block, "an output without the block that gives it")
        if self.code and (FRONT_END.match(self.code) or LINT.match(self.code)):
            if self.code not in produced and not self.shown_otherwise():
                self.say(None, f"no block of the page gives {self.code}")
            elif not fixed and not self.shown_otherwise():
                self.say(None, "no block after **The way out** shows a text that is fine")

    def shown_otherwise(self):
        """What a text of a few lines cannot show (a file of 9 MiB, a param of the command line): by console."""
        return any("later" in block.words or (block.language == "console" and self.code in block.text)
                   for block in self.blocks)

    def update(self):
        lines = self.path.read_text().splitlines()
        for first, old, new in sorted(self.edits, reverse=True):
            lines[first - 1 : first - 1 + len(old)] = new
        if self.edits:
            self.path.write_text("".join(line + "\n" for line in lines))


def free_ports_of_machine(count):
    taken = [socket.socket() for _ in range(count)]
    for one in taken:
        one.bind(("127.0.0.1", 0))
    ports = [str(one.getsockname()[1]) for one in taken]
    for one in taken:
        one.close()
    return ports


def matches(pattern, found):
    """Line by line; a line `…` stands for any lines, `…` inside of a line for any text."""
    if not pattern:
        return not found
    if pattern[0].strip() == "…":
        return any(matches(pattern[1:], found[skip:]) for skip in range(len(found) + 1))
    if not found:
        return False
    line = re.escape(pattern[0].rstrip()).replace("…", ".*")
    return bool(re.fullmatch(line, found[0].rstrip())) and matches(pattern[1:], found[1:])


def pages_of_project():
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "*.md"], capture_output=True,
                            text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in listed
            if not name.startswith("test/") and (ROOT / name).is_file() and "```" in (ROOT / name).read_text()]


def prove(infra):
    """Each page under bad/ must be found broken, for the reason that its first line gives."""
    for path in sorted((HERE / "bad").rglob("*.md")):
        reason = path.read_text().splitlines()[0].removeprefix("<!-- finds: ").removesuffix(" -->")
        found = Page(path, infra).check().problems
        if not any(reason in problem for problem in found):
            yield f"on {path.relative_to(ROOT)} it did not find: {reason}\n    it found: {found}"


def report(results, pages):
    with open(os.path.join(results, "docs.blocks.xml"), "w") as out:
        out.write('<testsuite name="docs">\n')
        for page in pages:
            name = escape.quoteattr(page.path.relative_to(ROOT).as_posix())
            failure = f"<failure>{escape.escape(page.problems[0])}</failure>" if page.problems else ""
            out.write(f'  <testcase classname="docs" name={name}>{failure}</testcase>\n')
        out.write("</testsuite>\n")


def main(infra, names):
    infra = pathlib.Path(infra).resolve()
    unproved = list(prove(infra))
    paths = [pathlib.Path(name).resolve() for name in names] or pages_of_project()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        pages = list(pool.map(lambda path: Page(path, infra).check(), paths))
    problems = unproved + [problem for page in pages for problem in page.problems]
    for problem in problems:
        print(problem)
    if os.environ.get("INFRA_UPDATE") == "1":
        for page in pages:
            page.update()
    if results := os.environ.get("INFRA_TEST_RESULTS"):
        report(results, pages)
    count = sum(len(page.blocks) for page in pages)
    print(f"docs: {len(pages)} pages, {count} blocks, {len(problems)} problems")
    return 1 if problems or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
