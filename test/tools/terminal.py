#!/usr/bin/env python3
"""terminal.py [--rows N] [--columns N] [--waits-for END] [--type TEXT]… PROGRAM [ARGUMENT…]: runs a program on a terminal of its own and
prints what it wrote there, line ends as they came but for the carriage return. Ends with the program's status.

Each --type is typed when the program waits for it, that is after it printed something that ends with `: ` or with what
--waits-for says; colours and other escape sequences at the end do not count.
"""
import argparse
import fcntl
import os
import pty
import re
import struct
import sys
import termios


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=40)
    options.add_argument("--columns", type=int, default=100)
    options.add_argument("--waits-for", default=": ")
    options.add_argument("--type", action="append", default=[])
    options.add_argument("command", nargs=argparse.REMAINDER)
    options = options.parse_args()
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", options.rows, options.columns, 0, 0))
        os.execvp(options.command[0], options.command)
    text, waits_from, to_type = b"", 0, list(options.type)
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the last one who had the terminal open is gone
            break
        if not more:
            break
        text += more
        plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", text[waits_from:])
        if to_type and plain.endswith(options.waits_for.encode()):
            os.write(terminal, to_type.pop(0).encode() + b"\n")
            waits_from = len(text)
    _, status = os.waitpid(child, 0)
    sys.stdout.buffer.write(text.replace(b"\r\n", b"\n"))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
