import { shellAssignment } from '../collectors/quote.ts'
import { denyFile, loginsLog, type Site } from './site.ts'

/** The container's first process: the tailnet before nginx, and the container ends when nginx does. facts P5, P9 */
export function startScript(node: string, guarded: readonly Site[], header: string): string {
  const constants = [
    shellAssignment('NODE', node),
    shellAssignment('KEY_FILE', '/run/auth-key'),
    ...(guarded.length === 0
      ? []
      : [
          shellAssignment('DENY_FILES', guarded.map(denyFile).join(' ')),
          shellAssignment('LOGINS_LOGS', guarded.map(loginsLog).join(' ')),
        ]),
  ]
  const parts = [
    `#!/bin/sh\n# ${header}`,
    'set -eu',
    constants.join('\n'),
    tailnet.trim(),
    ...(guarded.length === 0 ? [] : [denyFiles.trim()]),
    proxy.trim(),
    ...(guarded.length === 0 ? [] : [bans.trim()]),
    rest.trim(),
  ]
  return `${parts.join('\n\n')}\n`
}

/** Addresses of services of a cluster are routes, which a Linux client takes only when told so. facts N2 */
const tailnet = `
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
`

const denyFiles = `
for file in $DENY_FILES; do
  [ -e "$file" ] || : >"$file"
done
`

const proxy = `
nginx -g 'daemon off;' &
nginx=$!
trap 'kill -QUIT "$nginx"' INT TERM
`

const bans = `
for file in $LOGINS_LOGS; do
  : >>"$file"
done
mkdir -p /run/fail2ban
fail2ban-client start || echo 'fail2ban did not start: nobody is banned, logins are limited all the same' >&2
`

const rest = `
alloy run --server.http.listen-addr=127.0.0.1:12345 --storage.path=/tmp/alloy-data /etc/alloy/config.alloy &

# A signal ends the first wait; the second one waits for the requests that nginx still answers.
code=0
wait "$nginx" || code=$?
if kill -0 "$nginx" 2>/dev/null; then
  code=0
  wait "$nginx" || code=$?
fi
exit "$code"
`
