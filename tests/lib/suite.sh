# SPDX-License-Identifier: MIT
# tests/lib/suite.sh - ./dev test: every part in turn, and one line at the end.
#
# A part is a function that prints TAP. It fails when a case fails, when it ends
# with another status than 0, and when it reports no case at all.

suite_log=$top/var/test
suite_passed=0
suite_failed=0

# part TITLE FUNCTION: run it with its output in a file, count, and tell.
part()
{
	local title=$1 log=$suite_log/$2.log start=$SECONDS status=0 counts
	local passed failed

	("$2") >"$log" 2>&1 </dev/null || status=$?
	counts=$(awk -f "$lib/tap.awk" "$log")
	passed=${counts% *}
	failed=${counts#* }
	if [ $status -ne 0 ] && [ "$failed" -eq 0 ]; then
		failed=1
		echo "not ok - ended with status $status" >>"$log"
	elif [ $((passed + failed)) -eq 0 ]; then
		failed=1
		echo 'not ok - reported nothing' >>"$log"
	fi
	suite_passed=$((suite_passed + passed))
	suite_failed=$((suite_failed + failed))
	printf '%-34s %5d passed, %d failed  (%d s)\n' "$title" "$passed" \
	    "$failed" $((SECONDS - start))
	[ "$failed" -eq 0 ] || suite_tell "$log"
}

# The failures of a part with what stands before them.
suite_tell()
{
	grep -n -B 6 '^not ok' "$1" | tail -n 60 | sed 's/^/    /'
	grep -q '^not ok' "$1" || tail -n 20 "$1" | sed 's/^/    /'
	printf '    all of it: %s\n' "$1"
}

# ok TITLE COMMAND...: one case, as TAP.
suite_case()
{
	local title=$1

	shift
	if "$@"; then
		printf 'ok - %s\n' "$title"
	else
		printf 'not ok - %s\n' "$title"
		return 1
	fi
}

suite_build()
{
	suite_case 'gcc builds without a warning' \
	    build_variant gcc --enable-werror
}

suite_check()
{
	build_check gcc
}

suite_clang()
{
	suite_case 'clang builds without a warning' \
	    build_variant clang CC=clang CXX=clang++ --enable-werror
}

suite_sanitizers()
{
	suite_case 'builds with sanitizers' \
	    build_variant asan --enable-sanitizers CFLAGS='-O1 -g' \
	    CXXFLAGS='-O1 -g' || return
	build_check asan
}

# A release: packed, unpacked read-only, built, checked, installed, removed.
suite_distcheck()
{
	suite_case 'a release builds, passes its checks and installs' \
	    quietly "$suite_log/distcheck" make -C "$(build_dir gcc)" -s \
	    -j"$(build_jobs)" distcheck
}

# Every script of a folder, against one cluster; each has its own database.
suite_scripts()
{
	local script status

	. "$lib/db.sh"
	trap stack_close EXIT
	test_cluster || return
	for script in "$top/tests/$1"/*.sh; do
		[ -e "$script" ] || continue
		printf '1..0 # %s\n' "$script"
		status=0
		timeout -k 10 "${suite_script_seconds:-300}" bash "$script" \
		    >"$R/script" 2>&1 || status=$?
		cat "$R/script"
		[ $status -eq 0 ] || grep -q '^not ok' "$R/script" ||
			printf 'not ok - %s ended with %d\n' "$script" $status
		grep -q '^# end' "$R/script" ||
			printf 'not ok - %s did not reach its end\n' "$script"
	done
}

suite_db()
{
	suite_scripts db
}

suite_page()
{
	suite_scripts page
}

suite_job()
{
	suite_scripts job
}

# The pages as a browser shows them, filled by way of the sandbox.
suite_browser()
{
	local script status=0

	. "$lib/db.sh"
	. "$lib/browser.sh"
	browser_install && browser_open || return
	browser_gallery || status=1
	for script in pages.js "$top"/tests/browser/flow-*.js; do
		browser_run "${script##*/}" || status=1
	done
	check_leaks
	[ $checks_failed -eq 0 ] || status=1
	browser_story || status=1
	return $status
}

# part name, title; ./dev test NAME... runs only those.
suite_parts='
build       gcc, warnings are errors
check       unit tests, seeds and lints
db          database
page        pages and processes
job         batch programs
browser     pages in a browser
clang       clang, warnings are errors
sanitizers  the unit tests with sanitizers
distcheck   the release
'

suite_run()
{
	local name title wanted=" $* "

	for name; do
		grep -q "^$name " <<<"$suite_parts" || die \
		    "test: no part named $name; there are:" \
		    "$(awk '{ print $1 }' <<<"$suite_parts" | xargs)"
	done
	packages_need build run test
	user_prepare
	mkdir -p "$suite_log"
	while read -r name title; do
		[ "$wanted" = '  ' ] || [[ $wanted == *" $name "* ]] || continue
		[ -z "$name" ] || part "$title" "suite_$name"
	done <<<"$suite_parts"
	printf '%d passed, %d failed\n' $suite_passed $suite_failed
	[ $suite_failed -eq 0 ]
}
