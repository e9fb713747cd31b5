# SPDX-License-Identifier: MIT
# tests/lib/page.sh - ask the running program as a browser would.
#
#	. "${0%/*}/../lib/page.sh"
#	page_open			database, web program, nginx, three tokens
#	page_web			the web program and tokens, after crawl_open
#	page_as viewer			the next requests: nobody viewer reviewer admin
#	page_agent 11			lets page_as agent be agent 11 of the database
#	page_get TITLE PATH STATUS [PATTERN]...	STATUS may be 303|404; PATTERN is
#					an extended one of the body, !PATTERN not
#	page_post TITLE PATH DATA STATUS [PATTERN]...
#	page_head TITLE PATTERN		of the head of the last answer
#	page_admins PATTERN PATH...	nobody else reads what matches PATTERN there
#	page_follow PATH PATTERN	all that matches, from there on page by page
#	page_column NAME		of the last answer, a CSV file, a value a line
#
# The last answer is in $page_status, $page_body and $page_headers.

. "${BASH_SOURCE[0]%/*}/db.sh"

page_open()
{
	db_open
	nginx_start "${stack_url##*:}" "${sandbox_url##*:}" || die 'no nginx'
	page_web
}

# The rest of it, for scripts that have opened a database in another way.
page_web()
{
	web_start || die 'the web program did not start'
	for page_role in viewer reviewer admin; do
		page_token[$page_role]=$(program tidemark-admin --role "$page_role" \
		    token create "test-$page_role" 2>"$R/log/token")
		[ -n "${page_token[$page_role]}" ] || die \
		    "no token for $page_role: $(cat "$R/log/token")"
	done
	page_as nobody
}

# Whose scores the role agent sees.
page_agent()
{
	page_token[agent]=$(program tidemark-admin --role agent --agent "$1" \
	    token create "test-agent-$1" 2>"$R/log/token")
	[ -n "${page_token[agent]}" ] || die "no token: $(cat "$R/log/token")"
}

page_auth=()

page_as()
{
	page_auth=()
	[ "$1" = nobody ] ||
		page_auth=(-H "Authorization: Bearer ${page_token[$1]}")
}

# page_ask CURL-ARGUMENT...: the last is the path.
page_ask()
{
	local path=${*: -1}

	page_status=$(curl -sS -o "$R/body" -D "$R/headers" -w '%{http_code}' \
	    --max-time 40 --path-as-is "${page_auth[@]}" "${@:1:$#-1}" \
	    "$stack_url$path" 2>"$R/curl") || page_status="curl: $(cat "$R/curl")"
	page_body=$(tr -d '\0' <"$R/body")
	page_headers=$(tr -d '\r' <"$R/headers")
}

# Compare the last answer: page_compare TITLE STATUS [PATTERN]...
page_compare()
{
	local title=$1 status=$2 pattern

	shift 2
	if ! [[ $page_status =~ ^($status)$ ]]; then
		printf '# status %s, wanted %s; body: %s\n' "$page_status" \
		    "$status" "${page_body:0:300}"
		check_fail "$title"
		return
	fi
	for pattern; do
		if [ "${pattern:0:1}" = '!' ]; then
			! grep -Eq -- "${pattern:1}" <<<"$page_body" && continue
		else
			grep -Eq -- "$pattern" <<<"$page_body" && continue
		fi
		printf '# wanted: %s in: %s\n' "$pattern" "${page_body:0:600}"
		check_fail "$title"
		return
	done
	check_pass "$title"
}

page_get()
{
	page_ask "$2"
	page_compare "$1" "${@:3}"
}

page_post()
{
	page_ask --data "$3" "$2"
	page_compare "$1" "${@:4}"
}

page_head()
{
	like "$1" "$page_headers" "$2"
}

page_admins()
{
	local who path refused

	for who in nobody viewer reviewer; do
		page_as $who
		[ $who = nobody ] && refused='303|401' || refused=403
		for path in "${@:2}"; do
			page_get "$who does not read $path" "$path" "$refused" \
			    "!$1"
		done
	done
}

page_follow()
{
	local next=$1 pages=0

	while [ -n "$next" ] && [ $((pages += 1)) -le 9 ]; do
		page_ask "$(sed 's/&amp;/\&/g' <<<"$next")"
		grep -oE -- "$2" <<<"$page_body"
		next=$(sed -n 's/.*href="\([^"]*\)" rel="next".*/\1/p' \
		    <<<"$page_body")
	done
}

page_column()
{
	python3 -c 'import csv, sys
for row in csv.DictReader(open(sys.argv[1])):
    print(row[sys.argv[2]])' "$R/body" "$1"
}
