"""readme.py README BUILD TERMINAL: the README's file and commands as they stand there, in a folder of the user's own: a
state is not made in a temporary one, where the build may lie. What it leaves to its reader is prepared (the tar of a program), the one fixed port is one that is free, and a question is
answered with yes on a terminal."""
import io, os, pwd, re, shutil, socket, subprocess, sys, tarfile, tempfile, urllib.request

readme, build, terminal = open(sys.argv[1]).read(), sys.argv[2], sys.argv[3]
root = tempfile.mkdtemp(prefix="infra-lit.", dir="/tmp")  # short: a Unix socket lies in it
place = tempfile.mkdtemp(prefix="infra-lit.", dir=pwd.getpwuid(os.getuid()).pw_dir)
os.chdir(place)
env = {**os.environ, "INFRA_HOST_ROOT": root, "HOME": place + "/home"}
env["NO_COLOR"] = "1"
env.pop("CI", None)  # There the place of the state has to be named.

SHOP = b"""#!/usr/bin/python3
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = os.environ["RELEASE"].encode()
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers()
        self.wfile.write(body)
    def log_message(self, *words): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""

def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]

def pack():
    os.makedirs("build")
    with tarfile.open("build/shop.tar", "w") as tar:
        member = tarfile.TarInfo("bin/shop")
        member.size, member.mode = len(SHOP), 0o755
        tar.addfile(member, io.BytesIO(SHOP))

def run(line):
    print("$ " + line, flush=True)
    asks = re.match(r"infra (apply|rollback|destroy)\b", line)
    command = ["python3", terminal, "--type", "yes", *line.split()] if asks else line.split()
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    print(f"{done.stdout}exit {done.returncode}", flush=True)

try:
    port = free_port()
    file = re.search(r"```infra\n(.*?)```", readme, re.S).group(1)
    assert "listen = 8080" in file
    open("shop.infra", "w").write(file.replace("listen = 8080", f"listen = {port}"))
    pack()
    block = re.search(r"## A first file\s+```sh\n(.*?)```", readme, re.S).group(1)
    lines = [line.partition("#")[0].strip() for line in block.splitlines()]
    for line in filter(None, lines):
        run(line)
        if "release=v2" in line or line.startswith("infra rollback"):
            body = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).read().decode()
            print("serves " + body, flush=True)
finally:
    run("infra host stop")
    shutil.rmtree(root)
    shutil.rmtree(place)
