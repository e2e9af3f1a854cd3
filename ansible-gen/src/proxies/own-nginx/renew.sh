#!/bin/sh
# A certificate for each name, made where there is none, and again before it runs out. One name that has no record yet is
# no reason for another to go without.

set -eu

readonly NAMES='www.example.org'
readonly ACME='https://acme.example.org/directory'
readonly CHALLENGES='/srv/challenges'
readonly CERTIFICATES='/etc/certificates'
readonly ISSUED='/etc/letsencrypt/live'

changed=
failed=
for name in $NAMES; do
  if ! certbot certonly --non-interactive --agree-tos --register-unsafely-without-email --server "$ACME" \
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
