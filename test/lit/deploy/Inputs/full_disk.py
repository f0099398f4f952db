"""One file on a disk that is full for a while: run it where it may mount (unshare -rm)."""
import errno, os, shutil, subprocess, tempfile

SOURCE = """import std.host { File }
param text: String
resource f: File { path = "%s", content = text }
"""

def infra(env, *words):
    done = subprocess.run(["infra", *words], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    print(f"{done.stdout}exit {done.returncode}", flush=True)

def fill(folder):
    with open(folder + "/filler", "wb", buffering=0) as filler:
        for size in (65536, 4096, 512):
            while True:
                try:
                    filler.write(b"x" * size)
                except OSError as problem:
                    assert problem.errno == errno.ENOSPC
                    break

def life(title, full):
    print("== " + title, flush=True)
    root = tempfile.mkdtemp(prefix="infra-lit.", dir="/tmp")  # short: a Unix socket lies in it
    home = tempfile.mkdtemp(prefix="life.", dir=os.getcwd())
    small = root if full == "root" else home + "/small"
    os.makedirs(small, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", small], check=True)
    env = {**os.environ, "INFRA_HOST_ROOT": root, "HOME": home}
    state = small + "/state" if full == "state" else home + "/state"
    put = home + "/put.txt"
    open(home + "/full.infra", "w").write(SOURCE % put)

    def apply(text):
        infra(env, "apply", home + "/full.infra", "--param", "text=" + text, "--state", state, "--yes")

    try:
        infra(env, "init", home + "/full.infra", "--state", state)
        apply("one")
        fill(small)
        print("full now", flush=True)
        apply("two")
        print("the file says " + open(put).read(), flush=True)
        os.remove(small + "/filler")
        print("room again", flush=True)
        apply("two")
        print("the file says " + open(put).read(), flush=True)
        infra(env, "drift", "--state", state)
        infra(env, "audit", "verify", "--state", state)
        infra(env, "destroy", "--state", state, "--yes")
    finally:
        infra(env, "host", "stop")
        subprocess.run(["umount", "-l", small], check=True)
        shutil.rmtree(root, ignore_errors=True)

life("the state's disk", "state")
life("the helper's disk", "root")
