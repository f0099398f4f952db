#!/usr/bin/env python3
"""Whole-process timings of infra, beside its peers in the same run where these are installed.

  compare.py --infra build/release/bin/infra [--runs 5] [--shapes hello,module:10000] [--sizes 1000,10000] [--apply 1000]
             [--tool pkl=/opt/pkl …]

The shapes are those of shapes.py: values of a program, one document in each language, which is compared with the expected
one before anything is timed; `--documents` does only that. tsc and `terraform validate` only read and check. A peer that is
not there is left out, and why. After the shapes stands how long a compilation takes in a process that lives on, after the
edit of a line.

Each figure is the median of the runs, the tools in turn, after one uncounted run of each; memory is the largest resident
set of the process. To apply, terraform makes as many `terraform_data` resources, which do nothing; infra writes as many
real files, durably. At the end stands one table of all shapes. Nothing here judges: a machine that is shared gives
ratios, not times.
"""
import argparse, json, os, shutil, statistics, subprocess, sys, tempfile, time

import languages
import programs
import shapes

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

TERRAFORM = """
variable "size" { type = number }
resource "terraform_data" "file" {
  count = var.size
  input = "the content of file ${count.index}"
}
"""

def run(command, cwd, env):
    """(seconds, peak MB) of one run; a failed one ends the benchmark with what it said."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 2):  # 2: changes pending
            out.seek(0)
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{out.read().decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / 1024

class Work:
    """One row: how to run it, and what to do before each run."""
    def __init__(self, name, command, cwd, env, before=lambda: None):
        self.name, self.command, self.cwd, self.env, self.before = name, command, cwd, env, before
        self.seconds, self.memory = [], []
    def once(self, count):
        self.before()
        seconds, memory = run(self.command, self.cwd, self.env)
        if count:
            self.seconds.append(seconds)
            self.memory.append(memory)
    def figures(self):
        return (f"{statistics.median(self.seconds) * 1000:10.1f} ms  ({min(self.seconds) * 1000:.1f} to "
                f"{max(self.seconds) * 1000:.1f})  {statistics.median(self.memory):6.1f} MB")

def compare(title, mine, peers, runs):
    rows = [mine, *peers]
    for i in range(runs + 1):
        for row in rows:
            row.once(count=i > 0)
    print(title)
    for row in rows:
        print(f"  {row.name:<22}{row.figures()}")
    for peer in peers:
        ratio = statistics.median(peer.seconds) / statistics.median(mine.seconds)
        print(f"  {peer.name.split()[0] + ' / infra':<22}{ratio:10.1f} x")
    sys.stdout.flush()
    return rows

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--infra", default=os.path.join(ROOT, "build/release/bin/infra"))
    parser.add_argument("--tool", action="append", default=[], metavar="NAME=PATH",
                        help=f"where a peer is that is not on the path ({', '.join(programs.NAMES)}); NAME= leaves it out")
    parser.add_argument("--recompile", help="the program of that name; left out when it is not there",
                        default=os.path.join(ROOT, "build/release/test/recompile"))
    parser.add_argument("--shapes", default="hello,module:10000,module:100000,flat:10000")
    parser.add_argument("--documents", action="store_true", help="compare what is printed, and measure nothing")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--apply", type=int, default=1000, help="resources to apply; 0 leaves it out")
    options = parser.parse_args()
    infra = os.path.abspath(options.infra)
    # Short: a Unix socket lies in it.
    work = tempfile.mkdtemp(prefix="infra-bench.")
    env = {"PATH": os.environ["PATH"], "HOME": work, "LANG": "C.UTF-8", "INFRA_HOST_ROOT": os.path.join(work, "host"),
           "XDG_DATA_HOME": os.path.join(work, "data"), "CHECKPOINT_DISABLE": "1"}
    if os.environ.get("TF_CLI_CONFIG_FILE"):
        env["TF_CLI_CONFIG_FILE"] = os.environ["TF_CLI_CONFIG_FILE"]
    there = programs.find(dict(tool.split("=", 1) for tool in options.tool), env)
    options.terraform = there["terraform"].path if "terraform" in there else ""
    try:
        table = []
        for shape in filter(None, options.shapes.split(",")):
            table.append((shape, measure_shape(options, infra, work, env, there, *shape.split(":"))))
        print_table(table)
        if not options.documents:
            measure(options, infra, work, env)
    finally:
        subprocess.run([infra, "host", "stop"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(work, ignore_errors=True)

def write_shape(folder, shape, size, language=None):
    """In a process of its own: one that is started counts the memory of who starts it, so this one must stay small."""
    command = [sys.executable, os.path.join(HERE, "shapes.py"), "--shape", shape, "--resources", size, "-o", folder]
    subprocess.run(command + (["--language", language] if language else []), check=True)

def document(work):
    """What a program prints; starlark prints to where others say what went wrong."""
    done = subprocess.run(work.command, cwd=work.cwd, env=work.env, capture_output=True, check=True)
    return json.loads(done.stdout or done.stderr)

def prints(work, shape, size):
    """The document of the shape? 1 and 1.0 are one number. In a process of its own, as above."""
    child = os.fork()
    if child == 0:
        wanted = {"message": "hello"} if shape == "hello" else shapes.expected(int(size))
        os._exit(0 if document(work) == wanted else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

def measure_shape(options, infra, work, env, there, shape, size="10"):
    folder = os.path.join(work, f"{shape}-{size}")
    os.mkdir(folder)
    write_shape(folder, shape, size)
    mine = Work("infra eval", [infra, "eval", "main.infra", "--json"], folder, env)
    others, same = [], ["infra"]
    if not prints(mine, shape, size):
        sys.exit(f"{shape} {size}: infra does not print the document of the shape")
    for name, peer in there.items():
        if not peer.takes(shape) or (options.documents and not peer.prints):
            continue
        other_folder = os.path.join(folder, name)
        os.mkdir(other_folder)
        write_shape(other_folder, shape, size, name)
        for command in peer.prepare():
            run(command, other_folder, env)
        others.append(Work(peer.title, peer.command(languages.BY_NAME[name].file), other_folder, env))
        if peer.prints and not prints(others[-1], shape, size):
            sys.exit(f"{shape} {size}: {name} does not print the document of the shape")
        same += [name] * peer.prints
    if options.documents:
        print(f"{shape} {size}: one document from {', '.join(same)}")
        return []
    rows = compare(f"{shape}, {size} resources" if shape != "hello" else shape, mine, others, options.runs)
    if shape == "flat" and os.path.exists(options.recompile):
        out = subprocess.run([options.recompile, folder, os.path.join(ROOT, "stdlib")], capture_output=True, text=True,
                             check=True).stdout
        print("  in one process: infra " + out, end="", flush=True)
        if "tsc" in there and "node" in there:
            recompile_typescript(there, os.path.join(folder, "tsc"), env)
    return rows

def recompile_typescript(there, folder, env):
    library = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(there["tsc"].path))), "lib/typescript.js")
    if not os.path.exists(library):
        print("  in one process: tsc left out, its library is not beside it")
        return
    out = subprocess.run([there["node"].path, os.path.join(HERE, "peers/recompile.js"), library, "main.ts"], cwd=folder,
                         env=env, capture_output=True, text=True, check=True).stdout
    print("  in one process: tsc " + out, end="", flush=True)

def print_table(table):
    """A row for each tool, a column for each shape: medians."""
    names = list(dict.fromkeys(row.name for _, rows in table for row in rows))
    if not names:
        return
    print("\n| | " + " | ".join(shape.replace(":", " ") for shape, _ in table) + " |")
    print("| --- |" + " --- |" * len(table))
    for name in names:
        cells = []
        for _, rows in table:
            row = next((row for row in rows if row.name == name), None)
            cells.append(f"{statistics.median(row.seconds) * 1000:,.1f} ms, {statistics.median(row.memory):,.0f} MB" if row
                         else "")
        print(f"| {name} | " + " | ".join(cells) + " |")
    print(flush=True)

def measure(options, infra, work, env):
    package = os.path.join(work, "package")
    os.mkdir(package)
    shutil.copy(os.path.join(HERE, "files.infra"), package)
    target = os.path.join(work, "out")
    peer_folder = os.path.join(work, "peer")
    os.mkdir(peer_folder)
    with open(os.path.join(peer_folder, "main.tf"), "w") as f:
        f.write(TERRAFORM)
    if options.terraform:
        run([options.terraform, "init", "-input=false"], peer_folder, env)
        print(subprocess.run([options.terraform, "version"], env=env, capture_output=True, text=True).stdout.split("\n")[0])
    else:
        print("terraform is not installed: only infra's figures")

    def params(size):
        return ["--param", f"folder={target}", "--param", f"count={size}"]
    def peer(verb, size, before=lambda: None, extra=()):
        if not options.terraform:
            return []
        command = [options.terraform, verb, *extra]
        if verb != "validate":
            command += ["-input=false", f"-var=size={size}"]
        return [Work(f"terraform {verb}", command, peer_folder, env, before)]

    for size in [int(s) for s in options.sizes.split(",") if s]:
        compile_ = [infra, "compile", "files.infra", *params(size), "-o", os.path.join(work, "out.plan")]
        compare(f"compile {size} resources from a loop", Work("infra compile", compile_, package, env),
                peer("plan", size), options.runs)
    compare("check the same module", Work("infra check", [infra, "check", "files.infra"], package, env),
            peer("validate", 0), options.runs)

    if options.apply:
        state = os.path.join(package, ".infra")
        def fresh():
            if os.path.exists(state):
                run([infra, "destroy", "--state", state, "--yes"], package, env)
                shutil.rmtree(state)
            shutil.rmtree(target, ignore_errors=True)
            os.mkdir(target)
            run([infra, "init", "files.infra", "--state", state], package, env)
        def fresh_peer():
            for name in ("terraform.tfstate", "terraform.tfstate.backup"):
                if os.path.exists(os.path.join(peer_folder, name)):
                    os.remove(os.path.join(peer_folder, name))
        apply_ = [infra, "apply", "files.infra", *params(options.apply), "--state", state, "--yes"]
        plan = [infra, "plan", "files.infra", *params(options.apply), "--state", state]
        runs = max(1, min(options.runs, 3))
        compare(f"apply {options.apply} resources", Work("infra apply", apply_, package, env, fresh),
                peer("apply", options.apply, fresh_peer, ["-auto-approve"]), runs)
        compare(f"change set of {options.apply} unchanged", Work("infra plan", plan, package, env),
                peer("plan", options.apply), runs)
        run([infra, "destroy", "--state", state, "--yes"], package, env)

if __name__ == "__main__":
    main()
