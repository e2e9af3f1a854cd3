#!/bin/sh
# Starts nginx only where each of its names has a certificate, and where each list of banned addresses is there.

set -eu

readonly NAMES='www.example.org'
readonly CERTIFICATES='/etc/certificates'
readonly DENY_FILES='/run/deny.conf'

# Until a name has a certificate it has one that nobody believes: without any, nginx would serve no name at all.
for name in $NAMES; do
  [ ! -e "$CERTIFICATES/$name.pem" ] || continue
  (
    umask 077
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650 -subj /CN=none \
      -addext "subjectAltName=DNS:$name" -keyout "$CERTIFICATES/$name.key" -out "$CERTIFICATES/$name.pem" 2>/dev/null
  )
done
for file in $DENY_FILES; do
  [ -e "$file" ] || : >"$file"
done
exec nginx -g 'daemon off; error_log stderr;'
