#!/bin/bash
# SPDX-License-Identifier: MIT
# Functions: median 17 lines, p95 75, none over 150. Files: 1,000 lines.
. "${0%/*}/lint.sh"

command -v ctags >/dev/null || {
	echo 'lint budgets: skipped, ctags is not installed (universal-ctags)'
	exit 77
}

# One function a line: "lines TAB file:line name".
functions()
{
	c_files "$@" | ctags -L - --languages=C,C++ --kinds-C=f --kinds-C++=f \
	    --langmap=C:.c.h --fields=+ne -f - 2>/dev/null |
	    awk -F '\t' '/^!/ { next } {
		first = last = 0
		for (i = 4; i <= NF; i++) {
			if ($i ~ /^line:/) first = substr($i, 6)
			if ($i ~ /^end:/) last = substr($i, 5)
		}
		if (last)
			print last - first + 1 "\t" $2 ":" first ": " $1 "()"
	    }'
}

findings()
{
	functions src tests | awk -F '\t' '$1 > 150 {
		print $2 " has " $1 " lines, at most 150" }'
	functions src | sort -n | awk -F '\t' '
	{ lines[NR] = $1; where[NR] = $2 }
	END {
		if (NR == 0)
			exit
		mid = int((NR + 1) / 2)
		top = int((NR * 95 + 99) / 100)
		if (lines[mid] > 17)
			print "src:0: median function has " lines[mid] \
			    " lines, at most 17"
		if (lines[top] > 75)
			print where[top] " stands at p95 with " lines[top] \
			    " lines, at most 75"
	}'
	c_files src tests | xargs awk '
	FNR == 1001 { print FILENAME ":1001: file is over 1,000 lines" }'
}

lint budgets findings
