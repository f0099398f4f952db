"""Everything that runs is killed, as a reboot does it; one apply starts the same instances on the same ports and data."""
import io, json, os, shutil, signal, subprocess, sys, tarfile, tempfile, time, urllib.request

root = tempfile.mkdtemp(prefix="infra-lit.", dir="/tmp")  # short: a Unix socket lies in it
env = {**os.environ, "INFRA_HOST_ROOT": root, "HOME": os.getcwd() + "/home"}

SERVE = b"""#!/usr/bin/python3
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/count":
            with open(sys.argv[1] + "/count", "a") as file: file.write("x")
        body = (os.environ["NAME"] + " " + str(os.path.getsize(sys.argv[1] + "/count")
                if os.path.exists(sys.argv[1] + "/count") else os.environ["NAME"])).encode()
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers()
        self.wfile.write(body)
    def log_message(self, *words): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""

def pack():
    with tarfile.open("serve.tar", "w") as tar:
        member = tarfile.TarInfo("bin/serve")
        member.size, member.mode = len(SERVE), 0o755
        tar.addfile(member, io.BytesIO(SERVE))

def infra(*words):
    return subprocess.run(["infra", *words, "--state", "state"], env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

def show(*words):
    done = infra(*words)
    print(f"$ infra {words[0]}\n{done.stdout}exit {done.returncode}", flush=True)

def ours():
    """All processes of this test's host, helper and shims included: each has the root in its environment or command."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            text = open(f"/proc/{pid}/environ", "rb").read() + open(f"/proc/{pid}/cmdline", "rb").read()
            dead = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] in "ZX"
        except OSError:
            continue
        if root.encode() in text and int(pid) != os.getpid() and not dead:
            found.append(int(pid))
    return found

def kill_all():
    for _ in range(50):
        pids = ours()
        if not pids:
            return
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.05)
    sys.exit("something does not die")

def new_boot():
    """What the last boot left says another boot id than the kernel does now."""
    now = open("/proc/sys/kernel/random/boot_id").read().strip()
    changed = 0
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            bytes = open(path, "rb").read()
            if now.encode() in bytes:
                open(path, "wb").write(bytes.replace(now.encode(), b"0" * 8 + now.encode()[8:]))
                changed += 1
    return changed

def facts():
    rows = json.loads(infra("status", "--json").stdout)["instances"]
    return [(row["address"], row["instance"], row["id"]) for row in rows], json.loads(infra("output", "--json").stdout)

def get(url):
    return urllib.request.urlopen(url, timeout=10).read().decode()

try:
    pack()
    show("init", "reboot.infra")
    show("apply", "reboot.infra", "--yes")
    before, outputs = facts()
    urls = outputs["urls"]["value"]
    print("before:", [get(url.rstrip("/") + "/count") for url in urls])
    print("killed:", len(ours()) >= 7)  # a helper, three shims, three services
    kill_all()
    print("of another boot:", new_boot() > 0)
    show("apply", "reboot.infra", "--yes")
    print("the same:", facts() == (before, outputs))
    print("after:", [get(url) for url in urls])
    show("apply", "reboot.infra", "--yes")
    show("drift")
    show("audit", "verify")
    show("destroy", "--destroy-data", "data", "--yes")
finally:
    subprocess.run(["infra", "host", "stop"], env=env, stdin=subprocess.DEVNULL)
    left = ours()
    kill_all()
    shutil.rmtree(root)
print("left running:", len(left))
