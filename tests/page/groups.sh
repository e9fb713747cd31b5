#!/bin/bash
# SPDX-License-Identifier: MIT
# Groups on pages and as JSON: what they show, who may change them, what each edit
# does to every other answer, and how it is undone.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5925 ]; do sleep 1; done
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1

# two NAME: the two largest groups of 12 days
read -r big small <<<"$(db 'select cluster_id from analysis where counted
    and cluster_id is not null group by 1 order by count(*) desc, 1 limit 2' |
    xargs)"
size()
{
	db "select count(*) from analysis where counted and cluster_id = $1"
}
n_big=$(size "$big") n_small=$(size "$small")

# get PATH JQ
get()
{
	page_ask "$1"
	jq -r "$2" "$R/body" 2>&1
}

# --- what they show -----------------------------------------------------------

page_as viewer
page_get 'the list' '/groups?range=30d' 200 'by the words of their texts alone' "href=\"/groups/$big\\?range=30d" \
    'groups</h1>' 'href="/groups.csv' 'aria-current="true">Largest'
is 'the list, its CSV and the JSON have the same groups and sizes' \
    "$(page_ask '/groups.csv?range=30d'; grep -c '^[0-9]*,' "$R/body")" \
    "$(get '/api/v1/groups?hours=720&limit=500' '.total')"
is 'sizes are those of the database' \
    "$(get '/api/v1/groups?hours=720&limit=500' \
	'[.groups[] | "\(.id) \(.size)"] | sort | join(";")')" \
    "$(db "select string_agg(x, ';' order by x collate \"C\") from (select
	cluster_id || ' ' || count(*) as x from analysis where counted and
	cluster_id is not null group by cluster_id having count(*) > 1) y")"
for sort in size change customers severity newest; do
	page_get "sorted by $sort" "/groups?range=30d&sort=$sort" 200 \
	    'data-row'
done
page_get 'the picker and the form keep how many at least' \
    '/groups?range=30d&least=3' 200 'range=7d[^"]*least=3' \
    'name="least" value="3"'
for file in /groups.csv /moved.csv /breakdown.csv; do
	page_ask "$file?range=30d&by=platform"
	before=$(head -1 "$R/body" | tr -d '\r' | tr , '\n' |
	    grep -n before | cut -d: -f1)
	is "$file says nothing of a time before there was data" "$(tail -n +2 \
	    "$R/body" | sed 's/"[^"]*"/quoted/g' | cut -d, -f"$before" | tr -d '\r' | sort -u)" ''
done
page_ask '/groups.csv?range=30d'
page_head 'a file says whether groups were left out' '^X-Rows-Cut: 0$'
page_get 'found by a word of the title' '/groups?range=30d&q=refund' 200 \
    'efund'
page_get 'no title has that word' '/groups?range=30d&q=zzzz' 200 'No group'
page_get 'a group' "/groups/$big" 200 'Size over time' 'why they are here' \
    'the group began with this text' "; [0-9]+ have this very text" \
    'Nothing yet: the words of its texts made this group' '!name="csrf"'
page_get 'the overview leads to it' '/?range=30d' 200 "href=\"/groups/[0-9]+"
is 'what the page says it counts is what its list counts' \
    "$(page_ask "/groups/$big?range=90d"; grep -o 'group=[0-9]*[^>]*>[0-9,]*' \
	"$R/body" | head -n 1 | grep -o '[0-9]*$')" \
    "$(get "/api/v1/conversations?hours=2160&group=$big" .total)"
one=$(db "select conversation_id from analysis where counted
    and cluster_id = $big order by 1 limit 1")
page_get 'a conversation says why it is there' "/conversations/$one" 200 \
    "href=\"/groups/$big\"" 'the group began with this text' '!Move to another'

# --- who may ------------------------------------------------------------------

for path in "/groups/$big/merge" "/groups/$big/split" "/groups/$big/rename" \
    "/conversations/$one/group" /groups/edits/1/undo; do
	page_post "a viewer may not: $path" "$path" 'reason=x' 403
	page_post "nor by JSON: $path" "/api/v1$path" 'reason=x' 403
done
page_as reviewer
page_get 'a reviewer sees how to move one' "/conversations/$one" 200 \
    'Move to another group'
page_post 'a reason is needed' "/api/v1/groups/$big/merge" "into=$small" 422 \
    '"reason"'
page_post 'ids are' "/api/v1/groups/$big/split" 'reason=x' 422 conversations
page_post 'into itself' "/api/v1/groups/$big/merge" "into=$big&reason=x" 409 \
    'into itself'
page_post 'into none' "/api/v1/groups/$big/merge" 'into=999999&reason=x' 404 \
    'group 999999 is not there'
page_post 'what is not in it' "/api/v1/groups/$small/split" \
    "conversations=$one&reason=x" 409 "conversation $one is not in this group"
page_post 'all of it' "/api/v1/groups/$big/split" \
    "conversations=$one&reason=x" 409 'rename it instead'
page_post 'no such conversation' /api/v1/conversations/1/group \
    'to=0&reason=x' 404 'not there'
page_post 'where it is already' "/api/v1/conversations/$one/group" \
    "to=$big&reason=x" 409 'already'
page_post 'no such edit' /api/v1/groups/edits/1/undo '' 404 'no such edit'
is 'refused edits left nothing' "$(db 'select count(*) from cluster_edit')$(db \
    'select count(*) from cluster_pin')" 00

# --- merge --------------------------------------------------------------------

version=$(db 'select version from data_version')
page_post 'merged' "/groups/$small/merge" "into=$big&reason=the+same+bug" 303
page_head 'and the next page is the one that stays' "^Location: /groups/$big"
is 'the version of the data moved, so no old answer is kept' \
    "$(db "select version > $version from data_version")" t
both=$((n_big + n_small))
page_as viewer
is 'list, count, CSV, group, dashboard and aggregates agree at once' \
    "$(get "/api/v1/conversations?hours=9600&group=$big" .total) $(
	get "/api/v1/groups/$big?hours=9600" .size) $(
	get "/admin/cluster_conversations?hours=9600&cluster_key=$big" .count) $(
	page_ask "/api/v1/conversations.csv?hours=9600&group=$big"
	sed 1d "$R/body" | grep -c '^[0-9]*,[0-9]*,20') $(
	get '/admin/aggregates?hours=9600&limit=200' \
	    ".aggregates[]? // .[]? | select(.cluster_key? == \"$big\") | .count")" \
    "$both $both $both $both $both"
page_get 'the one that went leads to the one that stays' "/groups/$small" 200 \
    "Group $small was merged into this one" 'kept together by token test-reviewer: the same bug'
is 'it is in no list' "$(get '/api/v1/groups?hours=9600&limit=500' \
    "[.groups[] | select(.id == $small)] | length")" 0
is 'the audit says who and why' "$(db "select who, action, detail->>'reason'
    from audit where action = 'group_merge'")" \
    'token test-reviewer|group_merge|the same bug'
program tidemark-score --reclassify >/dev/null 2>&1
program tidemark-score --regroup >/dev/null 2>&1
is 'it survives both a re-analysis and a re-group' "$(size "$big")" "$both"

# --- undo, split, move, rename ------------------------------------------------

page_as reviewer
edit=$(db 'select max(id) from cluster_edit')
page_post 'undone' "/api/v1/groups/edits/$edit/undo" '' 200 '"ok":true'
is 'both are as before' "$(size "$big") $(size "$small")" "$n_big $n_small"
page_post 'once is enough' "/api/v1/groups/edits/$edit/undo" '' 409 'already'
page_get 'the history keeps it' "/groups/$big" 200 'undone by token test-rev'

page_ask -H 'Content-Type: application/json' --data \
    "{\"into\": $big, \"reason\": \"again\"}" "/api/v1/groups/$small/merge"
page_compare 'merged by JSON' 200 "\"group\":$big"
other=$(db "select conversation_id from analysis a join fingerprint f
    on f.id = a.fingerprint_id where a.cluster_id = $big and counted
    and auto_id = $small order by 1 limit 1")
page_ask -H 'Content-Type: application/json' --data \
    "{\"conversations\": [$other], \"title\": \"Mine\", \"reason\": \"not it\"}" \
    "/api/v1/groups/$big/split"
page_compare 'split off' 200 '"ok":true'
mine=$(jq .group "$R/body")
is 'all with that text went along' "$(size "$mine") $(size "$big")" \
    "$n_small $n_big"
page_get 'named as asked' "/groups/$mine" 200 '<h1>Mine</h1>' \
    'split by token test-reviewer: not it'
page_post 'one is moved' "/conversations/$one/group" "to=$mine&reason=odd" 303
is 'that one alone' "$(size "$mine") $(size "$big")" \
    "$((n_small + 1)) $((n_big - 1))"
# another address than above: nginx keeps shared answers for seconds
page_get 'and says so' "/conversations/$one?moved" 200 \
    'moved by token test-reviewer: odd'
page_post 'one is taken out' "/conversations/$one/group" 'reason=alone' 303
is 'into a group of its own' "$(db "select count(*) from analysis where
    cluster_id = (select cluster_id from analysis where conversation_id = $one)")" 1
page_post 'renamed' "/groups/$mine/rename" 'title=%3Cb%3EYours&reason=better' 303
page_get 'markup in a title stays text' "/groups/$mine?range=90d" 200 \
    '<h1>&lt;b&gt;Yours</h1>' '!<b>Yours'
edit=$(db "select id from cluster_edit where kind = 'rename'")
page_post 'and back' "/groups/edits/$edit/undo" '' 303
is 'the name before' "$(db "select title from cluster where id = $mine")" Mine
while read -r edit; do
	page_post "edit $edit is undone" "/api/v1/groups/edits/$edit/undo" '' 200
done < <(db 'select id from cluster_edit where undone_at is null order by id')
is 'all undone, in the order made: as the program had it' \
    "$(size "$big") $(size "$small") $(db 'select count(*) from cluster_pin')" \
    "$n_big $n_small 0"

# --- joined by what they mean (tests/job/gather.sh makes these) ------------------

db "insert into cluster_edit (kind, cluster_id, other_id, conversations, reason, who,
      by_program) values ('merge', $small, $big, $n_small, 'they read alike, 0.87',
      'Tidemark', true);
    update cluster set root_id = $big, merged_into = $big where id = $small;
    update analysis set cluster_id = group_of(conversation_id, fingerprint_id)
    where cluster_id = $small;
    update cluster set theme_id = $big where id in ($big, (select max(cluster_id)
      from analysis where counted));
    update group_state set gathered_at = now(), gathered = 412, joined = 1;
    update data_version set version = version + 1" >/dev/null
page_get 'a member says who joined it' "/groups/$big?range=90d&joined" 200 \
    'kept together by Tidemark: they read alike, 0.87' \
    'Tidemark merged' 'Groups that read alike' 'counted apart'
page_get 'the list says how groups were made' '/groups?range=30d&joined' 200 \
    'then by meaning: of 412.groups compared' '1 went into another'
is 'as JSON' "$(get "/api/v1/groups/$big?hours=9600" \
    '[.edits[0].by_program, (.related | length)] | @csv')" true,1
edit=$(db 'select max(id) from cluster_edit')
page_post 'and is undone like any' "/api/v1/groups/edits/$edit/undo" '' 200
is 'both are as before again' "$(size "$big") $(size "$small")" "$n_big $n_small"

# --- forms need the session's token -------------------------------------------

program tidemark-admin user add eve --role reviewer >"$R/out" 2>&1
link=$(program tidemark-admin login-link eve)
page_auth=(-c "$R/jar" -b "$R/jar")
page_ask --data "token=${link##*token=}" /sign-in/link
page_compare 'signed in' 303
page_get 'the forms are there' "/groups/$big" 200 \
    "action=\"/groups/$big/merge\"" "action=\"/groups/$big/split\"" \
    'type="checkbox" name="conversations"' 'name="csrf"'
csrf=$(grep -o 'name="csrf" value="[^"]*"' "$R/body" | head -n 1 |
    sed 's/.*value="//; s/"//')
page_post 'without the token' "/groups/$small/merge" \
    "into=$big&reason=forged" 403 'not from your session'
page_post 'with it' "/groups/$small/merge" "into=$big&reason=mine&csrf=$csrf" 303
page_get 'the form that moves' "/conversations/$one/group" 200 \
    "action=\"/conversations/$one/group\"" 'Out, into one of its own'
page_get 'an edit can be undone from the page' "/groups/$big" 200 \
    'action="/groups/edits/[0-9]+/undo"'

# Within one second nginx answers the list from what it keeps, but not to who just
# changed something.
while [ $((10#$(date +%N))) -gt 200000000 ]; do sleep 0.05; done
page_ask '/groups?range=90d'
page_post 'renamed in the second in which the list was read' \
    "/groups/$big/rename" "title=At+once&reason=x&csrf=$csrf" 303
page_get 'the list has the name at once' '/groups?range=90d' 200 'At once'
check_end
