#!/bin/bash
# SPDX-License-Identifier: MIT
# What people decide about groups holds, whatever happens after it: random merges,
# splits, moves, undos, arrivals, re-analyses and full re-groups, some of them
# killed. An edit names conversations and says which of them stand together; the
# newest edit that counts and names a conversation decides about it.
#
#	SEED=7 STEPS=200 bash tests/page/groups_hold.sh
. "${0%/*}/../lib/page.sh"

steps=${STEPS:-40}
page_open
page_as reviewer

db "create table named (edit bigint, conversation bigint, side int);
create view newest as select conversation, max(edit) as edit from named
  group by conversation;
-- Pairs of which the same edit is the newest word on both.
create view broken as
  select a.edit, a.conversation as a, b.conversation as b, a.side = b.side as
    together, x.cluster_id as a_in, y.cluster_id as b_in
  from named a join named b on a.edit = b.edit
    and a.conversation < b.conversation
  join newest p on (p.conversation, p.edit) = (a.conversation, a.edit)
  join newest q on (q.conversation, q.edit) = (b.conversation, b.edit)
  join analysis x on x.conversation_id = a.conversation
  join analysis y on y.conversation_id = b.conversation
  where (x.cluster_id = y.cluster_id) is distinct from (a.side = b.side);
-- The same text, unless a person placed one of them by itself.
create view torn as
  select fingerprint_id from analysis a where fingerprint_id is not null
    and not exists (select from cluster_pin p
      where p.conversation_id = a.conversation_id)
  group by 1 having count(distinct cluster_id) > 1;
create view astray as
  select a.conversation_id, a.cluster_id from analysis a
  where a.cluster_id is distinct from group_of(a.conversation_id, a.fingerprint_id)
    or exists (select from cluster c where c.id = a.cluster_id
      and c.root_id is not null);
insert into mailbox values (1, 'Help');
create function arrive(n int, seed text) returns void language sql as \$\$
  insert into conversation (id, number, mailbox_id, status, created_at,
    modified_at, content_hash)
  select i, i, 1, 'active', now() - i * interval '1 minute', now(), '\\x00'
  from (select coalesce((select max(id) from conversation), 0) + k as i
    from generate_series(1, n) k) x;
  -- eight matters in words of their own, said with a word more or less
  insert into message (id, conversation_id, kind, created_at, body)
  select id, id, 'customer', created_at, (array[
    'The dragon castle freezes after the second boss',
    'My coins vanished when the tablet restarted',
    'Invoice shows the wrong company address',
    'Tournament matchmaking never finds an opponent',
    'Voice chat crackles with wireless headphones',
    'Gift voucher was rejected at checkout',
    'Subtitles overlap the inventory window',
    'Calendar export skips recurring meetings'])[1 + h % 8]
    || (array['', ' since Monday', ' constantly', ' suddenly', ' nowadays', ''])
      [1 + (h / 8) % 6] || ' ' || id
  from (select c.*, ('x' || substr(md5(id::text || seed), 1, 6))::bit(24)::int
    as h from conversation c) c
  where not exists (select from message m where m.conversation_id = c.id);
  insert into analysis_due (conversation_id)
  select id from conversation c
  where not exists (select from analysis a where a.conversation_id = c.id);
\$\$"

# random N: below N, from the seed
random()
{
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	printf -v rolled %d $(((seed >> 8) % $1))
}

score()
{
	program tidemark-score "$@" >"$R/log/score" 2>&1
}

# pick SQL: one of its rows, by the seed
pick()
{
	local rows

	mapfile -t rows < <(db "$1")
	picked=''
	[ ${#rows[@]} -gt 0 ] || return
	random ${#rows[@]}
	picked=${rows[$rolled]}
}

some_group='select cluster_id from analysis group by 1 order by 1'

# ask PATH JSON: the edit's id in $edit, '' when it was refused
ask()
{
	page_ask -H 'Content-Type: application/json' --data "$2" "$1"
	edit=''
	case $page_status in
	200) edit=$(jq .edit "$R/body") ;;
	409 | 404) ;;
	*) check_fail "step $step: $1 answered $page_status: $page_body" ;;
	esac
}

merge()
{
	local from

	pick "$some_group" && from=$picked
	pick "select cluster_id from analysis where cluster_id <> $from
	    group by 1 order by 1"
	[ -n "$picked" ] || return
	did="merge $from into $picked"
	db "create table now_named as select conversation_id, 0 as side
	    from analysis where cluster_id in ($from, $picked)"
	ask "/api/v1/groups/$from/merge" "{\"into\": $picked, \"reason\": \"test\"}"
}

split()
{
	local group ids

	pick "select cluster_id from analysis group by 1 having count(distinct
	    fingerprint_id) > 1 order by 1"
	[ -n "$picked" ] || return
	group=$picked
	random 3
	ids=$(db "select json_agg(conversation_id) from (select conversation_id
	    from analysis where cluster_id = $group
	    order by md5((conversation_id + $seed)::text) limit $((rolled + 1))) x")
	did="split $ids off $group"
	db "create table now_named as select a.conversation_id,
	    (a.conversation_id in (select json_array_elements_text('$ids')::bigint)
	    or (not exists (select from cluster_pin p
		where p.conversation_id = a.conversation_id)
	      and exists (select from analysis s where s.fingerprint_id =
		a.fingerprint_id and s.conversation_id in
		(select json_array_elements_text('$ids')::bigint)
		and not exists (select from cluster_pin p
		  where p.conversation_id = s.conversation_id))))::int as side
	    from analysis a where a.cluster_id = $group"
	ask "/api/v1/groups/$group/split" \
	    "{\"conversations\": $ids, \"reason\": \"test\"}"
}

move()
{
	local id to=0

	pick 'select conversation_id from analysis order by 1' && id=$picked
	random 3
	[ "$rolled" = 0 ] || { pick "$some_group" && to=$picked; }
	did="move $id to $to"
	db "create table now_named as select a.conversation_id, case
	    when a.conversation_id = $id or a.cluster_id = $to then 1 else 0 end
	    as side from analysis a where a.cluster_id = $to or a.cluster_id =
	    (select cluster_id from analysis where conversation_id = $id)"
	ask "/api/v1/conversations/$id/group" "{\"to\": $to, \"reason\": \"test\"}"
}

undo()
{
	pick "select id from cluster_edit where undone_at is null order by 1"
	[ -n "$picked" ] || return
	did="undo $picked"
	ask "/api/v1/groups/edits/$picked/undo" '{}'
	[ -z "$edit" ] || db "delete from named where edit = $picked"
	edit=''
}

arrive()
{
	random 5
	did="$((rolled + 1)) arrive"
	db "select arrive($((rolled + 1)), '$seed')" >/dev/null
	score
}

again()
{
	random 4
	case $rolled in
	0)
		did='reclassify'
		score --reclassify
		;;
	1)
		did='regroup, killed'
		(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout \
		    -s KILL 0.03 "$R/bin/tidemark-score" --regroup) >/dev/null 2>&1
		db_left tidemark-score >/dev/null
		score
		;;
	*)
		did='regroup'
		score --regroup
		;;
	esac
}

empty()
{
	db 'truncate named, cluster_pin, cluster_edit, founder_key, word_count,
	    analysis, message, conversation, fingerprint, cluster, analysis_due
	    cascade; update group_state set texts = 0, next_round = null,
	    done_id = 0'
}

# one_seed SEED
one_seed()
{
	local broken='' log=''

	seed=$1
	empty
	db "select arrive(40, '$seed')" >/dev/null
	score
	for ((step = 1; step <= steps; step++)); do
		random 10
		did='' edit=''
		case $rolled in
		0 | 1) merge ;;
		2 | 3 | 4) split ;;
		5 | 6) move ;;
		7) undo ;;
		8) arrive ;;
		9) again ;;
		esac
		[ -z "$edit" ] || db "insert into named select $edit,
		    conversation_id, side from now_named"
		db 'drop table if exists now_named' 2>/dev/null
		log+="$step: $did${edit:+ (edit $edit)}"$'\n'
		broken=$(db 'select * from broken limit 3
		    ' && db 'select * from torn limit 3' &&
		    db 'select * from astray limit 3')
		[ -z "$broken" ] || break
	done
	is "seed $1: after $steps steps every edit holds, identical texts are together, members stand where they belong" \
	    "${broken:+$log}$broken" ''
	db_is "seed $1: there was something to hold" \
	    'select count(*) > 100 from named' t
}

for start in ${SEED:-11 22}; do
	one_seed "$start"
done

# A split of what was split off, both undone, the first one first: the second
# group went into one that had gone. Who arrived in it meanwhile went nowhere.
empty
db "insert into conversation (id, number, mailbox_id, status, created_at,
      modified_at, content_hash)
    select i, i, 1, 'active', now(), now(), '\\x00' from generate_series(1, 4) i;
    insert into message (id, conversation_id, kind, created_at, body) select id,
      id, 'customer', now(), 'The dragon castle freezes after the second boss'
      || (array['', ' suddenly', ' nowadays', ' constantly nowadays'])[id]
    from conversation;
    insert into analysis_due (conversation_id) values (1), (2), (3)"
score
first=$(db 'select distinct cluster_id from analysis')
like 'three of a kind are one group' "$first" '^[0-9]+$'
ask "/api/v1/groups/$first/split" '{"conversations": [2, 3], "reason": "test"}'
one=$edit
ask "/api/v1/groups/$(db 'select cluster_id from analysis
    where conversation_id = 3')/split" '{"conversations": [3], "reason": "test"}'
two=$edit
db 'insert into analysis_due (conversation_id) values (4)'
score
db_is 'what arrives joins the last one' 'select a.cluster_id = b.cluster_id
    from analysis a, analysis b
    where (a.conversation_id, b.conversation_id) = (3, 4)' t
ask "/api/v1/groups/edits/$one/undo" '{}'
ask "/api/v1/groups/edits/$two/undo" '{}'
db_is 'both undone: all are where they were' 'select distinct cluster_id
    from analysis' "$first"
db_is 'and none is in a group that went' 'select * from astray' ''
db_is 'none went into one that does not stand' 'select count(*) from cluster c
    join cluster r on r.id = c.root_id where r.root_id is not null' 0
check_end
