"""A balancer whose port is taken at first, and an apply while another holds the lease."""
import fcntl, os, shutil, socket, subprocess, tempfile

root = tempfile.mkdtemp(prefix="infra-lit.", dir="/tmp")  # short: a Unix socket lies in it
env = {**os.environ, "INFRA_HOST_ROOT": root, "HOME": os.getcwd() + "/home"}

def infra(*words):
    done = subprocess.run(["infra", *words], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    print(done.stdout + f"exit {done.returncode}", flush=True)

try:
    infra("init", "balancer.infra", "--state", "state")
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    apply = ["apply", "balancer.infra", "--param", f"listen={taken.getsockname()[1]}", "--state", "state", "--yes"]
    infra(*apply)
    taken.close()
    infra(*apply)
    with open("state/lease", "r+") as lease:
        fcntl.flock(lease, fcntl.LOCK_EX)
        infra("destroy", "--state", "state", "--yes")
    infra("destroy", "--state", "state", "--yes")
finally:
    infra("host", "stop")
    shutil.rmtree(root)
