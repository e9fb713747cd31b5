#!/bin/bash
# SPDX-License-Identifier: MIT
# Every value in a template is escaped for the place where it stands.
. "${0%/*}/lint.sh"

findings()
{
	tree -path './templates/*.tpl' |
	    xargs -r awk -f "$lint_dir/templates.awk"
}

lint templates findings
