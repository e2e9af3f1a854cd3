#!/bin/sh
# Rendered from apps/blumeops/services/flyio-proxy.ts and the public routes of all services; do not edit: change the source and run synth.
#
# The container's first process: the tailnet before nginx, and the container ends when one of them does.

set -eu

readonly NODE='flyio-proxy'
readonly KEY_FILE='/run/auth-key'
readonly ROTATION='/etc/logrotate-proxy.conf'
readonly ROTATION_STATE='/run/logrotate.state'
readonly DENY_FILES=''
readonly LOGINS_LOGS=''

# Every process may read the command lines of all others, and whoever starts with the key's variable keeps it. The file goes,
# however this ends.
trap 'rm -f "$KEY_FILE"' EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
(umask 077 && printf '%s' "$TS_AUTHKEY" >"$KEY_FILE")
unset TS_AUTHKEY

# The kernel's own network device: nginx reaches the tailnet as it reaches any other network. Without the tailnet the
# health check would go on saying that all is well, so the script is told when it ends.
trap 'exit 1' USR1
(
  tailscaled --statedir=/var/lib/tailscale || :
  echo 'tailscaled ended: the container ends, too' >&2
  kill -USR1 $$
) &

tries=60
until [ -S /var/run/tailscale/tailscaled.sock ]; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo 'tailscaled did not start' >&2; exit 1; }
  sleep 1
done
# By itself it waits forever: a key that has ended, a tailnet that nobody reaches. In the background, a signal is heard at once.
tailscale up --auth-key="file:$KEY_FILE" --hostname="$NODE" --accept-routes --timeout=60s &
wait "$!" || { echo 'the tailnet did not take this machine in' >&2; exit 1; }
rm "$KEY_FILE"
trap - EXIT

tries=60
until tailscale status >/dev/null; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo 'the tailnet did not come up' >&2; exit 1; }
  sleep 1
done

for file in $DENY_FILES; do
  [ -e "$file" ] || : >"$file"
done

nginx -g 'daemon off;' &
nginx=$!
trap 'kill -QUIT "$nginx"' INT TERM
# Requests under way may finish, but nobody else would end an nginx that waits for them forever.
lost=
trap 'lost=tailnet; kill -QUIT "$nginx"; (sleep 60; kill -TERM "$nginx") &' USR1

# Nobody else makes the logs shorter, and a full disk stops what has to write.
(
  while :; do
    logrotate --state "$ROTATION_STATE" "$ROTATION" || echo 'logrotate failed: the logs go on growing' >&2
    sleep 10
  done
) &

for file in $LOGINS_LOGS; do
  : >>"$file"
done
if [ -n "$LOGINS_LOGS" ]; then
  mkdir -p /run/fail2ban
  fail2ban-client start || echo 'fail2ban did not start: nobody is banned, logins are limited all the same' >&2
fi

# The site does not depend on its telemetry.
(
  alloy run --server.http.listen-addr=127.0.0.1:12345 --storage.path=/tmp/alloy-data /etc/alloy/config.alloy || :
  echo 'alloy ended: the proxy goes on without logs and metrics' >&2
) &

# Each signal ends a wait; the next one waits for the requests that nginx still answers.
code=0
wait "$nginx" || code=$?
while kill -0 "$nginx" 2>/dev/null; do
  code=0
  wait "$nginx" || code=$?
done
[ -z "$lost" ] || code=1
exit "$code"
