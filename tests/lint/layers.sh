#!/bin/bash
# SPDX-License-Identifier: MIT
# Includes run downwards only, and each library stays behind one layer.
. "${0%/*}/lint.sh"

findings()
{
	# shellcheck disable=SC2046 # file names have no spaces here
	awk -f "$lint_dir/layers.awk" "$lint_dir/layers.txt" \
	    $(c_files src tests/sandbox)
}

lint layers findings
