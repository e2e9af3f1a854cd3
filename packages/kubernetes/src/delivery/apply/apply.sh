#!/bin/sh
# Applies what lies beside it, group by group, and prunes what left a group. No word of it is an estate's: those are in
# `groups.tsv` (`NAME NAMESPACE`, and of a chart `REPOSITORY REVISION PATH RELEASE`, with tabs between).
#
# `--prune` goes together with `--server-side` only where there is an ApplySet, which is alpha: without one kubectl refuses
# it ("doesn't currently work on objects created by server-side apply"). A parent in a namespace forces `--namespace`, which
# refuses objects of others, so the parents are objects of the whole cluster. kubectl prunes nothing after an error.

set -eu

readonly KIND='groups.example.org'
readonly ROOT='../../..'

cd "$(dirname "$0")"
export KUBECTL_APPLYSET=true

tab=$(printf '\t')
feed='
'

context=''
preview=''
only=''
for word in "$@"; do
  case $word in
    --context=*) context=$word ;;
    --preview) preview=yes ;;
    -*) echo "unknown option $word; usage: apply.sh [--context=NAME] [--preview] [GROUP]" >&2; exit 2 ;;
    *) only=$word ;;
  esac
done

listed() { cut -f 1 groups.tsv | grep -qxF -e "$1"; }

[ -s groups.tsv ] || { echo "no groups.tsv: nothing is applied, and nothing pruned" >&2; exit 1; }
if [ -n "$only" ] && ! listed "$only"; then
  echo "there is no group $only" >&2
  exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
revision=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)

# Objects that say no namespace go into that of their group: a default, since --namespace would refuse those of others.
if [ -n "$context" ]; then set -- "$context"; else set --; fi
kubectl config view --raw --flatten --minify "$@" >"$work/config"
export KUBECONFIG="$work/config"

# Namespaces, kinds, what holds data, and the rest. Only the last is ever pruned: the end of the others is for a person.
divide() {
  awk -v to="$1" '
    function flush(  name) {
      if (kind != "") {
        name = "3-rest"
        if (kind == "Namespace") name = "0-namespaces"
        if (kind == "CustomResourceDefinition") name = "1-kinds"
        if (kind == "PersistentVolume" || kind == "PersistentVolumeClaim") name = "2-data"
        if (kind == "Cluster" && api ~ /^postgresql\.cnpg\.io\//) name = "2-data"
        printf "---\n%s", text >> (to "/" name ".yaml")
      }
      text = kind = api = ""
    }
    /^---([ \t]|$)/ { flush(); next }
    /^kind:/ { kind = $2; gsub(/["\047]/, "", kind) }
    /^apiVersion:/ { api = $2; gsub(/["\047]/, "", api) }
    { text = text $0 "\n" }
    END { flush() }'
}

# GROUP NAMESPACE REPOSITORY REVISION PATH RELEASE. Without its hooks: they are steps of Helm's own.
chart() {
  git init --quiet "$work/chart"
  git -C "$work/chart" fetch --quiet --depth=1 "$3" "$4"
  git -C "$work/chart" checkout --quiet FETCH_HEAD
  helm dependency build "$work/chart/$5" >&2
  helm template "$6" "$work/chart/$5" --namespace "$2" --include-crds --no-hooks --values "../values/$1.yaml"
  rm -rf "$work/chart"
}

objects() {
  if [ -n "$3" ]; then chart "$@"; fi
  if [ -f "../manifests/$1/kustomization.yaml" ]; then
    echo ---
    kubectl kustomize "../manifests/$1"
    return
  fi
  for file in "../manifests/$1"/*.yaml; do
    [ -f "$file" ] || continue
    echo ---
    cat "$file"
  done
}

# The Secrets of a group, with the values that the programs of their stores give; `secrets/GROUP.tsv` says how each is put together. A
# value stands in variables and pipes of this shell alone (`printf` is its own): in no file, and on no command line.
secrets() {
  [ -f "secrets/$1.tsv" ] || return 0
  while IFS="$tab" read -r what line; do
    case $what in
      yaml | key) finish ;;
    esac
    case $what in
      yaml) printf '%s\n' "$line" ;;
      key) key=$line ;;
      text) value=$value$line ;;
      feed) value=$value$feed ;;
      tab) value=$value$tab ;;
      value)
        # The point keeps line feeds at the end of a value.
        part=$(given "$line" && echo .) || return 1
        value=$value${part%.}
        ;;
    esac
  done <"secrets/$1.tsv"
  finish
}

key=''
value=''
finish() {
  [ -n "$key" ] || return 0
  printf '  %s: "%s"\n' "$key" "$(printf %s "$value" | base64 | tr -d '\n')"
  key=''
  value=''
}

# What a command with tabs between its words prints, at the root of the repository.
given() {
  (
    set -f
    IFS=$tab
    # shellcheck disable=SC2086
    set -- $1
    cd "$ROOT" && "$@" </dev/null
  ) && return
  echo "no value by $(printf %s "$1" | tr "$tab" ' ')" >&2
  return 1
}

put() { kubectl apply --server-side --force-conflicts --field-manager=apply-folder "$@"; }

# GROUP RESULT MESSAGE
say() {
  printf '{"status":{"revision":"%s","result":"%s","message":"%s"}}' "$revision" "$2" "$3" >"$work/status"
  kubectl patch "$KIND" "$1" --type=merge --patch-file="$work/status" >/dev/null
}

# Of what a run makes first, a namespace or a kind, there may be none yet: then nothing behind it can be compared.
compare() {
  code=0
  kubectl diff --server-side --force-conflicts --field-manager=apply-folder --filename="$1" 2>"$work/why" || code=$?
  [ "$code" -gt 1 ] || return 0
  if ! grep -qE 'namespaces "[^"]*" not found|no matches for kind' "$work/why"; then
    cat "$work/why" >&2
    return 1
  fi
  echo "new, with what is made before it:"
  awk '/^kind:/ { kind = $2 } /^  name:/ && kind != "" { print "  " kind " " $2; kind = "" }' "$1"
}

show() {
  chosen again "$2/3-rest.yaml" | while read -r _ name; do
    echo "runs again: job $name"
    echo "job.batch/$name pruned (server dry run)" >>"$2/again"
  done
  chosen unrepeated "$2/3-rest.yaml" >"$2/unrepeated"
  mv "$2/unrepeated" "$2/3-rest.yaml"
  for file in "$2"/[0-9]-*.yaml; do
    [ ! -f "$file" ] || compare "$file"
  done
  # By name: `kubectl diff` writes what it compares into files.
  [ -z "$made" ] || { echo 'Secrets, whose values are not compared:'; printf '%s\n' "$made" | sed -n 's/^  name: /  Secret /p'; }
  kubectl get "$KIND" "$1" >/dev/null 2>&1 || return 0
  rest "$2" --dry-run=server --prune --applyset="$KIND/$1" >"$2/dry"
  touch "$2/again"
  grep pruned "$2/dry" | grep -vxF -f "$2/again" || true
}

group() {
  all=$work/objects
  rm -rf "$all"
  mkdir "$all"
  objects "$@" >"$all/all"
  made=$(secrets "$1")
  divide "$all" <"$all/all"
  [ "$2" = - ] || kubectl config set-context --current --namespace="$2" >/dev/null
  # The set has itself as a member, so that it is never empty. Before the first run nothing knows its kind.
  if [ -z "$preview" ] || kubectl get "$KIND" "$1" >/dev/null 2>&1; then
    { echo ---; cat "groups/$1.yaml"; } >>"$all/3-rest.yaml"
  fi
  if [ -n "$preview" ]; then
    show "$1" "$all"
    return
  fi
  if [ "$2" != - ] && ! kubectl get namespace "$2" >/dev/null 2>&1; then
    kubectl create namespace "$2"
  fi
  [ ! -f "$all/0-namespaces.yaml" ] || put --filename="$all/0-namespaces.yaml"
  if [ -f "$all/1-kinds.yaml" ]; then
    put --filename="$all/1-kinds.yaml"
    kubectl wait --for=condition=Established --timeout=60s --filename="$all/1-kinds.yaml"
  fi
  [ ! -f "$all/2-data.yaml" ] || put --filename="$all/2-data.yaml"
  first job "$all/3-rest.yaml" "$1"
  first after "$all/3-rest.yaml" "$1"
  rest "$all" --prune --applyset="$KIND/$1"
  chosen after "$all/3-rest.yaml" | while read -r namespace name; do ended "$namespace" "$name"; done
}

# STAGE FILE GROUP: where pods wait for a Job, all but those pods, and then its end; where a Job waits for pods, all but that Job, and then
# those pods. What is applied is labelled as of the set by hand, since kubectl applies a set as a whole. A Job of each run is made anew.
first() {
  grep -q "^    delivery\.homelab\.internal/stage: $1\$" "$2" || return 0
  chosen "again-$1" "$2" | while read -r namespace name; do
    kubectl --namespace="$namespace" delete job "$name" --ignore-not-found --cascade=foreground
  done
  set_id=$(sed -n 's|^ *applyset\.kubernetes\.io/id: *||p' "parents/$3.yaml")
  if [ -n "$made" ] || chosen "before-$1" "$2" | grep -q .; then
    { [ -z "$made" ] || printf '%s\n' "$made"; chosen "before-$1" "$2"; } |
      kubectl label --local --filename=- "applyset.kubernetes.io/part-of=$set_id" --output=json |
      put --filename=-
  fi
  if [ "$1" = job ]; then
    chosen job "$2" | while read -r namespace name; do ended "$namespace" "$name"; done
  else
    chosen keepers "$2" | while read -r namespace name kind; do
      kubectl --namespace="$namespace" rollout status "$kind/$name" --timeout=600s
    done
  fi
}

# WHAT FILE: `before-STAGE` is what is applied before that; `unrepeated` all but what is made anew at each run; of others, namespace and name:
# `job` and `after` by their stage, `again-STAGE` those of each run, `again` those of any stage, `keepers` what keeps pods, with its kind.
chosen() {
  awk -v what="$1" '
    function flush() {
      if (text != "") {
        if (what == stage || (again && (what == "again" || what == "again-" stage))) print namespace, name
        if (what == "keepers" && kind ~ /^(Deployment|StatefulSet|DaemonSet)$/) print namespace, name, kind
        if (what == "before-job" && stage != "pods" && stage != "after" && kind != "DeliveredGroup") printf "---\n%s", text
        if (what == "before-after" && stage != "after" && kind != "DeliveredGroup") printf "---\n%s", text
        if (what == "unrepeated" && !again) printf "---\n%s", text
      }
      text = stage = kind = name = namespace = ""
      again = 0
    }
    /^---([ \t]|$)/ { flush(); next }
    /^kind:/ { kind = $2 }
    /^  name:/ && name == "" { name = $2 }
    /^  namespace:/ && namespace == "" { namespace = $2 }
    /^    delivery\.homelab\.internal\/stage:/ { stage = $2 }
    /^    delivery\.homelab\.internal\/each-sync:/ { again = 1 }
    { text = text $0 "\n" }
    END { flush() }' "$2"
}

# NAMESPACE NAME: until a Job has ended; it has a time for that.
ended() {
  echo "waits for job $2"
  while :; do
    conditions=$(kubectl --namespace="$1" get job "$2" --output='jsonpath={.status.conditions[?(@.status=="True")].type}') || return 1
    case $conditions in
      *Complete*) return 0 ;;
      *Failed*) echo "job $2 failed, and nothing after it was applied" >&2; return 1 ;;
    esac
    sleep 2
  done
}

# FOLDER WORDS: applies what may be pruned, Secrets first.
rest() {
  from=$1
  shift
  [ -n "$made" ] || { put "$@" --filename="$from/3-rest.yaml"; return; }
  { printf '%s\n---\n' "$made"; cat "$from/3-rest.yaml"; } | put "$@" --filename=-
}

if [ -z "$preview" ]; then
  put --filename=kind.yaml >/dev/null
  kubectl wait --for=condition=Established --timeout=60s --filename=kind.yaml >/dev/null
fi

failed=''
while IFS="$tab" read -r name namespace repository at path release; do
  [ -z "$only" ] || [ "$only" = "$name" ] || continue
  echo "== $name"
  if [ -z "$preview" ]; then
    kubectl get "$KIND" "$name" >/dev/null 2>&1 || kubectl create --filename="parents/$name.yaml"
    say "$name" Applying ''
  fi
  # The first error ends a group, and no other: that is why it is asked for no condition.
  set +e
  (
    set -e
    group "$name" "$namespace" "$repository" "$at" "$path" "$release"
  ) </dev/null >"$work/out" 2>&1
  code=$?
  set -e
  cat "$work/out"
  [ "$code" -eq 0 ] || failed="$failed $name"
  [ -z "$preview" ] || continue
  if [ "$code" -eq 0 ]; then
    say "$name" Applied ''
  else
    say "$name" Failed "$(tail -n 1 "$work/out" | tr -c '[:print:]' ' ' | tr -d '\\"' | cut -c 1-300)"
  fi
done <groups.tsv

if [ -n "$failed" ]; then
  echo "failed:$failed" >&2
  exit 1
fi

# Groups that left the estate: all that is theirs goes, but for what holds data. Only when everything else is well.
if [ -z "$only" ] && kubectl get "$KIND" >/dev/null 2>&1; then
  for name in $(kubectl get "$KIND" --output=name | cut -d / -f 2); do
    listed "$name" && continue
    echo "== $name is no longer rendered"
    [ -z "$preview" ] || continue
    sed "s/NAME/$name/" empty.yaml >"$work/empty.yaml"
    put --prune --applyset="$KIND/$name" --filename="$work/empty.yaml"
    kubectl delete "$KIND" "$name"
  done
fi
