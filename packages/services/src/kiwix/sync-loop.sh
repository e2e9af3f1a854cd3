#!/bin/sh
# Runs the sync once, then every half hour forever; a run that fails is only logged.

readonly SYNC='/scripts/sync.sh'

while true; do
  "$SYNC" || echo 'sync failed; next try in 1800 s' >&2
  sleep 1800
done
