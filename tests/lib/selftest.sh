#!/bin/bash
# SPDX-License-Identifier: MIT
# The counting that ./dev test rests on: a failure is never counted as passed.
lib=$(cd "${0%/*}" && pwd) || exit 2
top=$(mktemp -d) || exit 2
trap 'rm -rf "$top"' EXIT
failed=0
. "$lib/say.sh"
. "$lib/build.sh"
. "$lib/suite.sh"
mkdir -p "$top/var/test"

# expect WHY PASSED FAILED: of the suite so far.
expect()
{
	if [ "$suite_passed $suite_failed" = "$2 $3" ]; then
		printf 'ok - %s\n' "$1"
	else
		printf 'not ok - %s: %s passed, %s failed\n' "$1" \
		    "$suite_passed" "$suite_failed"
		failed=1
	fi
	suite_passed=0 suite_failed=0
}

two_good() { printf 'ok 1 - a\nok 2 - b\n'; }
one_bad() { printf 'ok 1 - a\nnot ok 2 - b\n'; }
silent() { :; }
dies() { printf 'ok 1 - a\n'; kill -9 $BASHPID; }
leaves_early() { printf '1..3\nok 1 - a\n'; exit 0; }
leaves_early_then_other() { printf '1..3\nok 1 - a\n1..1\nok 1 - b\n'; }
driver_failed()
{
	cd "$top" || return
	printf ':test-result: FAIL\n' >t.trs
	printf 'ok 1 - a\n' >t.log
	build_log_tap t
}

try()
{
	part "$2" "$2" >/dev/null
	expect "$1" "$3" "$4"
}

try 'cases are counted' two_good 2 0
try 'a failed case' one_bad 1 1
try 'no case at all is a failure' silent 0 1
try 'a death after a good case' dies 1 1
try 'cases that the plan promised' leaves_early 1 2
try 'also with others behind them' leaves_early_then_other 2 2
try 'the verdict of the driver counts' driver_failed 1 1
exit $failed
