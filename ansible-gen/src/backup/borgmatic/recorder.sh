#!/bin/sh
# Records how a backup action ended: ACTION finish|fail.

set -eu

readonly RECORDS='/var/lib/records'

usage() {
  echo "usage: $0 ACTION finish|fail" >&2
  exit 64
}

[ $# -eq 2 ] || usage
case $1 in '' | *[!a-z-]*) usage ;; esac
case $2 in
# A run that left out databases which can't be dumped has failed, however well it saved all else.
finish) if [ -z "${BORGMATIC_LEFT_OUT:-}" ]; then success=true; else success=false; fi ;;
fail) success=false ;;
*) usage ;;
esac

mkdir -p "$RECORDS"
printf '{"action":"%s","success":%s,"finished":%s}\n' "$1" "$success" "$(date +%s)" >"$RECORDS/$1.json.tmp"
mv -f "$RECORDS/$1.json.tmp" "$RECORDS/$1.json"
