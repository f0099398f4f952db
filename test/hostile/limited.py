#!/usr/bin/env python3
"""Runs a command within bounds, from a process so small that its own memory is not taken for the command's:
limited.py SECONDS BYTES COMMAND…  Its last line says how that ended: status, hung, processor seconds, peak of bytes.
"""
import json
import os
import resource
import signal
import sys

seconds, addresses = int(sys.argv[1]), int(sys.argv[2])
child = os.fork()
if child == 0:
    if addresses:
        resource.setrlimit(resource.RLIMIT_AS, (addresses, addresses))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(sys.argv[3], sys.argv[3:])
hung = []
signal.signal(signal.SIGALRM, lambda *_: (hung.append(1), os.kill(child, signal.SIGKILL)))
signal.alarm(seconds)
_, status, usage = os.wait4(child, 0)
print("\n" + json.dumps({"status": os.waitstatus_to_exitcode(status), "hung": bool(hung),
                         "processor": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss << 10}))
