#!/bin/sh
# Writes for the textfile collector whether the Zot registry answers.

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/lib/metrics/x.prom'
readonly METRICS='zot_up 1 when the registry answers its catalogue.'
readonly URL='http://localhost:5000/v2/_catalog'
readonly TIMEOUT_SECONDS='5'

# shellcheck source=./common.sh
. ./common.sh

collect() {
  curl --fail --silent --show-error --max-time "$TIMEOUT_SECONDS" --output /dev/null "$URL"
  gauge zot_up 1
}

down() {
  gauge zot_up 0
}

# shellcheck source=./publish.sh
. ./publish.sh
