import type { PublicSite } from '@homelab/estate/model'
import { shellAssignment } from '../../collectors/quote.ts'
import { denyFile, loginsLog, type NginxProxy } from '../nginx/settings.ts'
import { places } from './places.ts'

function script(header: string, constants: Readonly<Record<string, string>>, body: string): string {
  const assigned = Object.entries(constants).map(([name, value]) => shellAssignment(name, value))
  return `${[`#!/bin/sh\n# ${header}`, 'set -eu', assigned.join('\n'), body.trim()].join('\n\n')}\n`
}

/** nginx starts only where each of its names has a certificate, and where each list of banned addresses is there. */
export function startScript(sites: readonly PublicSite[], guarded: readonly PublicSite[], header: string): string {
  const constants = {
    NAMES: sites.map(({ hostname }) => hostname).join(' '),
    CERTIFICATES: places.certificates,
    DENY_FILES: guarded.map(denyFile).join(' '),
  }
  return script(header, constants, start)
}

const start = `
# Until a name has a certificate it has one that nobody believes: without any, nginx would serve no name at all.
for name in $NAMES; do
  [ ! -e "$CERTIFICATES/$name.pem" ] || continue
  (
    umask 077
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650 -subj /CN=none \\
      -addext "subjectAltName=DNS:$name" -keyout "$CERTIFICATES/$name.key" -out "$CERTIFICATES/$name.pem" 2>/dev/null
  )
done
for file in $DENY_FILES; do
  [ -e "$file" ] || : >"$file"
done
exec nginx -g 'daemon off; error_log stderr;'
`

/** fail2ban starts only where each log is there that it reads. */
export function bansScript(proxy: NginxProxy, guarded: readonly PublicSite[], header: string): string {
  return script(header, { LOGINS_LOGS: guarded.map(site => loginsLog(proxy, site)).join(' ') }, startBans)
}

const startBans = `
for file in $LOGINS_LOGS; do
  : >>"$file"
done
mkdir -p /run/fail2ban
exec fail2ban-server -xf start
`

/** A certificate for each name, made where there is none, and anew before it runs out. */
export function renewScript(acme: string, sites: readonly PublicSite[], header: string): string {
  const constants = {
    NAMES: sites.map(({ hostname }) => hostname).join(' '),
    ACME: acme,
    CHALLENGES: places.challenges,
    CERTIFICATES: places.certificates,
    ISSUED: '/etc/letsencrypt/live',
  }
  return script(header, constants, renew)
}

/** One name that has no record yet is no reason for another to go without. */
const renew = `
changed=
failed=
for name in $NAMES; do
  if ! certbot certonly --non-interactive --agree-tos --register-unsafely-without-email --server "$ACME" \\
    --webroot --webroot-path "$CHALLENGES" --cert-name "$name" --domain "$name" --keep-until-expiring; then
    echo "no certificate for $name: does its record lead here?" >&2
    failed=1
    continue
  fi
  if ! cmp -s "$ISSUED/$name/fullchain.pem" "$CERTIFICATES/$name.pem"; then
    install -m 0600 "$ISSUED/$name/privkey.pem" "$CERTIFICATES/$name.key"
    install -m 0600 "$ISSUED/$name/fullchain.pem" "$CERTIFICATES/$name.pem"
    changed=1
  fi
done
[ -z "$changed" ] || nginx -s reload
[ -z "$failed" ]
`
