#!/bin/sh
# Rendered from apps/blumeops/services/flyio-proxy.ts and the public routes of all services; do not edit: change the source and run synth.

set -eu

readonly NODE='flyio-proxy'
readonly KEY_FILE='/run/auth-key'

# Every process may read the command lines of all others, and whoever starts with the key's variable keeps it.
(umask 077 && printf '%s' "$TS_AUTHKEY" >"$KEY_FILE")
unset TS_AUTHKEY

# The kernel's own network device: nginx reaches the tailnet as it reaches any other network.
tailscaled --statedir=/var/lib/tailscale &

tries=60
until [ -S /var/run/tailscale/tailscaled.sock ]; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo 'tailscaled did not start' >&2; exit 1; }
  sleep 1
done
tailscale up --auth-key="file:$KEY_FILE" --hostname="$NODE" --accept-routes
rm "$KEY_FILE"

tries=60
until tailscale status >/dev/null; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo 'the tailnet did not come up' >&2; exit 1; }
  sleep 1
done

nginx -g 'daemon off;' &
nginx=$!
trap 'kill -QUIT "$nginx"' INT TERM

alloy run --server.http.listen-addr=127.0.0.1:12345 --storage.path=/tmp/alloy-data /etc/alloy/config.alloy &

# A signal ends the first wait; the second one waits for the requests that nginx still answers.
code=0
wait "$nginx" || code=$?
if kill -0 "$nginx" 2>/dev/null; then
  code=0
  wait "$nginx" || code=$?
fi
exit "$code"
