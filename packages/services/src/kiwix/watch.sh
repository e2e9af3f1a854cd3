#!/bin/bash
# Restarts the server when the complete archives are others than those of its last start. The restart comes first, so that
# one that fails is tried again.

set -euo pipefail
shopt -s nullglob

readonly ARCHIVES='/data'
readonly DEPLOYMENT='kiwix'
readonly ANNOTATION='kiwix.example.org/archives'

# shellcheck source=./whole-archive.sh
. ./whole-archive.sh

zims=()
for zim in "$ARCHIVES"/*.zim; do
  if is_whole "$zim"; then
    zims+=("$zim")
  fi
done
if ((${#zims[@]} == 0)); then
  echo 'no archives'
  exit 0
fi

hash="$(printf '%s\n' "${zims[@]}" | sort | md5sum | cut -d ' ' -f 1)"
known="$(kubectl get deployment "$DEPLOYMENT" --output "jsonpath={.metadata.annotations.${ANNOTATION//./\\.}}")"
if [[ "$hash" == "$known" ]]; then
  echo "${#zims[@]} archives, unchanged"
  exit 0
fi

kubectl rollout restart deployment "$DEPLOYMENT"
kubectl annotate deployment "$DEPLOYMENT" --overwrite "$ANNOTATION=$hash"
