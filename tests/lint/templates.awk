# SPDX-License-Identifier: MIT
# What ctemplate's escaping by position does not cover, and what the
# Content-Security-Policy would block anyway.
function bad(what) {
	print FILENAME ":" FNR ": " what
}

# A URL that begins with a literal: the values inside need :u.
function check_urls(line, value) {
	while (match(line, /[ \t](href|src|action|cite)="[^"]*"/)) {
		value = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		sub(/^[^"]*"/, "", value)
		sub(/"$/, "", value)
		if (value ~ /^\{\{[A-Z0-9_]+\}\}$/)
			continue
		gsub(/\{\{[#\/][A-Z0-9_]+\}\}/, "", value)
		gsub(/\{\{[A-Z0-9_]+:u\}\}/, "", value)
		if (value ~ /\{\{/)
			bad("a value inside a URL without :u")
	}
}

FNR == 1 && $0 != "{{%AUTOESCAPE context=\"HTML\"}}" {
	bad("the first line is not {{%AUTOESCAPE context=\"HTML\"}}")
}

{
	low = bare = tolower($0)
	gsub(/"[^"]*"/, "\"\"", bare)
	check_urls($0)
}

/\{\{[^}]*:none/ { bad(":none prints a value raw") }

low ~ /[ \t](formaction|srcset|xlink:href|ping|poster|manifest|hx-[a-z-]+)="?[ \t]*\{\{/ {
	bad("this attribute may not begin with a value")
}

bare ~ /[a-z-]=[ \t]*\{\{/ { bad("an attribute value without quotes") }

low ~ /<script[^>]*application\/json/ {
	bad("JSON in a script gets script escapes; use a data- attribute")
}

low ~ /[ \t]style=|<style/ { bad("an inline style") }

low ~ /[ \t]on[a-z]+=|<script *>/ { bad("an inline script") }

# With one attribute per line the rules above can work line by line.
FNR > 1 && gsub(/"/, "\"") % 2 { bad("an attribute that spans lines") }
