#!/bin/bash
# Adds the torrents of a list that Transmission does not have. The environment says where both are.

set -euo pipefail

host="${TRANSMISSION_HOST:?}"
port="${TRANSMISSION_PORT:?}"
list="${TORRENT_LIST:?}"
rpc="http://$host:$port/transmission/rpc"

# 409 is the answer to a request without a session: the server is up.
ready() {
  local status
  status="$(curl --silent --output /dev/null --max-time 10 --write-out '%{http_code}' "$rpc" || true)"
  [[ "$status" == 200 || "$status" == 409 ]]
}

tries=30
until ready; do
  tries=$((tries - 1))
  if ((tries == 0)); then
    echo "$rpc does not answer; giving up for now"
    exit 0
  fi
  sleep 10
done

# The first line is a header and the last a sum; the name is the last column.
current="$(transmission-remote "$host:$port" --list | sed '1d;$d' | awk '{ print $NF }')"

added=0
present=0
while IFS= read -r line || [[ -n "$line" ]]; do
  url="$(printf '%s' "$line" | sed 's/^[[:space:]]*//; s/[[:space:]]*$//')"
  if [[ -z "$url" || "$url" == '#'* ]]; then
    continue
  fi
  name="$(basename "$url" .torrent)"
  name="${name%.zim}"
  if [[ "$current" == *"$name"* ]]; then
    present=$((present + 1))
  elif transmission-remote "$host:$port" --add "$url"; then
    added=$((added + 1))
  else
    echo "warning: could not add $url" >&2
  fi
done <"$list"

echo "added $added, already present $present"
