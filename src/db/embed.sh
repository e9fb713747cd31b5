#!/bin/sh
# SPDX-License-Identifier: MIT
# embed.sh MACRO FOLDER: one line MACRO(name, "text") per .sql file of FOLDER.
# QUERY takes a bare name, MIGRATION a quoted one.
set -eu
macro=$1
for file in "$2"/*.sql; do
	[ -e "$file" ] || continue
	name=$(basename "$file" .sql)
	[ "$macro" = QUERY ] || name="\"$name\""
	printf '%s(%s,\n' "$macro" "$name"
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/\t"/' -e 's/$/\\n"/' "$file"
	printf ')\n'
done
