"""The jobs of launchd, for the launchctl and brew stand-ins. What would run is recorded; where launchctl.json says
`{"runs": true}` it runs, as ./running.py describes.

Sources, as cited in the comments: launchctl(1) and launchd.plist(5) of macOS
(https://keith.github.io/xcode-man-pages/launchctl.1.html, .../launchd.plist.5.html), and the error numbers that
`launchctl error` explains, as in https://github.com/ProcursusTeam/launchctl (a compatible launchctl, whose sources
are open).
"""

import os
import plistlib
import shutil
import stat

import running
from standin import Refusal, not_modelled, read_state, record, uid, write_state

# `launchctl error N` for the numbers used here.
MESSAGES = {
    2: "No such file or directory",
    3: "No such process",
    5: "Input/output error",
    37: "Operation already in progress",
    109: "Invalid property list",
    110: "Invalid or missing service identifier",
    111: "Invalid or missing Program/ProgramArguments",
    113: "Could not find specified service",
    122: "Path had bad ownership/permissions",
    125: "Domain does not support specified action",
}

# sysexits(3): a job whose program cannot be executed ends with EX_CONFIG; the wait status holds it in its high byte.
EX_CONFIG = 78 << 8


class JobError(Exception):
    """launchd's error number for one property list."""

    def __init__(self, number):
        super().__init__(MESSAGES[number])
        self.number = number


def own_domain():
    """launchctl(1), LEGACY SUBCOMMANDS: the system domain for root, the caller's own otherwise."""
    return "system" if uid() == 0 else f"gui/{uid()}"


def jobs(domain):
    return read_state("jobs", {}).get(domain, {})


def find(domain, label):
    """A loaded job. One that is on its way out is found as often as it lingers."""
    state = read_state("jobs", {})
    entry = state.get(domain, {}).get(label)
    if entry is not None and "lingers" in entry:
        if entry["lingers"] == 0:
            del state[domain][label]
            entry = None
        else:
            entry["lingers"] -= 1
        write_state("jobs", state)
    return entry


def read_job(path):
    """The job that a property list describes; raises JobError as launchd refuses it."""
    try:
        mode = os.stat(path).st_mode
        with open(path, "rb") as file:
            job = plistlib.load(file)
    except OSError as error:
        raise JobError(2) from error
    except Exception as error:  # plistlib raises whatever its parser does
        raise JobError(109) from error
    # launchctl(1), load: "Configuration files must disallow group and world writes."
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise JobError(122)
    if not isinstance(job, dict):
        raise JobError(109)
    # launchd.plist(5), Label: "This required key uniquely identifies the job to launchd."
    if not isinstance(job.get("Label"), str) or not job["Label"]:
        raise JobError(110)
    # launchd.plist(5), ProgramArguments: "This key is required in the absence of the Program key."
    arguments = job.get("ProgramArguments")
    if arguments is not None and not (arguments and all(isinstance(argument, str) for argument in arguments)):
        raise JobError(111)
    if arguments is None and not isinstance(job.get("Program"), str):
        raise JobError(111)
    return job


def load(domain, path):
    """Registers the job and starts it when it says so; raises JobError."""
    job = read_job(path)
    label = job["Label"]
    state = read_state("jobs", {})
    if label in state.get(domain, {}):
        raise JobError(37)
    entry = {"path": os.path.abspath(path), "job": plain(job), "pid": None, "status": 0, "runs": 0}
    state.setdefault(domain, {})[label] = entry
    # launchd.plist(5): RunAtLoad starts the job once; KeepAlive (true, or conditions) keeps it running.
    if job.get("RunAtLoad") or job.get("KeepAlive"):
        start(state, domain, label, "load")
    write_state("jobs", state)


def unload(domain, label):
    """Ends and forgets the job; raises JobError when there is none of that label.

    The caller gets its answer before a process has ended, and until then its label cannot be loaded
    (https://github.com/openclaw/openclaw/issues/112731). launchctl.json says how slow processes are: `{lingers: N}`, for
    N questions.
    """
    state = read_state("jobs", {})
    entry = state.get(domain, {}).get(label)
    if entry is None:
        raise JobError(3)
    lingers = read_state("launchctl", {}).get("lingers", 0)
    if "supervisor" in entry:
        # launchd.plist(5), ExitTimeOut: SIGTERM first; whoever watches over the process forgets the job when it is gone.
        running.end(entry, forget=True)
    elif entry["pid"] and lingers:
        entry["lingers"] = lingers
    else:
        del state[domain][label]
    write_state("jobs", state)


def run(domain, label, why):
    """Starts a loaded job, whatever it is doing; never a second time beside itself."""
    state = read_state("jobs", {})
    if "supervisor" in state[domain][label]:
        if why == "start":
            return
        not_modelled(["launchctl", "kickstart", "-k", "of a process"])
    start(state, domain, label, why)
    write_state("jobs", state)


def stop(domain, label):
    """launchctl(1), stop: a job with KeepAlive is started again at once."""
    state = read_state("jobs", {})
    entry = state[domain][label]
    if "supervisor" in entry:
        running.end(entry, forget=False)
        return
    entry["pid"] = None
    entry["status"] = 15
    if entry["job"].get("KeepAlive"):
        start(state, domain, label, "keep-alive")
    write_state("jobs", state)


def start(state, domain, label, why):
    entry = state[domain][label]
    job = entry["job"]
    arguments = job.get("ProgramArguments") or [job["Program"]]
    # launchd.plist(5), Program: the path that is executed; without it the first of ProgramArguments, found on PATH.
    program = job.get("Program", arguments[0])
    settings = read_state("launchctl", {})
    # launchctl.json, programs: what is there on a Mac, by its path; ends: label -> exit code of a program that ends at once.
    found = program in settings.get("programs", []) or shutil.which(program, path="/usr/bin:/bin:/usr/sbin:/sbin")
    ends = settings.get("ends", {}).get(label)
    entry["runs"] += 1
    entry["status"] = (ends or 0) << 8 if found else EX_CONFIG
    real = found and ends is None and settings.get("runs")
    if real:
        entry["supervisor"], entry["pid"] = running.supervise(domain, label, job, arguments)
    elif found and job.get("KeepAlive") and ends is None:
        state["pids"] = state.get("pids", 4000) + 1
        entry["pid"] = state["pids"]
    else:
        entry["pid"] = None
    outcome = "cannot execute" if not found else "running" if entry["pid"] else "exited"
    record("runs", {"domain": domain, "label": label, "why": why, "arguments": arguments, "outcome": outcome})


def plain(value):
    """A property list as JSON can hold it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def domain_of(target):
    """Splits `system[/label]`, `gui/UID[/label]` or `user/UID[/label]`; refuses other spellings with EX_USAGE."""
    parts = target.split("/")
    size = 1 if parts[0] == "system" else 2
    well = parts[0] in ("system", "gui", "user") and len(parts) in (size, size + 1)
    if not well or (size == 2 and not parts[1].isdigit()):
        # launchctl(1): the specifiers; sysexits(3): EX_USAGE
        raise Refusal(
            64,
            "Unrecognized target specifier. <service-target> takes a form of <domain-target>/<service-id>.\n"
            "Please refer to `man launchctl` for explanation of the <domain-target> specifiers.",
        )
    domain, label = "/".join(parts[:size]), "/".join(parts[size:])
    if domain != "system" and parts[1] != str(uid()) and uid() != 0:
        # A domain that is not the caller's, or exists in no session (see launchctl.gui below).
        raise Refusal(125, f"Bootstrap failed: 125: {MESSAGES[125]}")
    return domain, label
