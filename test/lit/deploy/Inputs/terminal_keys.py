"""An apply on a terminal that changes its size and is interrupted: once, and twice."""
import fcntl, io, os, pty, re, select, shutil, struct, subprocess, tarfile, tempfile, termios, time

root = tempfile.mkdtemp(prefix="infra-lit.", dir="/tmp")  # short: a Unix socket lies in it
env = {**os.environ, "INFRA_HOST_ROOT": root, "HOME": os.getcwd() + "/home", "TERM": "xterm-256color"}
env.pop("CI", None)

SERVE = b"""#!/usr/bin/python3
import http.server, os, time
time.sleep(1.5)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "0"); self.end_headers()
    def log_message(self, *words): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""

class OnTerminal:
    def __init__(self, *words, rows=24, columns=80):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe("infra", ["infra", *words], env)
        self.text = ""

    def read_until(self, pattern, limit=30):
        """Reads until what was written matches; None when it has ended or the time is over."""
        end = time.monotonic() + limit
        while not (match := re.search(pattern, self.text, re.S)):
            if not select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0]:
                return None
            try:
                self.text += os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:
                return re.search(pattern, self.text, re.S)
        return match

    def type(self, text):
        os.write(self.terminal, text.encode())

    def resize(self, rows, columns):
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.text = ""

    def end(self):
        self.read_until(r"\Z(?!)", 60)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

def plain(text):
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r", "")

def widest(text):
    """The longest line as the terminal would show it: what is drawn is drawn again from the start of a line."""
    return max(len(line) for line in re.split(r"[\n\r]", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)))

def show(*words):
    done = subprocess.run(["infra", *words], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    print(f"$ infra {' '.join(words)}\n{done.stdout}exit {done.returncode}", flush=True)

def pack():
    with tarfile.open("serve.tar", "w") as tar:
        member = tarfile.TarInfo("bin/serve")
        member.size, member.mode = len(SERVE), 0o755
        tar.addfile(member, io.BytesIO(SERVE))

APPLY = ("apply", "terminal.infra", "--state", "state", "--yes")
try:
    pack()
    show("init", "terminal.infra", "--state", "state")

    print("-- made smaller, then interrupted once")
    run = OnTerminal(*APPLY)
    print("begun:", bool(run.read_until("create first")))
    run.resize(10, 40)
    print("drawn again:", bool(run.read_until("first.*first")), "within the screen:", widest(run.text) <= 40)
    run.type("\x03")
    status = run.end()
    print(plain(run.text)[-700:])
    print("exit", status)
    show("status", "--state", "state")

    print("-- gone on with, and interrupted twice")
    run = OnTerminal(*APPLY)
    print("begun:", bool(run.read_until("create second")))
    run.type("\x03")
    time.sleep(0.02)
    run.type("\x03")
    started = time.monotonic()
    status = run.end()
    print(plain(run.text)[-500:])
    print("exit", status, "at once:", time.monotonic() - started < 1)

    print("-- gone on with to the end")
    show(*APPLY)
    show(*APPLY)
    show("destroy", "--state", "state", "--yes")
finally:
    subprocess.run(["infra", "host", "stop"], env=env, stdin=subprocess.DEVNULL)
    shutil.rmtree(root)
