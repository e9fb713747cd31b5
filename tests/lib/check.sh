# SPDX-License-Identifier: MIT
# tests/lib/check.sh - what every test script of tests/{db,job,page} starts with.
#
#	. "${0%/*}/../lib/check.sh"
#	check 'what should hold' command argument...
#	is 'what it is about' "$got" "$wanted"
#	check_end
#
# One line of TAP a case. A script without check_end at its end has failed,
# whatever it printed; ./dev test sees to that.
set -u -o pipefail

: "${top:=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)}"
lib=$top/tests/lib
for check_part in say user build stack; do
	. "$lib/$check_part.sh"
done
checks_failed=0

check_pass()
{
	printf 'ok - %s\n' "$1"
}

check_fail()
{
	printf 'not ok - %s\n' "$1"
	checks_failed=$((checks_failed + 1))
}

# check TITLE COMMAND...: passes when the command does.
check()
{
	local title=$1

	shift
	if "$@"; then
		check_pass "$title"
	else
		printf '# failed: %s\n' "$*"
		check_fail "$title"
	fi
}

is()
{
	if [ "$2" = "$3" ]; then
		check_pass "$1"
	else
		printf '# got:    %s\n# wanted: %s\n' "$2" "$3"
		check_fail "$1"
	fi
}

# like TITLE TEXT EXTENDED-REGEXP
like()
{
	if grep -Eq -- "$3" <<<"$2"; then
		check_pass "$1"
	else
		printf '# got:    %s\n# wanted: /%s/\n' "${2:0:600}" "$3"
		check_fail "$1"
	fi
}

unlike()
{
	if grep -Eq -- "$3" <<<"$2"; then
		printf '# has /%s/\n' "$3"
		check_fail "$1"
	else
		check_pass "$1"
	fi
}

# What the sandbox found in requests that must not have left; never the thing itself.
check_leaks()
{
	[ -n "${R:-}" ] && [ -s "$R/leaks" ] || return 0
	LC_ALL=C sort "$R/leaks" | uniq -c | sed 's/^ */# left for the service, times: /'
	check_fail 'nothing leaves that must not: no secret, no address'
}

check_end()
{
	check_leaks
	printf '# end\n'
	[ $checks_failed -eq 0 ]
	exit
}
