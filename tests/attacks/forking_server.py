"""Starts one phones' server after another, each in a process of its own that can be killed like any other.

A line in, "PORT", forks a server on that port; the line out is its process id. A server is ready a hundred times sooner
than by starting a new interpreter, so that a test can kill twenty.
"""

from __future__ import annotations

import os
import signal
import sys

from assembly_app.phones.server import serve

if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.dup2(0, 1)
            serve(sys.argv[1], None, "127.0.0.1", int(line))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
