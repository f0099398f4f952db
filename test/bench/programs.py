"""The programs of the languages beside ours: where each is, how it is run, and what it says its version is."""
import os
import shutil
import subprocess


class Program:
    prints = True    # a document; otherwise it reads and checks, and no more
    shapes = ("hello", "module", "flat")
    version = "--version"

    def __init__(self, path):
        self.path = path

    def takes(self, shape):
        return shape in self.shapes

    def prepare(self):
        """Commands before the first run, in the folder."""
        return []


class Node(Program):
    title, word = "node", "node"

    def command(self, file):
        return [self.path, file]


class Nix(Program):
    title, word = "nix", "nix-instantiate"

    def command(self, file):
        return [self.path, "--eval", "--strict", "--json", file]


class Starlark(Program):
    title, word, version = "starlark", "starlark", None

    def command(self, file):
        return [self.path, file]


class Pkl(Program):
    title, word = "pkl", "pkl"

    def command(self, file):
        return [self.path, "eval", "--format", "json", file]


class Tsc(Program):
    title, word, prints, shapes = "tsc --noEmit", "tsc", False, ("hello", "flat")

    def command(self, file):
        return [self.path, "--noEmit", "--strict", file]


class Terraform(Program):
    title, word, prints, shapes, version = "terraform validate", "terraform", False, ("hello", "flat"), "version"

    def command(self, _):
        return [self.path, "validate"]

    def prepare(self):
        return [[self.path, "init", "-input=false"]]


BY_NAME = {"node": Node, "nix": Nix, "starlark": Starlark, "pkl": Pkl, "tsc": Tsc, "terraform": Terraform}
NAMES = list(BY_NAME)


def find(places, env):
    """By name, those that run; says of each what it is, or why it is left out. `places` are paths given by hand."""
    there = {}
    for name, kind in BY_NAME.items():
        path = places.pop(name, None)
        if path == "":
            print(f"{name}: left out, as asked")
            continue
        path = os.path.abspath(path) if path else shutil.which(kind.word)
        if not path or not os.access(path, os.X_OK):
            print(f"{name}: left out, there is no program " + (f"at {path}" if path else f"`{kind.word}` on the path"))
            continue
        said = "no version known"
        if kind.version:
            done = subprocess.run([path, kind.version], env=env, capture_output=True, text=True)
            if done.returncode != 0:
                print(f"{name}: left out, `{path} {kind.version}` ended with {done.returncode}: {done.stderr.strip()[-200:]}")
                continue
            said = done.stdout.strip().split("\n")[0]
        print(f"{name}: {said}")
        there[name] = kind(path)
    if places:
        raise SystemExit(f"--tool: no peer is called {', '.join(places)}")
    return there
