#!/bin/sh
# Serves every archive that is complete and that opens: the server ends over a single one that doesn't. Without any it
# serves an empty library, so that its probes are answered; the watcher restarts it when there are some.

readonly ARCHIVES='/data'
readonly PORT='8080'

# shellcheck source=./whole-archive.sh
. ./whole-archive.sh

# The server is no judge of one file; its sister is, where the image has it.
opens() {
  command -v kiwix-manage >/dev/null || return 0
  rm -f /tmp/trial.xml
  kiwix-manage /tmp/trial.xml add "$1" >/dev/null 2>&1
}

set --
for zim in "$ARCHIVES"/*.zim; do
  if is_whole "$zim" && opens "$zim"; then
    set -- "$@" "$zim"
  else
    echo "left out, not complete: $zim" >&2
  fi
done
if [ $# -gt 0 ]; then
  exec kiwix-serve --port="$PORT" "$@"
fi
echo 'no archive is complete yet' >&2
echo '<library version="20110515"/>' >/tmp/library.xml
exec kiwix-serve --port="$PORT" --library /tmp/library.xml
