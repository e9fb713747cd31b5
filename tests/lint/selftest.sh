#!/bin/bash
# SPDX-License-Identifier: MIT
# Each lint can fail: bad/NAME is a small tree with faults, bad/NAME/expect the
# findings that lint NAME must print for it, in any order and no others.
here=$(cd "${0%/*}" && pwd) || exit 2
failed=0

check()
{
	local name=$1 out want got

	out=$(bash "$here/$name.sh" "$here/bad/$name") && {
		printf 'not ok - lint %s passes its bad example\n' "$name"
		return 1
	}
	want=$(LC_ALL=C sort "$here/bad/$name/expect")
	got=$(printf '%s\n' "$out" | grep -v '^not ok' | LC_ALL=C sort)
	if [ "$want" != "$got" ]; then
		diff <(printf '%s\n' "$want") <(printf '%s\n' "$got")
		printf 'not ok - lint %s finds what it should\n' "$name"
		return 1
	fi
	printf 'ok - lint %s finds its faults\n' "$name"
}

for lint in "$here"/*.sh; do
	name=$(basename "$lint" .sh)
	case $name in
	lint | selftest) continue ;;
	esac
	check "$name" || failed=1
done
exit $failed
