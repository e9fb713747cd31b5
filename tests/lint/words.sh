#!/bin/bash
# SPDX-License-Identifier: MIT
# The project speaks of itself alone: nothing from words.txt anywhere.
. "${0%/*}/lint.sh"

findings()
{
	tree -not -name words.txt -not -name '*.gz' -not -name '*.png' \
	    -not -name '*.ico' -not -name '*.woff2' \
	    -not -name package-lock.json -not -path ./configure \
	    -not -path ./configure~ -not -path ./aclocal.m4 \
	    -not -name 'Makefile.in' |
	    xargs awk -v words="$lint_dir/words.txt" '
	BEGIN {
		while ((getline line < words) > 0)
			if (line !~ /^#/ && line != "")
				pattern[++n] = line
	}
	{
		text = tolower($0)
		for (i = 1; i <= n; i++)
			if (text ~ pattern[i])
				print FILENAME ":" FNR ": says \"" pattern[i] \
				    "\", which is not about this project"
	}'
}

lint words findings
