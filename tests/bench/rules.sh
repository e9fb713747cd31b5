#!/bin/bash
# SPDX-License-Identifier: MIT
# bench rules: matching against PCRE2 pattern by pattern, without and with the
# one-pass engine, when libhs is installed.
. "${lib:?}/say.sh"
. "$lib/build.sh"

failed=0

# Bound on a figure of a JSON line: hold LINE KEY LEAST
hold()
{
	awk -v line="$1" -v key="\"$2\":" -v least="$3" 'BEGIN {
		at = index(line, key)
		exit !(at && substr(line, at + length(key)) + 0 >= least) }' &&
		return
	echo "rules: $2 is under $3" >&2
	failed=1
}

run()
{
	local line

	line=$("$1/tests/bench/rules" --json) || exit
	hold "$line" ratio "$2"
	# alone, a set of patterns is what it is compared with
	hold "$line" pattern_set_ratio "$3"
	echo "$line"
}

run "${build:?}" 1 0.8
if pkg-config --exists libhs; then
	build_variant hyperscan --enable-werror --with-hyperscan >&2 || exit
	run "$(build_dir hyperscan)" 5 5
fi
exit $failed
