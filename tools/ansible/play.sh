#!/bin/sh
# Runs ansible-playbook of requirements.txt, in a virtual environment beside this file that is made when it is missing.
#
#     play.sh NAME=PAGE... -- WORDS...
#
# NAME is a program that a run needs beside Python, PAGE tells how to install it. The words are for ansible-playbook.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
requirements=$here/requirements.txt
environment=$here/.venv

# A Python that ansible-core 2.19 runs on, and that can make an environment (Debian has that apart: python3-venv).
find_python() {
  for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$python"
      return
    fi
  done
}

lacked=0
# Says what is to be installed, all of it before anything is done.
lack() {
  echo "error: $1 is not installed here; see $2" >&2
  lacked=1
}

python=$(find_python)
[ -n "$python" ] || lack 'python3 (3.11 or newer, with venv)' https://www.python.org/downloads/
while [ "${1:---}" != -- ]; do
  command -v "${1%%=*}" >/dev/null || lack "${1%%=*}" "${1#*=}"
  shift
done
[ "$lacked" -eq 0 ] || exit 3
[ "$#" -eq 0 ] || shift

# Made again where Python or the requirements are others. The mark comes last: what was interrupted is recreated.
mark="$("$python" -VV) $(cat "$requirements")"
if [ "$mark" != "$(cat "$environment/mark" 2>/dev/null)" ]; then
  echo "installing Ansible into $environment" >&2
  rm -rf "$environment"
  "$python" -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-compile --no-deps --only-binary :all: --requirement "$requirements"
  echo "$mark" >"$environment/mark"
fi
# Modules that run here find the programs of the environment.
PATH=$environment/bin:$PATH
export PATH
exec ansible-playbook "$@"
