#!/bin/bash
# SPDX-License-Identifier: MIT
# The licence comes first; a header of src/ then says what callers must know;
# a query says what goes in and what comes out.
. "${0%/*}/lint.sh"

# Line 1, or line 2 under "#!", carries the licence.
licences()
{
	tree -name '*.[ch]' -o -name '*.cc' -o -name '*.def' -o -name '*.sh' \
	    -o -name '*.awk' -o -name '*.js' -o -name '*.css' -o -name dev |
	    xargs awk '
	FNR == 1 { shift = /^#!/ }
	FNR == 1 + shift && !/SPDX-License-Identifier: MIT/ {
		print FILENAME ":" FNR ": first line is the SPDX licence" }'
}

header_blocks()
{
	tree -path './src/*.h' | xargs -r awk '
	FNR == 2 && !/^\/\*/ {
		print FILENAME ":2: a block for callers follows the licence" }
	FNR == 3 && $0 !~ /^ \* [a-z_0-9]+\/[a-z_0-9]+ - ./ {
		print FILENAME ":3: the block begins: folder/noun - what it is" }'
}

queries()
{
	tree -path './sql/queries/*.sql' |
	    xargs -r awk -f "$lint_dir/queries.awk"
}

findings()
{
	licences && header_blocks && queries
}

lint headers findings
