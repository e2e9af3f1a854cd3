"""Runs a program and collects the children that it leaves behind, as launchd (and any init) does.

reap.py PROGRAM [ARGUMENT...]

Where process 1 collects nobody, as in many containers, a killed borg stays a zombie, and borg takes its lock for one
that is held.
"""

import ctypes
import os
import signal
import sys
import time

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)

ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
child = os.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
signal.signal(signal.SIGTERM, lambda number, _: os.kill(child, number))
while True:
    found, status = os.wait()
    if found == child:
        break
# What was killed shortly before may still be about to end.
patience = time.monotonic() + 5
try:
    while time.monotonic() < patience:
        if os.waitpid(-1, os.WNOHANG)[0] == 0:
            time.sleep(0.05)
except ChildProcessError:
    pass
sys.exit(os.waitstatus_to_exitcode(status) % 256)
