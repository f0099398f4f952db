#!/usr/bin/env python3
"""terminal.py [--rows N] [--columns N] [--type TEXT] PROGRAM [ARGUMENT…]: runs a program on a terminal of its own and
prints what it wrote there, line ends as they came but for the carriage return. Ends with the program's status.

--type is typed when the program waits for it, that is after it printed something that ends with `: `.
"""
import argparse
import fcntl
import os
import pty
import struct
import sys
import termios


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=40)
    options.add_argument("--columns", type=int, default=100)
    options.add_argument("--type")
    options.add_argument("command", nargs=argparse.REMAINDER)
    options = options.parse_args()
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", options.rows, options.columns, 0, 0))
        os.execvp(options.command[0], options.command)
    text, typed = b"", options.type is None
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the last one who had the terminal open is gone
            break
        if not more:
            break
        text += more
        if not typed and text.endswith(b": "):
            os.write(terminal, options.type.encode() + b"\n")
            typed = True
    _, status = os.waitpid(child, 0)
    sys.stdout.buffer.write(text.replace(b"\r\n", b"\n"))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
