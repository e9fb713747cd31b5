# SPDX-License-Identifier: MIT
# dangers.txt, then the output of c_lines: print each forbidden thing.

FILENAME ~ /dangers\.txt$/ {
	if (/^#/ || /^$/)
		next
	name = advice = $0
	sub(/ .*/, "", name)
	sub(/^[^ ]+ +/, "", advice)
	instead[name] = advice
	next
}

# Each word in front of a parenthesis, whatever stands around it.
{
	rest = $3
	while (match(rest, /[A-Za-z_][A-Za-z_0-9]* *\(/)) {
		word = substr(rest, RSTART, RLENGTH - 1)
		sub(/ +$/, "", word)
		if (word in instead)
			print $1 ":" $2 ": no " word "(): use " instead[word]
		rest = substr(rest, RSTART + RLENGTH)
	}
}

$1 ~ /^src\// && $1 !~ /^src\/db\// &&
$4 ~ /"[ ]*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|DROP|ALTER|TRUNCATE|COPY|LISTEN|NOTIFY|BEGIN|COMMIT|ROLLBACK|VACUUM)( |"|;)/ {
	print $1 ":" $2 ": SQL belongs in a file of sql/"
}

$1 ~ /^src\// && ($4 ~ /<[A-Za-z\/][^>]*%s/ || $4 ~ />[^<"]*%s[^"<]*<\//) {
	print $1 ":" $2 ": no %s beside markup: html_text() escapes"
}
