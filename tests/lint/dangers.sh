#!/bin/bash
# SPDX-License-Identifier: MIT
# No call from dangers.txt, no SQL outside sql/, no "%s" beside markup.
. "${0%/*}/lint.sh"

findings()
{
	c_files src tests | c_lines |
	    awk -F '\t' -f "$lint_dir/dangers.awk" "$lint_dir/dangers.txt" -
}

lint dangers findings
