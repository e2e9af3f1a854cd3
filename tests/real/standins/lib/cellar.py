"""Homebrew's formulae and casks, for the brew stand-in.

brew.json in the state folder says what there is to install and where:
  prefix, applications   folders
  formulae  NAME: {version, bins: [...], service: {arguments: [...], keepAlive: bool, log: path}}
  casks     TOKEN: {version, app: "X.app", files: {"path in the app": "content"}}
Paths of a service may begin with `$PREFIX`. What is installed is kept in brew-installed.json.
"""

import os
import plistlib
from pathlib import Path

import launchd
from standin import Refusal, read_state, uid, write_state

STANDINS = Path(__file__).resolve().parent.parent / "bin"


def catalogue():
    return read_state("brew", {"prefix": "/opt/homebrew", "applications": "/Applications", "formulae": {}, "casks": {}})


def prefix():
    return Path(catalogue()["prefix"])


def installed(kind):
    return read_state("brew-installed", {}).get(kind, [])


def formula(name):
    found = catalogue().get("formulae", {}).get(name)
    if found is None:
        # Library/Homebrew/exceptions.rb, FormulaUnavailableError
        raise Refusal(1, f'Error: No available formula with the name "{name}".')
    return found


def install(kind, name):
    state = read_state("brew-installed", {})
    state.setdefault(kind, []).append(name)
    if kind == "formulae":
        link(name, formula(name))
    else:
        unpack(catalogue()["casks"][name])
    write_state("brew-installed", state)


def link(name, about):
    """Programs in the prefix: the stand-in of that name where there is one, else a script that does nothing."""
    for folder in ("bin", "var/log", "etc", "opt"):
        (prefix() / folder).mkdir(parents=True, exist_ok=True)
    keg = prefix() / "Cellar" / name / about["version"] / "bin"
    keg.mkdir(parents=True)
    opt = prefix() / "opt" / name
    opt.unlink(missing_ok=True)
    opt.symlink_to(keg.parent)
    for program in about.get("bins", []):
        target = keg / program
        standin = STANDINS / program
        target.write_text(f'#!/bin/sh\nexec "{standin}" "$@"\n' if standin.exists() else "#!/bin/sh\n")
        target.chmod(0o755)
        shortcut = prefix() / "bin" / program
        shortcut.unlink(missing_ok=True)
        shortcut.symlink_to(target)


def unpack(cask):
    for path, content in cask.get("files", {}).items():
        file = Path(catalogue()["applications"]) / cask["app"] / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        file.chmod(0o755)


def label(name):
    return f"homebrew.mxcl.{name}"


def service_file(name):
    """Library/Homebrew/services/formula_wrapper.rb, dest: LaunchDaemons for root, the user's LaunchAgents otherwise."""
    folder = Path("/Library/LaunchDaemons") if uid() == 0 else Path(os.environ["HOME"]) / "Library/LaunchAgents"
    return folder / f"{label(name)}.plist"


def write_service(name):
    """The property list of the formula's service: https://docs.brew.sh/Formula-Cookbook#service-files"""
    service = formula(name)["service"]
    expand = lambda text: text.replace("$PREFIX", str(prefix()))  # noqa: E731
    job = {
        "Label": label(name),
        "ProgramArguments": [expand(argument) for argument in service["arguments"]],
        "RunAtLoad": True,
        "KeepAlive": bool(service.get("keepAlive", True)),
    }
    if "log" in service:
        job |= {"StandardOutPath": expand(service["log"]), "StandardErrorPath": expand(service["log"])}
    path = service_file(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(plistlib.dumps(job))
    path.chmod(0o644)
    return path


def status(name):
    """formula_wrapper.rb, to_hash."""
    entry = launchd.find(launchd.own_domain(), label(name))
    file = service_file(name)
    pid = entry["pid"] if entry else None
    code = entry["status"] >> 8 if entry and entry["status"] > 255 else entry["status"] if entry else None
    word = "started" if pid else "none" if entry is None else "stopped" if code == 0 else "error"
    owner = os.environ.get("USER", str(uid())) if file.exists() else None
    return {
        "name": name,
        "service_name": label(name),
        "running": bool(pid),
        "loaded": entry is not None,
        "schedulable": False,
        "pid": pid,
        "exit_code": code,
        "user": owner,
        "status": word,
        "file": str(file if file.exists() else prefix() / "opt" / name / f"{label(name)}.plist"),
        "registered": file.exists(),
        "loaded_file": entry["path"] if entry else None,
    }
