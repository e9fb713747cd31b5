# SPDX-License-Identifier: MIT
# C source as "file TAB line TAB code TAB literals"; see lint.sh.

FNR == 1 { in_comment = 0 }

{
	rest = $0
	code = literals = ""
	gsub(/\t/, " ", rest)
	while (rest != "")
		step()
	print FILENAME "\t" FNR "\t" code "\t" literals
}

# Move what stands in front of the next mark to the code, then treat the mark.
function step(	mark)
{
	if (in_comment) {
		end_comment()
		return
	}
	if (!match(rest, /"|'|\/\*|\/\//)) {
		code = code rest
		rest = ""
		return
	}
	code = code substr(rest, 1, RSTART - 1)
	mark = substr(rest, RSTART, RLENGTH)
	rest = substr(rest, RSTART + RLENGTH)
	if (mark == "/*")
		in_comment = 1
	else if (mark == "//")
		rest = ""
	else
		literal(mark)
}

function end_comment()
{
	if (match(rest, /\*\//)) {
		in_comment = 0
		rest = substr(rest, RSTART + 2)
	} else {
		rest = ""
	}
}

# A literal that is open at the end of the line counts as closed there.
function literal(quote,	text)
{
	text = ""
	while (match(rest, /["'\\]/)) {
		text = text substr(rest, 1, RSTART - 1)
		if (substr(rest, RSTART, 1) == quote)
			break
		if (substr(rest, RSTART, 1) == "\\") {
			text = text substr(rest, RSTART, 2)
			rest = substr(rest, RSTART + 2)
		} else {
			text = text substr(rest, RSTART, 1)
			rest = substr(rest, RSTART + 1)
		}
	}
	if (substr(rest, RSTART, 1) == quote && RSTART > 0)
		rest = substr(rest, RSTART + 1)
	else
		rest = ""
	code = code quote quote
	if (quote == "\"")
		literals = literals "\"" text "\""
}
