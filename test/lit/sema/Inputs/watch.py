"""watch.py: `infra test --watch` runs again when a file has changed. Every wait is for a line that it prints."""
import os, signal, subprocess, sys

TEST = 'param n: Int = %d\noutput m: Int = n\ntest "three" { let p = plan {} expect p.m == 3 }\n'

def write(value):
    with open("new", "w") as out:
        out.write(TEST % value)
    os.replace("new", "watched.infra")  # a reader sees one or the other

def wait_for(text):
    for line in watching.stdout:
        print(line, end="", flush=True)
        if text in line:
            return
    sys.exit("it ended before it printed " + text)

write(3)
watching = subprocess.Popen(["infra", "test", "--watch", "watched.infra"], stdout=subprocess.PIPE, text=True)
try:
    wait_for("fine: 1 passed")
    write(4)
    wait_for("failed: 0 passed, 1 failed")
    write(3)
    wait_for("fine: 1 passed")
    watching.send_signal(signal.SIGTERM)
    print("ended by", -watching.wait(), flush=True)
finally:
    watching.kill()
    watching.wait()
