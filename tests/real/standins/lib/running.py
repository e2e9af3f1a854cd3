"""Runs a job of launchd as a process: launchd.plist(5), https://keith.github.io/xcode-man-pages/launchd.plist.5.html.

Each job has a process of its own that watches over it: writes down how it ended, starts it again where KeepAlive says
so, and ends it when it is told to: SIGTERM, after ExitTimeOut seconds SIGKILL.
"""

import fcntl
import json
import os
import signal
import subprocess
import time

from standin import read_state, state_folder, write_state

# launchd.plist(5), ExitTimeOut: "The default value is system-defined", 20 seconds for long.
EXIT_TIME_OUT = 20
# launchd.plist(5), ThrottleInterval: a job is not started more often.
THROTTLE = 10
# launchd gives its jobs this PATH when their property list gives none.
PATH = "/usr/bin:/bin:/usr/sbin:/sbin"


def supervise(domain, label, job, arguments):
    """Starts the job; gives the process that watches over it, and the job's own."""
    reading, writing = os.pipe()
    supervisor = os.fork()
    if supervisor == 0:
        os.close(reading)
        # Else it would hold the lock of this call for as long as the job runs.
        os.closerange(3, writing)
        os.closerange(writing + 1, 256)
        os.setsid()
        for number in range(3):
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
        try:
            watch(domain, label, job, arguments, writing)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        return supervisor, json.loads(answer.read())


def end(entry, forget):
    """Tells the job to end: it is forgotten when it has, or stays loaded."""
    os.kill(entry["supervisor"], signal.SIGTERM if forget else signal.SIGUSR1)


def watch(domain, label, job, arguments, writing):
    told = []
    signal.signal(signal.SIGTERM, lambda *_: told.append("forget"))
    signal.signal(signal.SIGUSR1, lambda *_: told.append("stop"))
    child = launch(job, arguments)
    os.write(writing, json.dumps(child.pid).encode())
    os.close(writing)
    while True:
        ends = None
        while child.poll() is None:
            if told and ends is None:
                child.send_signal(signal.SIGTERM)
                ends = time.monotonic() + job.get("ExitTimeOut", EXIT_TIME_OUT)
            if ends is not None and time.monotonic() > ends:
                child.kill()
            time.sleep(0.05)
        # launchd.plist(5), AbandonProcessGroup: what is left of the job's group is killed.
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        again = job.get("KeepAlive") is True and "forget" not in told
        if again:
            time.sleep(THROTTLE)
            told.clear()
            child = launch(job, arguments)
        settle(domain, label, child, "forget" in told, again)
        if not again:
            return


def settle(domain, label, child, forget, again):
    """Writes down what became of the job, one at a time with all calls of stand-ins."""
    with open(state_folder() / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = read_state("jobs", {})
        if forget:
            del state[domain][label]
        elif again:
            state[domain][label]["pid"] = child.pid
        else:
            entry = state[domain][label]
            entry["pid"] = None
            del entry["supervisor"]
            code = child.returncode
            entry["status"] = -code if code < 0 else code << 8
        write_state("jobs", state)


def launch(job, arguments):
    def stream(key, flags):
        path = job.get(key, os.devnull)
        return os.open(path, flags | os.O_CREAT, 0o644)

    appending = os.O_WRONLY | os.O_APPEND
    own = {key: os.environ[key] for key in ("HOME", "USER", "TMPDIR", "LANG", "TZ", "STANDIN_STATE", "STANDIN_UID") if key in os.environ}
    return subprocess.Popen(
        arguments,
        executable=job.get("Program"),
        stdin=subprocess.DEVNULL,
        stdout=stream("StandardOutPath", appending),
        stderr=stream("StandardErrorPath", appending),
        cwd=job.get("WorkingDirectory", "/"),
        env={**own, "PATH": PATH, **job.get("EnvironmentVariables", {})},
        start_new_session=True,
        close_fds=True,
    )
