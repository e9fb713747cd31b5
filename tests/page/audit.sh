#!/bin/bash
# SPDX-License-Identifier: MIT
# Who changed what: the page, its file and JSON agree, page by page and under filters;
# nobody but administrators reads it.
. "${0%/*}/../lib/page.sh"
page_open
here=/settings/audit json=/api/v1/audit

db "insert into audit (at, who, action, detail)
    select '2026-01-01'::timestamptz + i * interval '1 hour',
      case i % 3 when 0 then 'anna' else '<b>bo' end,
      case i % 2 when 0 then 'review' else 'alert_settings' end,
      jsonb_build_object('reply', i, 'rule', case when i = 250
        then '=cmd <i>' end, 'ids', array[i, i + 1])
    from generate_series(1, 250) i" >/dev/null

# --- roles ---------------------------------------------------------------------

page_admins anna $here $here.csv $json
page_get 'and the settings do not lead there' /settings 200 "!href=\"$here\""

# --- the page ------------------------------------------------------------------

page_as admin
db_is 'somebody made the tokens' "select count(*) > 0 from audit
    where who = 'operator'" t
db "delete from audit where who = 'operator'" >/dev/null
page_get 'the settings lead there' /settings 200 "href=\"$here\""
page_get 'who, what, when, on what' $here 200 '&lt;b&gt;bo</td><td>review</td>' \
    '"muted">reply</span> <a href="/quality/replies/250">250</a>' \
    '"muted">rule</span> =cmd &lt;i&gt;' '"muted">ids</span> \[250,251\]' \
    '2026-01-11T10:00:00' '<option value="alert_settings">alert settings<' \
    '!<b>bo' '!name="csrf"'

recount()
{
	db "select detail->>'reply' from audit where $1 order by id desc"
}
while read -r query where; do
	page_ask "$json?$query&limit=500"
	is "JSON of $query is a recount" "$(jq '.audit[].detail.reply' "$R/body")" \
	    "$(recount "$where")"
	is "so are the pages of $query" "$(page_follow "$here?$query" \
	    '/quality/replies/[0-9]+' | grep -o '[0-9]*$')" \
	    "$(recount "$where")"
	page_ask "$here.csv?$query"
	is "and the file of $query" "$(page_column detail | jq .reply)" "$(recount "$where")"
done <<-TXT
	x=1 true
	who=anna who = 'anna'
	action=review action = 'review'
	who=%3Cb%3Ebo&action=review who <> 'anna' and action = 'review'
	from=2026-01-05 at >= '2026-01-05T00:00:00Z'
	to=2026-01-03 at < '2026-01-03T00:00:00Z'
	from=2026-01-03&to=2026-01-04&who=anna at >= '2026-01-03T00:00:00Z' and at < '2026-01-04T00:00:00Z' and who = 'anna'
TXT
page_get 'filters stay set' "$here?who=anna&action=review&from=2026-01-03" 200 \
    '<option value="anna" selected>' '<option value="review" selected>' \
    'name="from" value="2026-01-03"' \
    'audit.csv\?who=anna&amp;action=review&amp;from=2026-01-03T00'
page_get 'nobody of that name' "$here?who=zoe" 200 'Nothing here' \
    '<option value="zoe" selected>'
for path in $here $here.csv $json; do
	page_get "a span that ends before it begins: $path" \
	    "$path?from=2026-01-04&to=2026-01-03" 422 'later than from'
done

# --- JSON by pages, and a long file ----------------------------------------------

page_ask "$json?limit=200"
next=$(jq .next "$R/body")
page_ask "$json?limit=200&after=$next"
is 'the last page has no next one' "$(jq -c '[(.audit | length), .next]' \
    "$R/body")" '[50,null]'
page_ask "$json?limit=50&after=$next"
is 'nor one that is just full' "$(jq -c '[(.audit | length), .next]' \
    "$R/body")" '[50,null]'
db "insert into audit (who, action) select 'x', 'y'
    from generate_series(1, 25000)" >/dev/null
page_ask "$here.csv?who=x"
is 'the file has no limit' "$(wc -l <"$R/body")" 25001

# --- a long list -----------------------------------------------------------------

db 'analyze audit' >/dev/null
choices=$(<"$top/sql/queries/audit_choices.sql")
is 'the filters offer whatever there is' "$(db "$choices")" "$(db "select distinct
    'who', who from audit union select 'action', action from audit order by 1, 2")"
plan=$(db "explain (analyze, costs off, timing off) $choices")
unlike 'and do not read all of it for that' "$plan" 'Seq Scan on audit'
is 'but a row of an index for each value' \
    "$(grep -c 'using audit_.*rows=[01] ' <<<"$plan")" 4
check_end
