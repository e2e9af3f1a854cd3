#!/bin/sh
# Loads new rules of the firewall so that the old ones come back by themselves: `try` loads them, `keep` says that somebody got in by
# them, and where that does not come in time, `back` undoes what was tried under its mark. A start of the host loads what was kept.
set -eu

readonly NFT='/usr/sbin/nft'
readonly FOLDER='/etc/firewall'
readonly TABLE='estate'
readonly TRY_SECONDS='60'

kept=$FOLDER/rules.nft
next=$FOLDER/next.nft
waiting=$FOLDER/waiting

case ${1:-} in
try)
	# Who waited for rules that were tried before takes nothing back of these.
	mark=$$-$(date +%s)
	echo "$mark" >"$waiting"
	setsid "$0" wait "$mark" >/dev/null 2>&1 </dev/null &
	if ! "$NFT" --file "$next"; then
		rm -f "$waiting"
		exit 1
	fi
	;;
keep)
	if [ ! -e "$waiting" ]; then
		echo "Nobody said in $TRY_SECONDS seconds that they got in: the rules are those from before." >&2
		exit 1
	fi
	# In one step: half of it would be refused at the next start, and the host be open.
	cp "$next" "$kept.new"
	mv "$kept.new" "$kept"
	rm -f "$waiting"
	;;
wait)
	sleep "$TRY_SECONDS"
	exec "$0" back "${2:-}"
	;;
back)
	if [ "$(cat "$waiting" 2>/dev/null)" != "${2:-}" ]; then
		exit 0
	fi
	rm -f "$waiting"
	if [ -e "$kept" ]; then
		exec "$NFT" --file "$kept"
	fi
	exec "$NFT" delete table inet "$TABLE"
	;;
*)
	echo "usage: $0 try|keep|back" >&2
	exit 2
	;;
esac
