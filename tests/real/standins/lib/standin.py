"""What all stand-ins share: the state folder, the log of calls, and the way to refuse.

STANDIN_STATE names the folder. Each call is one line of calls.jsonl, each start of a job one line of runs.jsonl, so
that tests can count. A stand-in that is asked for something it does not model exits with 70 and says so, which is no
answer of the original: a test must never take it for one.
"""

import fcntl
import json
import os
import sys
from pathlib import Path


class Refusal(Exception):
    """The original refuses: its words on standard error, its exit code."""

    def __init__(self, code, message=""):
        super().__init__(message)
        self.code = code
        self.message = message


def not_modelled(arguments):
    raise Refusal(70, f"stand-in: not modelled: {' '.join(arguments)}")


def state_folder():
    folder = os.environ.get("STANDIN_STATE")
    if not folder:
        raise SystemExit("stand-in: STANDIN_STATE names no folder")
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    return path


def uid():
    """Who calls: STANDIN_UID where it is set (the sudo stand-in sets 0), so that a test may well run as root."""
    return int(os.environ.get("STANDIN_UID", os.geteuid()))


def record(log, entry):
    with open(state_folder() / f"{log}.jsonl", "a", encoding="utf-8") as lines:
        lines.write(json.dumps(entry) + "\n")


def read_state(name, default):
    try:
        return json.loads((state_folder() / f"{name}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return default


def write_state(name, value):
    path = state_folder() / f"{name}.json"
    scratch = path.with_suffix(".tmp")
    scratch.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    scratch.replace(path)


def main(tool, handler):
    """Runs one call: one at a time for a state folder, logged with its exit code. The handler returns None or a code."""
    arguments = sys.argv[1:]
    with open(state_folder() / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            code = handler(arguments) or 0
        except Refusal as refusal:
            code = refusal.code
            if refusal.message:
                print(refusal.message, file=sys.stderr)
        record("calls", {"tool": tool, "arguments": arguments, "exit": code})
    sys.exit(code)
