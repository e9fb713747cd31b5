#!/bin/bash
# SPDX-License-Identifier: MIT
# Shell scripts parse, and shellcheck has no warning where it is installed.
. "${0%/*}/lint.sh"

scripts()
{
	tree -name '*.sh' -o -path ./dev -o -path ./.ci/run
}

unparsable()
{
	local file

	scripts | while read -r file; do
		bash -n "$file" 2>&1 |
		    sed -n 's/: line \([0-9]*\):/:\1: does not parse:/p'
	done
}

findings()
{
	local broken

	broken=$(unparsable || true)
	if [ -n "$broken" ]; then
		printf '%s\n' "$broken"
		return
	fi
	command -v shellcheck >/dev/null || return 0
	# SC1090, SC1091: sourced by a computed name. SC2034, SC2154: set in one
	# file for another.
	scripts | xargs -r shellcheck -s bash -S warning -f gcc \
	    -e SC1090,SC1091,SC2034,SC2154 || true
}

lint scripts findings
