# SPDX-License-Identifier: MIT
# tests/lib/packages.sh - install what is missing from packages.txt.
#
#	packages_need build run		the rows for building and running
#	packages_table			the rows as a table for the documentation
#
# bash tests/lib/packages.sh --write	puts that table into docs/dependencies.md

# Rows of the table, "package|for|command|why|instead of", blanks squeezed.
packages_rows()
{
	sed -e '/^#/d' -e 's/ *| */|/g' -e 's/ *$//' "$lib/packages.txt"
}

# Names for the purposes given, those that are there left out.
packages_missing()
{
	local package purpose instead rest

	packages_rows | while IFS='|' read -r package purpose instead rest; do
		case " $* " in
		*" $purpose "*) ;;
		*) continue ;;
		esac
		[ "$instead" != - ] && command -v "$instead" >/dev/null &&
			continue
		case $(dpkg-query -W -f '${db:Status-Status}' "$package" \
		    2>/dev/null) in
		installed) ;;
		*) printf '%s\n' "$package" ;;
		esac
	done
}

packages_need()
{
	local missing sudo=()

	PATH=$PATH:/usr/sbin:/sbin
	command -v dpkg-query >/dev/null ||
		die 'needs Debian 12 or newer: there is no dpkg-query here'
	mapfile -t missing < <(packages_missing "$@")
	[ ${#missing[@]} -eq 0 ] && return
	say "Installing Debian packages, needed to $* Tidemark:" \
	    "${missing[*]}"
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || die \
		    "not root, and no sudo: as root run" \
		    "apt-get install ${missing[*]}"
		sudo=(sudo)
	fi
	packages_install "${missing[@]}" || die \
	    "apt-get could not install them; see $top/var/packages.log"
}

# The services that packages bring (Postgres, nginx on port 80) are not
# started: policy-rc.d says no while apt runs, unless the machine has its own.
# A shell of its own, so that it goes also when somebody presses Ctrl-C.
packages_install()
(
	policy=/usr/sbin/policy-rc.d
	apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y)

	mkdir -p "$top/var"
	if [ ! -e $policy ]; then
		trap '"${sudo[@]}" rm -f $policy' EXIT
		trap 'exit 130' INT
		trap 'exit 143' TERM HUP
		printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee $policy >/dev/null
		"${sudo[@]}" chmod 755 $policy
	fi
	"${sudo[@]}" "${apt[@]}" update >"$top/var/packages.log" 2>&1
	quietly "$top/var/packages.log" "${sudo[@]}" "${apt[@]}" install \
	    --no-install-recommends "$@" || exit
	# nginx with nchan does not start without, and cannot make it unless it
	# is root (tests/lib/stack.sh)
	"${sudo[@]}" mkdir -p /var/lib/nginx/body
)

packages_table()
{
	printf '| package | for | why | instead of |\n'
	printf '| --- | --- | --- | --- |\n'
	packages_rows | awk -F '|' '{
		if ($5 == "-")
			$5 = ""
		print "| " $1 " | " $2 " | " $4 " | " $5 " |" }'
}

if [ "${1:-}" = --write ] && [ "${BASH_SOURCE[0]}" = "$0" ]; then
	lib=$(cd "${0%/*}" && pwd)
	doc=$lib/../../docs/dependencies.md
	packages_table >"$doc.table" && awk '
	NR == FNR { table = table $0 "\n"; next }
	/^<!-- end of packages/ { inside = 0 }
	!inside { print }
	/^<!-- packages/ { inside = 1; printf "%s", table }' \
	    "$doc.table" "$doc" >"$doc.new" && mv "$doc.new" "$doc"
	rm -f "$doc.table"
fi
