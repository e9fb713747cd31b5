#!/bin/bash
# SPDX-License-Identifier: MIT
# Every value in a template is escaped for the place where it stands, and every
# template is looked at with made-up data (tests/gallery; charts by themselves).
. "${0%/*}/lint.sh"

unseen()
{
	local file

	while read -r file; do
		grep -qsF "\"${file##*/}\"" tests/gallery/*.c src/html/chart.c ||
		    grep -qs ":${file##*/}[{\"]" tests/gallery/*.c ||
			echo "$file:1: no page of tests/gallery shows it"
	done < <(tree -path './templates/*.tpl')
}

findings()
{
	tree -path './templates/*.tpl' |
	    xargs -r awk -f "$lint_dir/templates.awk"
	unseen
}

lint templates findings
