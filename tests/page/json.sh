#!/bin/bash
# SPDX-License-Identifier: MIT
# JSON answers: each has the keys, order and types of docs/openapi.json; wrong
# parameters are refused by name; imports are queued.
. "${0%/*}/../lib/page.sh"
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
program tidemark-score --quality >/dev/null 2>&1
page_as admin
doc=$top/docs/openapi.json

# fits PATH METHOD STATUS: what the schema finds wrong with the last answer
fits()
{
	jq -r --slurpfile doc "$doc" --arg path "$1" --arg method "$2" \
	    --arg status "$3" -f "$lib/schema.jq" "$R/body" 2>&1 | head -n 5
}

# shape METHOD PATH-OF-THE-DOCUMENT ADDRESS
shape()
{
	page_ask -X "$1" "$3"
	is "$1 $3 has the shape of the document ($page_status)" \
	    "$page_status $(fits "$2" "${1,,}" "$page_status")" '200 '
}

group=$(db 'SELECT cluster_id FROM analysis WHERE counted GROUP BY 1
    ORDER BY count(*) FILTER (WHERE cluster_id IS NOT NULL) DESC LIMIT 1')
one=$(db "SELECT id FROM conversation WHERE subject LIKE '%HYPERLINK%' LIMIT 1")
odd=$(db "SELECT id FROM conversation WHERE subject LIKE '%🎮%' LIMIT 1")

# A draft, a trial and a rehearsal, to be asked for.
program tidemark-admin ruleset export current >"$R/rules.json"
page_ask --data-urlencode "document@$R/rules.json" /api/v1/rules/draft
page_ask --data conversations=5 /api/v1/rules/trials
page_ask --data weeks=2 /api/v1/detector/rehearsals
db "INSERT INTO app_user (name, role) VALUES ('ann', 'reviewer')"
db "INSERT INTO saved_view (owner_id, name, path, shared)
    SELECT id, 'a view', '/', true FROM app_user"

# As a connection looks to who cannot open its tokens.
db "INSERT INTO hs_connection (access, refresh, expires_at, connected_by)
    VALUES ('x', 'y', now(), 'ann')"

at=$(date +%s)
program tidemark-incident rise crash '' '' 0 $((at - 86400)) "$at" 20 2 high \
    >/dev/null

while read -r method path address; do
	shape "$method" "$path" "${address:-$path}"
done <<TXT
GET /health
GET /rollups/agents /rollups/agents?start=2000-01-01&end=2100-01-01
POST /api/v1/quality/report/again /api/v1/quality/report/again?engine=heuristic&replies=5
GET /api/v1/quality/report
GET /api/v1/quality/rubrics
GET /api/v1/quality/rubrics/{version} /api/v1/quality/rubrics/1
GET /api/v1/quality/drift
GET /healthz
GET /readyz
GET /helpscout/oauth/install
GET /helpscout/oauth/status
POST /admin/test-webhook /admin/test-webhook?conv_id=1
GET /admin/dashboard
GET /admin/dashboard /admin/dashboard?hours=288&mailbox=11
GET /admin/dashboard /admin/dashboard?hours=1
GET /admin/dashboard /admin/dashboard?hours=99999999
GET /admin/dashboard /admin/dashboard?mailbox=99
GET /admin/volume
GET /admin/volume /admin/volume?hours=100&compare=0
GET /admin/aggregates
GET /admin/aggregates /admin/aggregates?hours=288&limit=500
GET /admin/topic-stats
GET /admin/conversations
GET /admin/conversations /admin/conversations?hours=0&limit=0
GET /admin/conversations /admin/conversations?hours=288&limit=99999
GET /admin/cluster_conversations /admin/cluster_conversations?cluster_key=$group&hours=288
GET /admin/cluster_conversations /admin/cluster_conversations?cluster_key=0123456789abcdef
GET /admin/insights
GET /admin/insights /admin/insights?hours=288&limit=99999
GET /admin/insights /admin/insights?hours=0&limit=0&page=0&page_size=-1
GET /admin/insights /admin/insights?all=1&page_size=7&page=3&use_llm=0
GET /admin/insights /admin/insights?hours=288&min_number=5590&mailbox=11
GET /admin/insights /admin/insights?all=1&page=1000000
GET /admin/insights /admin/insights?mailbox=99
GET /admin/poll
GET /admin/poll /admin/poll?since=1
GET /admin/preview
GET /admin/preview /admin/preview?text=The+game+crashed+twice+on+my+Pixel+7+and+charged+me
GET /admin/preview /admin/preview?text=%D7%A9%D7%9C%D7%95%D7%9D+%F0%9F%98%80+%3Cscript%3E
GET /admin/db_stats
GET /admin/system-status
GET /admin/stats
GET /admin/config
GET /admin/ticket/dismissed
GET /admin/feedback/summary
GET /admin/learning/stats
GET /api/v1/learning
GET /admin/backfill
GET /admin/backfill_all
GET /admin/reindex_recent
GET /admin/reindex_vectors
GET /admin/vector_search /admin/vector_search?q=refund
POST /admin/reindex_vectors
POST /admin/backfill
POST /admin/backfill_all
GET /api/v1/conversations
GET /api/v1/conversations /api/v1/conversations?limit=500&hours=288&sort=severity
GET /api/v1/conversations /api/v1/conversations?category=none
GET /api/v1/conversations/{id} /api/v1/conversations/$one
GET /api/v1/conversations/{id}/similar /api/v1/conversations/$one/similar
GET /api/v1/conversations/{id} /api/v1/conversations/$odd
GET /api/v1/search /api/v1/search?q=crash
GET /api/v1/search /api/v1/search?q=zzzzqqq+foo:bar
GET /api/v1/search /api/v1/search?q=refnud&limit=0
GET /api/v1/rules
GET /api/v1/rules/versions
GET /api/v1/rules/versions/{version} /api/v1/rules/versions/1
GET /api/v1/rules/diff /api/v1/rules/diff?a=1&b=1
GET /api/v1/rules/draft
GET /api/v1/rules/trials/{id} /api/v1/rules/trials/1
GET /api/v1/detector
GET /api/v1/detector/rehearsals/{id} /api/v1/detector/rehearsals/1
GET /api/v1/corrections
GET /api/v1/audit
GET /api/v1/usage/calls
GET /admin/test-slack
GET /api/v1/alerts
GET /admin/incidents
GET /admin/incidents /admin/incidents?limit=999
GET /api/v1/incidents
GET /api/v1/incidents /api/v1/incidents?state=open&owner=-&category=total
GET /api/v1/incidents/{id} /api/v1/incidents/1
GET /api/v1/groups
GET /api/v1/groups /api/v1/groups?hours=288&sort=severity&least=1&q=crash
GET /api/v1/groups /api/v1/groups?category=none
GET /api/v1/groups/{id} /api/v1/groups/$group
GET /api/v1/groups/{id} /api/v1/groups/$group?hours=24&compare=week
GET /api/v1/quality/rubrics
GET /api/v1/quality/rubrics/{version} /api/v1/quality/rubrics/1
GET /api/v1/jobs
POST /api/v1/jobs
GET /api/v1/jobs/{id} /api/v1/jobs/1
GET /admin/dashboard /admin/dashboard?compare=week
GET /api/v1/releases
POST /api/v1/releases /api/v1/releases?label=3.2+out&at=2026-01-14T10:00Z
GET /api/v1/releases /api/v1/releases?mailbox=11
DELETE /api/v1/releases/{id} /api/v1/releases/1
GET /api/v1/views
TXT

# Every documented GET was asked for; one of them asks Help Scout (note.sh).
walked=$({ sed -n "s/^GET \(\/[^ ]*\).*/\1/p" "$0"; echo /admin/hs_tags; } | sort -u)
is 'no JSON route was left out' "$(jq -r '.paths | to_entries[] |
    select(.value.get.responses["200"].content["application/json"]) | .key' \
    "$doc" | sort -u)" "$walked"

# --- values -------------------------------------------------------------------

page_ask '/admin/dashboard?hours=48'
is 'hours of the dashboard are honoured' \
    "$(jq '.dailyData | length' "$R/body")" 48
like 'an hour is named as people say it' \
    "$(jq -r '.dailyData[0].date' "$R/body")" '^(1[0-2]|[1-9])(am|pm)$'
page_ask '/admin/dashboard?hours=169'
like 'above seven days a bucket is a day' "$(jq -c \
    '[(.dailyData | length), .dailyData[0].date]' "$R/body")" \
    '^\[(8|9),"[A-Z][a-z][a-z] [0-9]+"\]$'
page_ask '/admin/conversations?hours=288&limit=3'
is 'a limit is kept' "$(jq '.conversations | length' "$R/body")" 3
is 'latest change first' "$(jq -c '[.conversations[].updated_at] |
    . == (sort | reverse)' "$R/body")" true
page_ask '/admin/conversations?hours=288&limit=-5'
is 'a limit below is drawn to 1' "$(jq '.conversations | length' "$R/body")" 1
page_ask "/admin/cluster_conversations?cluster_key=$group&hours=288"
is 'members of a group by number, descending' "$(jq -c \
    '[.conversations[].number] | . == (sort | reverse)' "$R/body")" true
is 'and their count' "$(jq .count "$R/body")" "$(db "SELECT count(*)
    FROM analysis WHERE counted AND cluster_id = $group")"
page_ask '/admin/poll?since=1'
is 'poll answers ten at most' "$(jq '.updates | length' "$R/body")" 10
page_ask "/admin/poll?since=$(date +%s)"
is 'nothing changed since now' "$(jq -c .updates "$R/body")" '[]'

page_ask "/api/v1/conversations/$odd"
is 'any script arrives whole' "$(jq -r .subject "$R/body" | sed 's/ #.*//')" \
    'مرحبا 🎮 שלום'
page_ask "/api/v1/conversations/$one"
unlike 'no markup leaves as such' "$page_body" '<'
is 'and means the same' "$(jq -r '.messages[0].body' "$R/body")" \
    'error message shows up & <b>everything</b> is "broken"'
page_get 'one that is not there' /api/v1/conversations/1 404 '"Not Found"'
page_get 'no id' /api/v1/conversations/abc 404
page_get 'an id above all' /api/v1/conversations/99999999999999999999 404

preview='/admin/preview?text=The+game+crashed+on+level+12'
before=$(db 'SELECT version FROM data_version')$(db 'SELECT count(*) FROM cluster')
page_ask "$preview"
first=$page_body
for _ in 1 2 3 4 5; do page_ask "$preview"; done
is 'preview answers the same each time' "$page_body" "$first"
is 'and changes nothing' "$(db 'SELECT version FROM data_version')$(db \
    'SELECT count(*) FROM cluster')" "$before"

# --- refusals -----------------------------------------------------------------

while read -r parameter address; do
	page_ask "$address"
	is "422 for $address" "$page_status $(jq -r '.detail[0].loc |
	    join(" ")' "$R/body" 2>&1)" "422 query $parameter"
done <<'TXT'
hours /admin/dashboard?hours=x
hours /admin/dashboard?hours=1.5
hours /admin/dashboard?hours=1&hours=2
hours /admin/dashboard?hours=%00
max_pages /admin/backfill_all?max_pages=-
mailbox /admin/dashboard?mailbox=-1
mailbox /admin/volume?mailbox=99999999999999999999
compare /admin/volume?compare=1e3
limit /admin/conversations?limit=many
limit /admin/aggregates?limit=0x10
cluster_key /admin/cluster_conversations
cluster_key /admin/cluster_conversations?cluster_key=
cluster_key /admin/cluster_conversations?cluster_key=%ff
since /admin/poll?since=-1
page /admin/insights?page=x
page_size /admin/insights?page_size=1.5
min_number /admin/insights?min_number=-1
hours /admin/insights?hours=24&hours=48
all /admin/insights?all=yes
since /admin/poll?since=today
text /admin/preview?text=%C0%80
text /admin/preview?text=a%00b
text /admin/preview?text=%ED%A0%80
limit_pages /admin/backfill?limit_pages=all
hours /api/v1/conversations?hours=0
hours /api/v1/conversations?hours=5&from=2024-01-01
from /api/v1/conversations?from=2024-02-30
to /api/v1/conversations?from=2024-02-02&to=2024-02-01
severity /api/v1/conversations?severity=worst
flag /api/v1/conversations?flag=late
flag /api/v1/conversations?flag=replied&sort=waiting
sort /api/v1/conversations?sort=random
after /api/v1/conversations?after=1
after /api/v1/conversations?after=5.6.low
after /api/v1/conversations?sort=severity&after=5.6.
flag /api/v1/conversations.csv?flag=x
sort /api/v1/groups?sort=best
least /api/v1/groups?least=0
hours /api/v1/groups/1?hours=x
state /api/v1/jobs?state=lost
after /api/v1/jobs?after=-1
TXT
is 'a refusal has the shape of the document' \
    "$(fits /api/v1/jobs get 422)" ''
page_get 'a name that no parameter has is ignored' \
    '/admin/stats?hours=x&hours=y' 200
page_get '201 parameters' "/admin/stats?$(seq -f 'x%g=1' -s '&' 201)" 422 \
    'more than 200'

# --- imports ------------------------------------------------------------------

jobs()
{
	db 'SELECT kind, state, payload FROM job ORDER BY id'
}
db 'DELETE FROM job'
pg_sql "$db_name" -c 'LISTEN tidemark_job' -c 'SELECT pg_sleep(2)' -c 'SELECT 1' \
    >"$R/notices" 2>&1 &
listener=$!
sleep 0.5
page_post 'an import is queued' /admin/backfill 'limit_pages=3' 200 \
    '^\{"ok":true,"saved":0,"job":[0-9]+,"state":"queued"\}$'
first=$page_body
page_post 'the same that waits is not queued twice' /admin/backfill \
    'limit_pages=3' 200
is 'it is the same job' "$page_body" "$first"
db "UPDATE job SET run_at = now() + interval '1 hour'"
page_post 'one that waits after a failure is wanted now' /admin/backfill \
    'limit_pages=3' 200
db_is 'and waits no longer' 'SELECT count(*), bool_and(run_at <= now())
    FROM job' '1|t'
page_post 'an import of everything' /admin/backfill_all '' 200 '"ok":true'
is 'both wait' "$(jobs)" 'backfill|queued|{"pages": 3}
backfill|queued|{"all": true}'
page_ask '/admin/backfill?limit_pages=7'
page_compare 'GET still works with a token' 200 '"queued"'
page_head 'and says that it is going' '^Deprecation: true'
wait "$listener"
like 'a program that lingers is woken' "$(cat "$R/notices")" \
    'notification "tidemark_job"'
like 'the audit names who' "$(db "SELECT who, action FROM audit
    WHERE action = 'backfill' LIMIT 1")" '^token test-admin\|backfill$'
page_ask "/api/v1/jobs/$(jq .job <<<"$first")"
is 'the job can be watched' "$(jq -c '[.kind, .state, .payload.pages]' \
    "$R/body")" '["backfill","queued",3]'
page_ask '/api/v1/jobs?limit=2'
page_ask "/api/v1/jobs?limit=2&after=$(jq .next "$R/body")"
is 'jobs come page by page' "$(jq -c '[.jobs[].payload.pages, .next]' \
    "$R/body")" '[3,null]'
for role in viewer reviewer; do
	page_as $role
	page_post "a $role cannot import" /admin/backfill '' 403
done

# --- caching ------------------------------------------------------------------

# A tag changes with the minute, so the second try counts too.
not_modified()
{
	local etag

	for _ in 1 2; do
		page_ask "$1?fresh=$RANDOM"
		etag=$(sed -n 's/^ETag: //Ip' <<<"$page_headers")
		page_ask -H "If-None-Match: \"x\", $etag" "$1?fresh=$RANDOM"
		[ "$page_status" = 304 ] && [ -n "$etag" ] && return
	done
	return 1
}

page_as viewer
for path in /admin/dashboard /admin/insights /admin/db_stats \
    /api/v1/conversations; do
	check "$path is not sent twice" not_modified "$path"
done
check_end
