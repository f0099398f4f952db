"""Each verb on one deployment of a file and a volume, with its exit code; `json` says that all lines are JSON."""
import json, os, shutil, subprocess, tempfile

root = tempfile.mkdtemp(prefix="infra-lit.", dir="/tmp")  # short: a Unix socket lies in it
env = {**os.environ, "INFRA_HOST_ROOT": root, "HOME": os.getcwd() + "/home"}
put = os.getcwd() + "/put.txt"

def run(*words):
    return subprocess.run(["infra", *words, "--state", "state"], env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

def infra(*words):
    done = run(*words)
    print(f"$ infra {' '.join(words)}\n{done.stdout}exit {done.returncode}", flush=True)

def documents(*words):
    """The objects of the lines, or of the one document, that a verb prints with --json."""
    done = run(*words, "--json")
    try:
        found = [json.loads(done.stdout)]
    except ValueError:
        found = [json.loads(line) for line in done.stdout.splitlines()]
    print(f"$ infra {' '.join(words)} --json\n{len(found)} objects, exit {done.returncode}", flush=True)
    return found

def source(text):
    return ("verbs.infra", "--param", f"at={put}", "--param", f"text={text}")

try:
    infra("init", "verbs.infra")
    infra("status")
    infra("plan", *source("one"))
    infra("apply", *source("one"), "--yes")
    infra("plan", *source("one"))
    events = documents("apply", *source("two"), "--yes")
    print("events:", sorted({event["event"] for event in events}))
    infra("history")
    infra("output")
    print("outputs:", documents("output")[0])
    infra("rollback", "1", "--yes")
    print(open(put).read().split()[0])
    infra("rollback", "77", "--yes")
    infra("logs", "f")
    infra("logs", "nothing")
    infra("forget", "nothing", "--yes")
    infra("status")
    print("status:", [(row["address"], row["status"]) for row in documents("status")[0]["instances"]])
    infra("audit", "verify")
    infra("forget", "f", "--yes")
    print("still there:", os.path.exists(put))
    infra("plan", *source("one"))
    infra("destroy", "--yes")
    infra("status")
    print("plan:", documents("status")[0]["plan"])
    infra("destroy", "--destroy-data", "data", "--yes")
    infra("status")
    infra("history")
finally:
    subprocess.run(["infra", "host", "stop"], env=env, stdin=subprocess.DEVNULL)
    shutil.rmtree(root)
