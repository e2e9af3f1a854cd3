"""Reads texts of one format with a parser that is not ours, for the printers' checks.

read.py ini|nginx|plist|toml|yaml < texts.json > results.json
In: a JSON list of texts. Out: a JSON list of {"tree": ...} or {"error": ...}, one a text.
"""

import configparser
import json
import os
import plistlib
import sys
import tempfile
import tomllib


def read_ini(text):
    # As fail2ban reads (fail2ban/client/configparserinc.py), but without replacing %(name)s.
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";",), default_section=None)
    parser.optionxform = str
    parser.read_string(text)
    return {name: dict(parser.items(name)) for name in parser.sections()}


def read_nginx(text):
    import crossplane

    # crossplane reads files only.
    with tempfile.NamedTemporaryFile("w", suffix=".conf", newline="", delete=False) as file:
        file.write(text)
    try:
        found = crossplane.parse(file.name, single=True, comments=True, check_ctx=False, check_args=False)
    finally:
        os.unlink(file.name)
    if found["errors"]:
        raise ValueError(found["errors"])
    return found["config"][0]["parsed"]


def read_yaml(text):
    import yaml

    return yaml.safe_load(text)


def read_plist(text):
    return plistlib.loads(text.encode())


READERS = {"ini": read_ini, "nginx": read_nginx, "plist": read_plist, "toml": tomllib.loads, "yaml": read_yaml}


def check(value):
    """Refuses what JSON would hide: keys that are no strings, values such as dates."""
    if isinstance(value, dict):
        for key, member in value.items():
            if not isinstance(key, str):
                raise TypeError(f"key {key!r}")
            check(member)
    elif isinstance(value, list):
        for member in value:
            check(member)
    elif not (value is None or isinstance(value, (bool, float, int, str))):
        raise TypeError(f"value {value!r}")
    return value


def read(reader, text):
    try:
        return {"tree": check(reader(text))}
    except Exception as error:  # each parser has its own; all of them are the answer
        return {"tree": None, "error": f"{type(error).__name__}: {error}"}


json.dump([read(READERS[sys.argv[1]], text) for text in json.load(sys.stdin)], sys.stdout)
