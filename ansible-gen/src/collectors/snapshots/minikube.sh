#!/bin/sh
# Managed; do not edit.
# Rendered from services/example.ts
#
# Writes for the textfile collector whether the minikube cluster runs, and what is in it.

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/textfile/minikube.prom'
readonly MINIKUBE='/opt/bin/minikube'
readonly KUBECTL='/opt/bin/kubectl'
readonly JQ='/opt/bin/jq'
readonly PROFILE='lab'
readonly TIMEOUT_SECONDS='15'

# family METRIC: its HELP and TYPE; all its samples follow.
family() {
  case $1 in
  minikube_up) help='1 when the host of the cluster is running.' ;;
  minikube_apiserver_up) help='1 when the API server answers that it is healthy.' ;;
  minikube_node_count) help='Nodes of the cluster.' ;;
  minikube_pod_count) help='Pods in all namespaces.' ;;
  minikube_namespace_count) help='Namespaces of the cluster.' ;;
  *) return 1 ;;
  esac
  printf '# HELP %s %s\n# TYPE %s gauge\n' "$1" "$help" "$1"
}

# sample METRIC VALUE [LABEL VALUE]...: one line. A value that is no number ends the collection.
sample() {
  metric=$1 value=$2 labels='' separator=''
  shift 2
  case $value in
  '' | *[!0-9.e+-]*)
    printf '%s: no number: %s\n' "$metric" "$value" >&2
    return 1
    ;;
  esac
  while [ $# -gt 1 ]; do
    labels="$labels$separator$1=\"$(escape "$2")\""
    separator=,
    shift 2
  done
  if [ -n "$labels" ]; then labels="{$labels}"; fi
  printf '%s%s %s\n' "$metric" "$labels" "$value"
}

# escape TEXT: backslashes, quotes and line feeds as a label value spells them.
escape() {
  printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e '$!s/$/\\n/' | tr -d '\n'
}

# gauge METRIC VALUE: a metric without labels.
gauge() {
  family "$1"
  sample "$1" "$2"
}

# attempt FUNCTION FILE: runs it under -e (which an if would switch off), output into the file, outcome in $status.
attempt() {
  set +e
  (
    set -e
    "$1"
  ) >"$2"
  status=$?
  set -e
}

# publish FUNCTION: what it prints replaces the output file in one step.
publish() {
  "$1" >"$OUTPUT.tmp"
  chmod 0644 "$OUTPUT.tmp"
  mv -f "$OUTPUT.tmp" "$OUTPUT"
}

# limited SECONDS COMMAND...: ends it when it takes longer; macOS has no timeout(1). Its output goes to a file: a pipe
# would wait for grandchildren.
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

collect() {
  limited "$TIMEOUT_SECONDS" "$MINIKUBE" status --profile "$PROFILE" --output json >"$SCRATCH/status" || true
  host=$("$JQ" --raw-output 'if type == "array" then .[0] else . end | .Host' "$SCRATCH/status")
  [ "$host" = Running ]
  gauge minikube_up 1
  attempt cluster "$SCRATCH/cluster"
  if [ "$status" -eq 0 ]; then cat "$SCRATCH/cluster"; else unknown_cluster; fi
}

cluster() {
  ask --raw /healthz >/dev/null
  gauge minikube_apiserver_up 1
  gauge minikube_node_count "$(count nodes)"
  gauge minikube_pod_count "$(count pods --all-namespaces)"
  gauge minikube_namespace_count "$(count namespaces)"
}

ask() {
  limited "$TIMEOUT_SECONDS" "$KUBECTL" --context "$PROFILE" get "$@"
}

# count KIND [OPTION]: prints nothing when the API server does not answer.
count() {
  ask "$@" --output name >"$SCRATCH/names" && echo $(($(wc -l <"$SCRATCH/names")))
}

unknown_cluster() {
  gauge minikube_apiserver_up 0
  gauge minikube_node_count 0
  gauge minikube_pod_count 0
  gauge minikube_namespace_count 0
}

down() {
  gauge minikube_up 0
  unknown_cluster
}

whole() {
  cat "$SCRATCH/metrics"
}

remove_scratch() {
  rm -rf "$SCRATCH" "$OUTPUT.tmp"
}

SCRATCH=$(mktemp -d)
trap remove_scratch EXIT
trap 'publish down; exit 143' HUP INT TERM

attempt collect "$SCRATCH/metrics"
if [ "$status" -eq 0 ]; then publish whole; else publish down; fi
