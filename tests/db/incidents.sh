#!/bin/bash
# SPDX-License-Identifier: MIT
# Incidents as they are stored: what a rise belongs to, what its reports say, what
# comes back, and that programs and people at once make one transition each.
. "${0%/*}/../lib/db.sh"
db_open

now=1700000000 hour=3600 day=86400
incident()
{
	program tidemark-incident "$@"
}
# rise CATEGORY [PLATFORM [VERSION [GROUP [REPORTS [SEVERITY [AT]]]]]]
rise()
{
	local at=${7:-$now}

	incident rise "$1" "${2:-}" "${3:-}" "${4:-0}" $((at - hour)) "$at" \
	    "${5:-20}" 2 "${6:-medium}"
}
act()
{
	incident act "$1" "$2" "${3:-$now}" "${4:-0}" "${5:-}" "${6:-ann}"
}
# row COLUMNS ID
row()
{
	db "select $1 from incident where id = $2"
}
again()
{
	db 'set client_min_messages = error; truncate incident, incident_event,
	    outbox, analysis, conversation, message, cluster, audit
	    restart identity cascade'
}
# reports FIRST N CATEGORY PLATFORM VERSION SEVERITY GROUP AT: N reports
reports()
{
	db "insert into cluster (id, title) values ($7, 'Group $7')
	    on conflict do nothing;
	insert into conversation (id, number, mailbox_id, status, created_at,
	  modified_at, content_hash) select i, i, 11, 'active',
	  to_timestamp($8), to_timestamp($8), '' from
	  generate_series($1, $1 + $2 - 1) i;
	insert into analysis (conversation_id, created_at, modified_at, number,
	  mailbox_id, customer_id, status, counted, categories, main_category,
	  intent, severity, score, platform, app_version, cluster_id,
	  ruleset_version, input_hash) select i, to_timestamp($8),
	  to_timestamp($8), i, 11, i % 7, 'active', true, '{$3}', '$3', '', '$6',
	  0, '$4', '$5', $7, 1, '' from generate_series($1, $1 + $2 - 1) i"
}

# --- one of each subject --------------------------------------------------------

version=$(db 'select version from data_version')
is 'a rise opens one' "$(rise crash)" 1
is 'it is new, and titled' "$(row "state, title, reports, raised_at =
    to_timestamp($now), begins_at = to_timestamp($now - $hour)" 1)" \
    'new|Crashes|20|t|t'
is 'a part of it is the same one' "$(rise crash android)" 1
is 'and says where it mostly is' "$(row title 1)" 'Crashes, mostly on Android'
is 'a version as well' "$(rise crash '' 2.4.1; row title 1)" \
    "1
Crashes, mostly on Android 2.4.1"
db "insert into cluster (id, title) values (7, 'Door stuck')"
is 'a group of it as well' "$(rise crash '' '' 7; row 'cluster_id is null' 1)" \
    "1
t"
is 'another category is another one' "$(rise bug)" 2
is 'a group alone opens one about it' "$(rise payment '' '' 7; row title 3 |
    tr -d '\200-\377')" "3
Payment problems like Door stuck"
is 'until its category rises' "$(rise payment; row title 3)" "3
Payment problems"
db_is 'the record tells it' "select string_agg(incident_id || ' ' || kind, ', '
    order by id) from incident_event" \
    '1 raised, 1 scope, 1 scope, 2 raised, 3 raised, 3 scope'
db_is 'each line is to be told in Slack' "select topic, count(*),
    bool_and(key ~ '^incident:[123]$') from outbox group by 1 order by 1" \
    'slack|6|t'
is 'pages are made anew' "$(db "select version > $version from data_version")" t
db_is 'programs are not audited' 'select count(*) from audit' 0

# --- the total ------------------------------------------------------------------

again
reports 1 20 crash android 2.4.1 high 5 $((now - 60))
rise crash >/dev/null
is 'what others explain opens nothing' "$(rise '' '' '' 0 30)" 0
is 'what they explain less than half of does' "$(rise '' '' '' 0 90)" 2
is 'its title' "$(row title 2)" 'More conversations than usual'

# --- what the reports say -------------------------------------------------------

is 'severity is what is common among the reports' "$(row severity 1)" high
again
reports 1 10 crash android 2.4.1 low 5 $((now - 60))
reports 11 10 crash ios 2.4.1 low 5 $((now - 60))
rise crash android 2.4.1 >/dev/null
is 'half is not most' "$(row title 1)" 'Crashes, mostly on version 2.4.1'
reports 21 21 crash android 2.4.0 low 5 $((now - 60))
rise crash android >/dev/null
is 'a place is named when most name it, and no longer when few do' \
    "$(row title 1)" 'Crashes, mostly on Android'
db_is 'members and customers are those of the list' \
    'select count(*), count(distinct customer_id) from incident i,
	incident_members(i)' '41|7'

# --- a life ---------------------------------------------------------------------

is 'an hour later it goes on' \
    "$(incident tick $((now + hour)) 21600; row state 1)" ongoing
is 'twice as much is worse' \
    "$(rise crash '' '' 0 60 low $((now + hour + 1)); row state 1)" "1
escalating"
is 'somebody takes it' "$(act 1 acknowledged; row state 1)" 'changed
acknowledged'
is 'somebody else did, too' "$(act 1 acknowledged)" kept
is 'muted for ten minutes' \
    "$(act 1 muted $((now + hour)) $((now + hour + 600)); row state 1)" \
    'changed
muted'
incident tick $((now + hour + 599)) 21600
is 'not a second less' "$(row state 1)" muted
incident tick $((now + hour + 600)) 21600
is 'nor more' "$(row 'state, mute_until' 1)" 'ongoing|'
is 'six quiet hours end it' "$(incident tick $((now + 7 * hour + 1)) 21600
    row "state, ended_at = last_rise" 1)" 'resolved|t'
db_is 'as the record tells' "select string_agg(kind, ', ' order by id) from
    incident_event" 'raised, scope, went on, escalated, acknowledged, muted, mute ended, quieted'
db_is 'people are audited, once a deed' "select string_agg(who || ' ' || (
    detail->>'kind'), ', ' order by id) from audit" 'ann acknowledged, ann muted'
is 'no more to acknowledge' "$(act 1 acknowledged)" 'refused: it is resolved'
is 'nor is there one' "$(act 9 acknowledged)" 'refused: there is no incident 9'
is 'it comes back within a week' \
    "$(rise crash '' '' 0 9 low $((now + day)); row state 1)" "1
regressed"
is 'as an episode of its own' "$(row "begins_at = to_timestamp($now + $day -
    $hour), ended_at" 1)" 't|'
is 'fixed in a version' "$(act 1 resolved $((now + day)) 0 2.5
    row 'state, fixed_in' 1)" 'changed
resolved|2.5'
is 'a week later it is another one' \
    "$(rise crash '' '' 0 9 low $((now + 9 * day)))" 2

# --- versions -------------------------------------------------------------------

again
reports 1 10 crash android 2.4.1 low 5 $((now - 60))
rise crash >/dev/null
act 1 resolved "$now" 0 2.5 >/dev/null
reports 11 9 crash android 2.4.1 low 5 $((now + 60))
reports 20 1 crash android '' low 5 $((now + 60))
reports 21 1 crash android 2.6 low 6 $((now + 60))
incident reports $((now + 90))
is 'older versions, no version and other groups reopen nothing' \
    "$(row state 1)" resolved
is 'nor does a rise of older versions' \
    "$(rise crash '' '' 0 20 high $((now + hour - 1)); row state 1)" "1
resolved"
rise crash '' '' 0 20 high $((now + hour - 1)) >/dev/null
db_is 'it is recorded, once' "select count(*) from incident_event
    where kind = 'older versions'" 1
reports 30 1 crash android 2.10 low 5 $((now + 70))
reports 31 1 crash android 2.9 low 5 $((now + 65))
incident reports $((now + 90))
is 'one report of a later version does, the earliest of them' "$(row "state,
    begins_at = to_timestamp($now + 65)" 1)" 'regressed|t'
again
rise crash >/dev/null
act 1 resolved >/dev/null
then=$((now + 8 * day))
reports 1 10 crash android 2.4.1 low 5 $((then - 60))
rise crash '' '' 0 20 low "$then" >/dev/null
act 2 resolved "$then" 0 2.5 >/dev/null
reports 11 1 crash android 2.6 low 5 $((then + 60))
is 'none comes back while an older one about the same is open' "$(
    act 1 reopened "$then"; incident reports $((then + 90)) && row state 2)" \
    'changed
resolved'
again
reports 1 10 crash android 2.4.1 low 5 $((now - 60))
rise crash >/dev/null
act 1 resolved "$now" 0 2.5 >/dev/null
reports 11 9 crash android 2.4.1 low 5 $((now + 60))
reports 40 12 crash android 2.5 low 5 $((now + 60))
is 'a rise mostly of the version that mends does' \
    "$(rise crash '' '' 0 20 high $((now + hour - 1)); row state 1)" "1
regressed"

# --- merge, owner, note ---------------------------------------------------------

again
db "insert into cluster (id, title) values (7, 'Door stuck')"
rise crash android >/dev/null
rise bug android '' 0 20 critical >/dev/null
is 'not into itself' "$(incident merge 1 1 "$now" ann)" \
    'refused: an incident cannot be merged into itself'
is 'not into none' "$(incident merge 1 8 "$now" ann)" \
    'refused: there is no incident 8'
is 'merged' "$(incident merge 2 1 "$now" ann
    row 'title, severity' 1; row 'state, merged_into, ended_at is null' 2)" \
    'changed
Crashes and bug reports, mostly on Android|critical
resolved|1|f'
is 'what rises of its category belongs to the other one' "$(rise bug)" 1
is 'it is out of hand' "$(act 2 reopened; incident own 2 ann "$now" ann)" \
    'refused: it was merged into incident 1
refused: it was merged into incident 1'
is 'nothing merges into it' "$(rise payment; incident merge 3 2 "$now" ann)" \
    '3
refused: incident 2 was merged into incident 1'
is 'an open one not into one that is over' "$(act 1 resolved
    incident merge 3 1 "$now" ann)" 'changed
refused: incident 1 is resolved: reopen it first'
is 'nor is reopened what another one is about' "$(
    rise crash '' '' 0 9 low $((now + 8 * day)); act 1 reopened)" '4
refused: incident 4 about the same is open: merge into that one'
is 'nor a second total' "$(rise ''; act 5 resolved; rise '' '' '' 0 9 low \
    $((now + 8 * day)); act 5 reopened)" '5
changed
6
refused: incident 6 about the same is open: merge into that one'
is 'owned, once' "$(incident own 3 ann "$now" ben
    incident own 3 ann "$now" ben; row owner 3)" 'changed
kept
ann'
is 'noted' "$(incident note 3 'we know' "$now" ben
    db "select who, note from incident_event where kind = 'note'")" 'changed
ben|we know'

again
rise crash >/dev/null
act 1 resolved >/dev/null
then=$((now + 8 * day))
rise crash '' '' 0 20 low "$then" >/dev/null
rise payment '' '' 0 20 low "$then" >/dev/null
{
	incident merge 3 2 "$then" ann
	act 2 resolved "$then"
	act 1 reopened "$then"
} >/dev/null
is 'one that is over brings no category that an open one is about' "$(
    rise bug '' '' 0 20 low "$then"; incident merge 2 4 "$then" ann)" '4
refused: incident 1 about the same is open: merge into that one'
db_is 'and nothing of it is left' "select also, (select merged_into is null
    from incident where id = 2) from incident where id = 4" '|t'
act 4 resolved $((then + 60)) >/dev/null
is 'of two that are over, what both lasted is kept' "$(
    incident merge 4 2 $((then + 90)) ann
    row "state, ended_at = to_timestamp($then + 60)" 2)" 'changed
resolved|t'
is 'a category that one took in rises by itself while another is open' "$(
    rise payment '' '' 0 20 low $((then + hour)))" 5

# --- like one another -------------------------------------------------------------

again
reports 1 9 crash android 2.4.1 low 5 $((now - 60))
reports 11 9 bug ios '' low 5 $((now - 60))
reports 21 9 payment ios '' low 6 $((now - 60))
rise crash android >/dev/null
rise bug ios >/dev/null
rise payment ios >/dev/null
for id in 1 2 3; do act "$id" resolved; done >/dev/null
then=$((now + 8 * day))
rise crash android '' 0 20 low "$then" >/dev/null
rise question >/dev/null
rise question '' '' 0 20 low "$then" >/dev/null
# similar ID: id, shares a group, same place
similar()
{
	db_ask incident_similar 'bigint, bigint' "$1, 9" | awk -F '|' \
	    -v OFS='|' '{ print $1, $(NF - 1), $NF }'
}
is 'of the same category, or with a group in common' "$(similar 1)" '4|f|t
2|t|f'
is 'what names no place is not at the same one' "$(
    act 5 resolved "$then" >/dev/null
    rise question '' '' 0 9 low $((then + 9 * day)); similar 5)" '6
6|f|f'
# A plan without the function by its name has it inlined, and reads by index.
for query in incident_similar:'bigint, bigint':'1, 9' \
    incident_late:timestamptz:"to_timestamp($now)" incident_groups:'bigint,
    bigint':'1, 9' incident_explained:'timestamptz, timestamptz':'now(), now()'
do
	IFS=: read -r -d '' name types values <<<"$query"
	plan=$(db_ask "$name" "$types" "$values" EXPLAIN)
	like "$name: members are read from their table" "$plan" ' on analysis'
	unlike "$name: and not all by a function" "$plan" \
	    'Function Scan on filtered'
done

# --- at once --------------------------------------------------------------------

again
for i in 1 2 3 4 5 6 7 8; do
	rise crash >"$R/at.$i" 2>&1 &
	busy[i]=$!
done
wait "${busy[@]}"
is 'eight programs raise one' "$(sort -u "$R"/at.?)$(db 'select count(*),
    (select count(*) from incident_event) from incident')" '11|1'
for i in 1 2 3 4; do
	act 1 acknowledged "$now" 0 '' "p$i" >"$R/at.$i" &
	busy[i]=$!
	act 1 resolved "$now" 0 2.5 "q$i" >"$R/at.$((i + 4))" &
	busy[i + 4]=$!
done
wait "${busy[@]}"
is 'of eight people at once, one resolves, at most one acknowledges before' \
    "$(grep -c changed "$R"/at.[5-8] | grep -c ':1') $(db "select bool_and(n = 1)
    from (select count(*) as n from incident_event group by kind) x")" '1 t'
is 'and who comes later is told or changes nothing' \
    "$(cat "$R"/at.? | grep -vxc 'changed\|kept\|refused: it is resolved')" 0

# --- any steps, by several at once ----------------------------------------------

# What holds after any steps: each line of a record goes on where the one before
# ended, and the row is where the last one ended; nothing is told twice.
sound()
{
	db_is "$1: each step begins where the one before ended" \
	    "select count(*) from (select from_state, lag(to_state) over
	    (partition by incident_id order by id) as before from incident_event
	    ) e where before <> from_state" 0
	db_is "$1: the row is where its record ends" 'select count(*) from
	    incident i join lateral (select to_state from incident_event
	    where incident_id = i.id order by id desc limit 1) e on true
	    where e.to_state <> i.state' 0
	db_is "$1: a step that changes nothing leaves nothing" "select count(*)
	    from incident_event where from_state = to_state and kind not in
	    ('raised', 'scope', 'owner', 'note', 'took in', 'older versions',
	    'muted', 'escalated', 'more severe', 'resolved', 'merged')" 0
	db_is "$1: one open incident a category" "select count(*) from (select
	    from incident where state <> 'resolved' group by category
	    having count(*) > 1) x" 0
	db_is "$1: what is resolved has an end, after its begin" "select count(*)
	    from incident where (state = 'resolved') <> (ended_at is not null)
	    or ended_at < raised_at or last_rise < raised_at" 0
	db_is "$1: only the muted are muted until a time" "select count(*) from
	    incident where mute_until is not null and state <> 'muted'" 0
	db_is "$1: what was merged is resolved, into one that stands" "select
	    count(*) from incident i join incident o on o.id = i.merged_into
	    where i.state <> 'resolved' or o.id = i.id" 0
	db_is "$1: every line was told once" "select count(*) from incident_event
	    e where 1 <> (select count(*) from outbox o where o.topic = 'slack'
	    and o.key = 'incident:' || e.incident_id
	    and (o.payload->>'event')::bigint = e.id)" 0
	db_is "$1: every deed of a person is audited once" "select count(*) from
	    incident_event e where who <> 'program' and 1 <> (select count(*)
	    from audit where (detail->>'event')::bigint = e.id)" 0
}
for seed in 1 2 3; do
	again
	incident walk "$seed" 300 "$now" >"$R/walk"
	like "seed $seed: steps of all outcomes" "$(cat "$R/walk")" \
	    '^[1-9][0-9]* [1-9][0-9]* [1-9][0-9]*$'
	sound "seed $seed"
done
again
for seed in 11 12 13 14; do
	incident walk "$seed" 100 "$now" >"$R/walk.$seed" 2>&1 &
	walking[seed]=$!
done
for seed in 11 12 13 14; do
	wait "${walking[seed]}"
	is "walker $seed among others came to its end" $? 0
done
sound 'four at once'
check_end
