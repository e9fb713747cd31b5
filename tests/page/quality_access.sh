#!/bin/bash
# SPDX-License-Identifier: MIT
# Quality, role by action: every route of it as nobody, agent, viewer, reviewer and
# admin, with what makes it succeed; and what an agent gets of others: nothing.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/replies.sh"
page_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)

# Two agents, replies of each; so many that each role has one of its own to act on.
replies 20
replies_judge
page_agent 11
for name in rita roy; do
	program tidemark-admin user add $name --role reviewer >/dev/null
done
ann=21 bo=11 # replies of either: 11 + i % 2

# Rows to act on.
db "insert into rubric (name, created_by) select 'R' || i, 'x'
    from generate_series(2, 9) i;
    insert into rubric_dimension (rubric_version, position, key, name, weight,
      scale) select r.version, d.position, d.key, d.name, d.weight, d.scale
    from rubric r, rubric_dimension d
    where r.version > 1 and d.rubric_version = 1;
    insert into qa_cycle (name, begins, ends, goal, created_by)
    select 'c' || i, now() - interval '9 days', now(), 1, 'x'
    from generate_series(1, 9) i;
    insert into qa_assignment (cycle_id, message_id, agent_id, reviewer, why)
    select c, 11, 12, who, '{}' from (values (3, 'token test-reviewer'),
      (4, 'token test-admin')) v(c, who);
    insert into qa_session (name, created_by, rubric_version)
    select 's' || i, 'x', 1
    from generate_series(1, 9) i;
    insert into qa_coaching (agent_id, message_id, author, text)
    select 11 + i % 2, 41 + (i % 2) * 10, 'x', 'note ' || i
    from generate_series(1, 9) i;
    insert into qa_dispute (message_id, agent_id, who, text)
    select 121 + i * 10, 11 + i % 2, case i % 2 when 0
      then 'token test-agent-11' else 'bo' end, 'disputed ' || i
    from generate_series(0, 7) i" >/dev/null || die 'not filled'
mine=$(db "select min(id) from qa_dispute where agent_id = 11")
other=$(db "select min(id) from qa_dispute where agent_id = 12")
settled=$(db "select max(id) from qa_dispute where agent_id = 12")

marks='mark.empathy=4&mark.accuracy=9&mark.tone=7&mark.resolution=2&submit=1'
engine='engine=heuristic&sampling=all&per_agent_week=7&rank_least=9&daily_cap=1'
week="begins=$(date -u -d '7 days ago' +%F)&ends=$(date -u +%F)"
again='engine=heuristic&replies=1'
window='start=2000-01-01&end=2100-01-01'

# METHOD ROUTE PATH DATA, the statuses of nobody agent viewer reviewer admin ("-" for
# no path or data of its own).
matrix()
{
	cat <<-END
	GET /quality - - 303 200 200 200 200
	GET /quality/qa_rollups.csv - - 303 200 200 200 200
	GET /quality/qa_trend_overall.csv - - 303 200 200 200 200
	GET /quality/qa_trend_by_agent.csv - - 303 200 200 200 200
	GET /quality/qa_trend.csv ?agent=12 - 303 200 200 200 200
	GET /rollups/agents ?$window - 401 200 200 200 200
	GET /quality/replies - - 303 200 200 200 200
	GET /quality/qa_messages.csv - - 303 200 200 200 200
	GET /quality/replies/{id} /quality/replies/$ann - 303 200 200 200 200
	GET /quality/replies/{id} /quality/replies/$bo - 303 404 200 200 200
	POST /quality/replies/{id}/skip /quality/replies/$bo/skip reason=long 303 403 403 303 303
	POST /quality/replies/{id}/review /quality/replies/$bo/review $marks 303 403 403 303 303
	POST /quality/agents/{id}/coaching /quality/agents/11/coaching text=Good 303 403 403 303 303
	POST /quality/replies/{id}/coaching /quality/replies/$ann/coaching text=Good 303 403 403 303 303
	POST /quality/coaching/{id}/remove /quality/coaching/1/remove - 303 403 403 303 409|404
	POST /quality/replies/{id}/dispute /quality/replies/$ann/dispute text=No 303 303 403 403 403
	POST /quality/replies/{id}/dispute /quality/replies/$bo/dispute text=No 303 404 403 403 403
	POST /quality/disputes/{id}/withdraw /quality/disputes/$other/withdraw - 303 404 403 403 403
	POST /quality/disputes/{id}/withdraw /quality/disputes/$mine/withdraw - 303 303 403 403 403
	POST /quality/disputes/{id}/settle /quality/disputes/$settled/settle state=upheld&text=Right 303 403 403 303 409
	GET /quality/disputes - - 303 200 200 200 200
	GET /quality/queue - - 303 403 403 200 200
	GET /quality/queue/next - - 303 403 403 303 303
	POST /quality/cycles - name=w&goal=1&$week 303 403 403 303 303
	GET /quality/cycles/{id} /quality/cycles/1 - 303 403 403 200 200
	POST /quality/cycles/{id}/fill /quality/cycles/1/fill reviewers=rita 303 403 403 303 303
	POST /quality/cycles/{id}/close /quality/cycles/2/close - 303 403 403 303 404
	GET /quality/calibration - - 303 403 403 200 200
	POST /quality/calibration - name=w&reviewers=rita,roy&replies=$ann,$bo 303 403 403 303 303
	GET /quality/calibration/{id} /quality/calibration/1 - 303 403 403 200 200
	POST /quality/calibration/{id}/close /quality/calibration/2/close - 303 403 403 303 404
	GET /quality/report - - 303 403 200 200 200
	GET /quality/agreement.csv - - 303 403 200 200 200
	GET /quality/flips.csv - - 303 403 200 200 200
	GET /quality/drift - - 303 403 200 200 200
	GET /quality/drift.csv - - 303 403 200 200 200
	POST /quality/report/again - $again 303 403 403 403 303
	GET /api/v1/quality/report - - 401 403 200 200 200
	GET /api/v1/quality/drift - - 401 403 200 200 200
	POST /api/v1/quality/report/again - $again 401 403 403 403 200|409
	GET /quality/rubric - - 303 403 200 200 200
	GET /quality/rubric/diff ?a=1&b=2 - 303 403 200 200 200
	GET /quality/rubric/new - - 303 403 403 403 200
	POST /quality/rubric/new - x=1 303 403 403 403 200|303|422
	GET /quality/rubric/{version} /quality/rubric/2 - 303 403 200 200 200
	POST /quality/rubric/{version}/rescore /quality/rubric/3/rescore - 303 403 403 403 303
	POST /quality/rubric/{version}/activate /quality/rubric/1/activate - 303 403 403 403 303|409
	GET /api/v1/quality/rubrics - - 401 403 200 200 200
	POST /api/v1/quality/rubrics - x=1 401 403 403 403 422
	GET /api/v1/quality/rubrics/{version} /api/v1/quality/rubrics/1 - 401 403 200 200 200
	POST /api/v1/quality/rubrics/{version}/rescore /api/v1/quality/rubrics/4/rescore - 401 403 403 403 200
	POST /api/v1/quality/rubrics/{version}/activate /api/v1/quality/rubrics/1/activate - 401 403 403 403 200|409
	GET /settings/quality - - 303 403 403 403 200
	POST /settings/quality - $engine 303 403 403 403 303
	POST /settings/quality/test - - 303 403 403 403 409
	POST /settings/quality/backlog - days=3 303 403 403 403 409
	GET /settings/data - - 303 403 403 403 200
	GET /settings/audit - - 303 403 403 403 200
	GET /settings/audit.csv - - 303 403 403 403 200
	GET /api/v1/audit - - 401 403 403 403 200
	POST /settings/data/purge - what=all&word=no 303 403 403 403 422
	END
}

# --- the table is complete -----------------------------------------------------------------

is 'the table has every route of quality' \
    "$(matrix | awk '{ print $1, $2 }' | sort -u)" \
    "$(program tidemark-web --routes | awk '$2 ~ "^/(quality|rollups)" ||
	$2 ~ "^/api/v1/(quality|audit)" || $2 ~ "^/settings/(quality|data|audit)" {
	print $1, $2 }' | sort -u)"

# --- and holds -----------------------------------------------------------------------------

# A 303 to the sign-in form is "who are you", any other one a success.
ask_as()
{
	local who=$1 method=$2 path=$3 data=$4 wanted=$5 title

	[ "$data" != - ] || data=
	page_as "$who"
	if [ "$method" = GET ]; then
		page_ask "$path"
	else
		page_ask --data "$data" "$path"
	fi
	title="$who: $method $path is $wanted"
	if [ "$page_status" = 303 ] && grep -q '^Location: /sign-in' \
	    <<<"$page_headers"; then
		is "$title" "$who sent to sign in" "nobody sent to sign in"
	elif [ "$who" = nobody ]; then
		is "$title" "$page_status" 401
	else
		page_compare "$title" "$wanted"
	fi
}

while read -r method route path data statuses; do
	case $path in
	-) path=$route ;;
	\?*) path=$route$path ;;
	esac
	read -ra wanted <<<"$statuses"
	for who in nobody agent viewer reviewer admin; do
		ask_as $who "$method" "$path" "$data" "${wanted[0]}"
		wanted=("${wanted[@]:1}")
	done
done < <(matrix)

# --- an agent gets nothing of others ----------------------------------------------------------

# Whatever is asked for: by filter, by order, page, format or path.
page_as agent
others=$(db "select string_agg('replies/' || message_id || '[^0-9]', '|')
    from qa_current where agent_id = 12")
filters='agent=12 mbox=1 range=365d incidents=without category=crash rubric=1
    engine=heuristic start=2000-01-01&end=2001-01-01'
while read -r route; do
	for filter in '' $filters; do
		page_get "nothing of others: $route?$filter" "$route?$filter" \
		    '200|404|422' '!Bo[^a-z]' "!($others)"
	done
done < <(program tidemark-web --routes | awk '$1 == "GET" && $3 == "agent" &&
    $2 ~ "^/quality" && $2 !~ "{" { print $2 }')
for id in $(db 'select message_id from qa_current where agent_id = 12'); do
	page_get "nor by its id: $id" "/quality/replies/$id" 404 '!Please update'
done
page_get 'nor what is disputed' '/quality/disputes' 200 '!disputed [1357]' \
    'disputed [024]'
page_get 'nor what others are told' /quality 200 '!note [13579]' \
    'note [248]'
for path in /admin/events /admin/poll /admin/conversations /api/v1/conversations \
    /api/v1/export.csv /api/v1/jobs /conversations/1 /customers.csv /metrics \
    '/api/v1/search?q=app' "/api/v1/quality/report?agent=11" \
    "/api/v1/quality/drift?agent=11"; do
	page_get "nor around it: $path" "$path" 403 '!Please update'
done
page_get 'by the token of an agent, the own figures' "/rollups/agents?$window" \
    200 '"agent":"Ann"' '!"Bo"'
page_get 'and none of who is asked for' "/rollups/agents?$window&agent=Bo" 200 \
    '^\[\]$'
page_ask -H 'Accept: text/event-stream' /admin/events
page_compare 'nor by live events' 403

# What is kept for others of the role of a viewer is not sent to an agent.
page_as viewer
page_get 'a viewer reads all' /quality/replies 200 'Bo[^a-z]'
tag=$(sed -n 's/^ETag: //p' <<<"$page_headers")
page_as agent
page_ask -H "If-None-Match: $tag" /quality/replies
page_compare 'an agent is answered anew' 200 '!Bo[^a-z]'
page_as viewer
page_get 'and a viewer as before' /quality/replies 200 'Bo[^a-z]'
check_end
