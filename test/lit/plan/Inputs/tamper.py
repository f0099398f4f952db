"""tamper.py FILE STEP COMMAND…: changes one byte after another of FILE, every STEP-th, and runs COMMAND, which must fail
with a code of its own each time, and must succeed when the file is as it was. Bytes between `"keyid":"` and its end are
passed over: they are a hint, which nothing vouches for."""
import collections
import re
import subprocess
import sys

name, step, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
original = open(name, "rb").read()
hint = re.search(rb'"keyid":"[^"]*"', original)
skipped = range(hint.start(), hint.end()) if hint else range(0)
codes = collections.Counter()
for at in range(0, len(original), step):
    if at in skipped:
        continue
    changed = bytearray(original)
    changed[at] ^= 1 << at % 7
    open(name, "wb").write(bytes(changed))
    result = subprocess.run(command, capture_output=True, text=True)
    code = re.match(r"error\[(E\d{4})\]", result.stderr)
    if result.returncode != 1 or not code:
        sys.exit(f"byte {at}: status {result.returncode}\n{result.stdout}{result.stderr}")
    codes[code[1]] += 1
open(name, "wb").write(original)
if subprocess.run(command, capture_output=True).returncode != 0:
    sys.exit("it does not hold as it was")
print("noticed", sum(codes.values()), "changes:", " ".join(sorted(codes)))
