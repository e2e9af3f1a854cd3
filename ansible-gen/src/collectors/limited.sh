# shellcheck shell=sh
# For what may hang.

# limited SECONDS COMMAND...: ends it when it takes longer; not every system has timeout(1). Its output goes to a file: a
# pipe would wait for grandchildren.
limited() {
  seconds=$1
  shift
  "$@" &
  child=$!
  (
    nap=''
    trap 'kill $nap 2>/dev/null; exit 0' TERM
    sleep "$seconds" &
    nap=$!
    wait "$nap"
    kill "$child"
  ) >/dev/null 2>&1 &
  guard=$!
  outcome=0
  wait "$child" || outcome=$?
  kill "$guard" 2>/dev/null || true
  return "$outcome"
}
