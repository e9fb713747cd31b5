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

# A section that is not shown is looked for further out: what an outer scope shows
# under the same name would stand in each row. These two are meant to, they say
# what is so of the whole page.
function outer_sections(i, scope, name) {
	for (i = 1; i <= sections; i++) {
		name = section_name[i]
		scope = section_scope[i]
		if (name == "READ_ONLY" || name == "EDIT")
			continue
		while (scope != "") {
			if (scope ~ ("/" name "$"))
				print file ":" section_line[i] ": " name \
				    " within " name
			sub(/\/[A-Z0-9_]+$/, "", scope)
			if ((scope, name) in shown)
				print file ":" section_line[i] ": " name \
				    " is shown as well where " name \
				    " further out is (line " \
				    shown[scope, name] ")"
		}
	}
	sections = depth = 0
	split("", shown)
}

function note_sections(line, mark, name) {
	while (match(line, /\{\{[#\/][A-Z0-9_]+\}\}/)) {
		mark = substr(line, RSTART + 2, 1)
		name = substr(line, RSTART + 3, RLENGTH - 5)
		line = substr(line, RSTART + RLENGTH)
		if (mark == "/") {
			depth -= depth > 0
			continue
		}
		section_name[++sections] = name
		section_scope[sections] = at[depth]
		section_line[sections] = FNR
		if (!((at[depth], name) in shown))
			shown[at[depth], name] = FNR
		at[depth + 1] = at[depth] "/" name
		depth++
	}
}

FNR == 1 {
	outer_sections()
	file = FILENAME
}

FNR == 1 && $0 != "{{%AUTOESCAPE context=\"HTML\"}}" {
	bad("the first line is not {{%AUTOESCAPE context=\"HTML\"}}")
}

{
	low = bare = tolower($0)
	gsub(/"[^"]*"/, "\"\"", bare)
	check_urls($0)
	note_sections($0)
}

END { outer_sections() }

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
