#!/bin/sh
# Starts fail2ban only where each log is there that it reads.

set -eu

readonly LOGINS_LOGS='/var/log/logins.log'

for file in $LOGINS_LOGS; do
  : >>"$file"
done
mkdir -p /run/fail2ban
exec fail2ban-server -xf start
