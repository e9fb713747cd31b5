#!/bin/bash
# SPDX-License-Identifier: MIT
# Migrations are numbered 001, 002, ... without a gap: two that took the same
# number would apply in the order of their names.
. "${0%/*}/lint.sh"

findings()
{
	tree -path './sql/migrations/*.sql' | sort | awk -F/ '{
		wanted = sprintf("%03d-", NR)
		if (index($NF, wanted) != 1)
			print $0 ":1: the next number is " wanted
	}'
}

lint migrations findings
