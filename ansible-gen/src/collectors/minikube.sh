#!/bin/sh
# Writes for the textfile collector whether the minikube cluster runs, and what is in it.
# `minikube status` fails when any part is down, so its answer is read and not its exit code; of several nodes it gives a
# list: https://minikube.sigs.k8s.io/docs/commands/status/

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/lib/metrics/x.prom'
readonly METRICS='minikube_up 1 when the host of the cluster is running.'
readonly MINIKUBE='/usr/bin/minikube'
readonly KUBECTL='/usr/bin/kubectl'
readonly JQ='/usr/bin/jq'
readonly PROFILE='minikube'
readonly TIMEOUT_SECONDS='5'

# shellcheck source=./common.sh
. ./common.sh

# shellcheck source=./limited.sh
. ./limited.sh

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

# shellcheck source=./publish.sh
. ./publish.sh
