#!/bin/bash
# SPDX-License-Identifier: MIT
# The HTML pages: what they say without data, with hostile data, and when they
# are asked for what does not exist; each number's list counts exactly it.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5925 ]; do sleep 1; done
page_open
page_as viewer

# --- nothing yet --------------------------------------------------------------

page_get 'nothing yet: what to do' / 200 'There is nothing to show yet' \
    'is not connected|has not begun' 'href="/jobs"' '!class="tile"'
page_get 'an empty list says so' /conversations 200 'No conversation fits'
page_get 'an empty list of customers says so' /customers 200 'Nobody'
page_get 'an empty list of groups says so' /groups 200 'No group'
page_get 'no jobs yet' /jobs 200 'No job was queued yet'

# --- what does not exist ------------------------------------------------------

while read -r title path status; do
	page_ask -H 'Accept: text/html' "$path"
	page_compare "${title//_/ }" "$status" '<h1' 'class="button"'
done <<'TXT'
no_such_conversation          /conversations/99         404
a_conversation_that_is_words  /conversations/abc        404
a_negative_conversation       /conversations/-1         404
a_conversation_too_large      /conversations/99999999999999999999 404
a_range_that_is_none          /?range=5d                422
a_range_backwards             /?from=2026-01-02&to=2026-01-01 422
a_range_without_a_start       /?to=2026-01-01           422
a_range_of_years              /?from=2001-01-01         422
a_day_that_is_none            /?from=2026-02-30         422
a_mailbox_that_is_none        /?mailbox=x               422
a_range_twice                 /?range=7d&range=24h      422
a_place_in_no_list            /conversations?after=x    422
a_place_in_another_list       /conversations?sort=severity&after=1.1. 422
a_place_among_no_customers    /customers?after=x        422
no_such_group                 /groups/99                404
a_group_that_is_words         /groups/abc               404
an_order_of_groups            /groups?sort=best         422
a_place_among_no_members      /groups/1?after=x         404
an_order_that_is_none         /conversations?sort=best  422
a_severity_that_is_none       /conversations?severity=x 422
a_list_backwards              /conversations?from=2026-01-02&to=2026-01-01 422
TXT

page_ask -H 'Accept: text/html' /nope
page_compare 'where nothing is, the menu still is' 404 'aria-label="Main"' \
    '!Not Found'
page_as nobody
page_ask -H 'Accept: text/html' /nope
page_compare 'and for nobody else' 404 '!aria-label="Main"' '<h1'
page_as viewer

# --- hostile data -------------------------------------------------------------

db_load hostile.sql
program tidemark-score >/dev/null 2>&1
is 'three conversations are analysed' "$(db 'SELECT count(*) FROM analysis')" 3

harmless()
{
	page_ask "$2"
	page_compare "$1" 200 '&lt;img src=x' '!<img' '!<script>' \
	    "!' onload='"
	unlike "$1: no inline script or style" "$page_body" \
	    '<style| style=| on[a-z]+="'
}

# other addresses than above: nginx keeps shared answers for seconds
harmless 'overview with hostile data' '/?range=24h'
harmless 'list with hostile data' '/conversations?sort=oldest'
harmless 'conversation with hostile data' /conversations/1
harmless 'customers with hostile data' '/customers?flag=waiting'
page_get 'hostile words in the search box' \
    '/conversations?q=%22%3E%3Cimg%20src=x%3E' 200 'value="&quot;&gt;&lt;img' \
    '!<img'
page_get 'hostile names in the filters' \
    '/conversations?version=%3Cscript%3Ealert(1)%3C/script%3E' 200 \
    '&lt;script&gt;' '!<script>'
page_get 'a formula is text in the CSV' /customers.csv 200 '^1,'

# --- a conversation -----------------------------------------------------------

page_get 'line breaks of a message stay' /conversations/1 200 '^line$'
page_get 'quoted history is folded' /conversations/1 200 \
    '<details><summary>Quoted history'
page_get 'a note is set apart' /conversations/1 200 'class="msg note"' \
    'note for colleagues'
page_get 'a message without text says so' /conversations/1 200 \
    'No text in this message'
page_get 'a very long message is cut' /conversations/1 200 'Shown up to'
[ ${#page_body} -lt 120000 ] && check_pass 'and the page stays small' ||
    check_fail 'and the page stays small'
page_get 'a link to Help Scout' /conversations/1 200 \
    'href="https://[^"]*/conversation/1/101"'
page_ask '/conversations?q=%23101'
page_compare 'a number goes to its conversation' 303
page_head 'a number goes to its conversation: where' '^Location: /conversations/1'

db "UPDATE conversation SET deleted_at = now() WHERE id = 2"
db 'INSERT INTO analysis_due (conversation_id) VALUES (2)'
program tidemark-score >/dev/null 2>&1
page_get 'a deleted one says that it counts nowhere' /conversations/2 200 \
    'Deleted in Help Scout'
page_get 'and is in no list' '/conversations?sort=severity' 200 \
    '2.conversations'

# --- tables and charts as CSV ---------------------------------------------------

# Each table and chart has a link to its CSV, which answers.
page_as admin
while read -r n path; do
	page_ask "$path"
	grep -oE 'href="[^"]*\.csv[^"]*"' <<<"$page_body" | sort -u |
	    sed 's/^href="//; s/"$//; s/&amp;/\&/g' >"$R/links"
	is "$path has as many CSV files as tables and charts" \
	    "$(grep -c . "$R/links")" "$n"
	while read -r link; do
		page_get "$path: $link" "$link" 200 '^[a-z_]+,[a-z_]+'
		page_head "$link is a file" '^Content-Disposition: attachment'
	done <"$R/links"
done <<'TXT'
6 /?range=7d
2 /conversations?sort=modified
1 /customers?q=
2 /insights?range=7d
1 /jobs
1 /account
TXT
page_as viewer
page_get 'tokens are for admins' /tokens.csv 403

# --- lists that are narrowed --------------------------------------------------

# who waits is an order of its own, in which nobody is done
page_get 'another mark leaves the order of who waits' \
    '/conversations?sort=waiting' 200 'flag=done"' '!flag=done&amp;sort=waiting'
page_get 'other filters keep it' '/conversations?sort=waiting' 200 \
    'severity=[a-z]+&amp;flag=waiting&amp;sort=waiting'

# --- personal things on shared pages ------------------------------------------

for path in / /conversations /conversations/1 /customers; do
	page_get "$path is the same for everyone of a role" "$path" 200 \
	    '!csrf' '!test-viewer'
	page_head "$path has an ETag" '^ETag: '
done
page_get 'the account names the person' /account 200 'test-viewer'
page_head 'and is kept by nobody' '^Cache-Control: no-store'
check_end
