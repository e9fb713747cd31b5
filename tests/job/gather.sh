#!/bin/bash
# SPDX-License-Identifier: MIT
# Grouping's second stage: groups that mean the same in other words become one, as an
# edit with its reason; what people say stands above it, also what they take back.
. "${0%/*}/../lib/job.sh"
db_open
mkdir -p "$R/v"
chown "$(stat -c %U "$R/s" 2>/dev/null || echo root)" "$R/v" 2>/dev/null
chmod 0777 "$R/v"
stack_env+=(TIDEMARK_LOG_LEVEL=info TIDEMARK_VECTOR_FOLDER="$R/v")

# Eight matters, each said with six of its twelve words: other words each time, but
# the same ones around.
db "insert into mailbox (id, name) values (1, 'Support')" >/dev/null
told()
{
	db "insert into conversation (id, number, mailbox_id, status, created_at,
	      modified_at, content_hash)
	    select i, i, 1, 'active', now() - i * interval '10 minutes', now(),
	      decode(md5(i::text), 'hex') from generate_series($1, $2) i;
	    insert into message (id, conversation_id, kind, author_kind, created_at, body)
	    select i, i, 'customer', 'customer', now(), (select string_agg(w, ' '
	        order by md5(i || w)) from (select w from unnest(
	          string_to_array(m, ' ')) w order by md5(w || i) limit 6) x)
	    from generate_series($1, $2) i, (select array[
	      'castle dragon boss sword shield freeze level map arrow horse tower gate',
	      'invoice tax company address billing receipt amount currency bank euro vat total',
	      'parcel courier delivery street tracking package warehouse driver door late box post',
	      'password login email reset account code phone verify locked username attempt secure',
	      'headphones voice chat microphone sound crackle volume speaker noise echo mute audio',
	      'calendar meeting export weekly reminder invite timezone event schedule sync room agenda',
	      'photo upload gallery camera album picture filter crop resize thumbnail share storage',
	      'recipe kitchen oven flour sugar butter bake dough yeast salt pan timer'
	    ] as all_of) a cross join lateral (select all_of[1 + i % 8] as m) x;
	    insert into analysis_due (conversation_id) select generate_series($1, $2)" \
	    >/dev/null
	program tidemark-score >"$R/log/score" 2>&1
}

# joined: edits of the program that count
joined()
{
	db 'select count(*) from cluster_edit where by_program and undone_at is null'
}

# The index, asked for, and all that follows.
reindex()
{
	db "insert into job (kind, payload, created_by)
	    values ('reindex', '{}', 'me')" >/dev/null
	program tidemark-reindex >"$R/log/reindex" 2>&1
	is 'the program ends well' $? 0
}

# Who is with whom.
partition()
{
	db "select md5(string_agg(x, ';' order by x)) from (select
	    string_agg(conversation_id::text, ',' order by conversation_id) as x
	    from analysis group by cluster_id) t"
}

# Pairs in one group: share of them that are of one matter, and how many.
pairs()
{
	db "select round(avg((a.conversation_id % 8 = b.conversation_id % 8)::int), 2),
	      count(*) from analysis a join analysis b on a.cluster_id = b.cluster_id
	      and a.conversation_id < b.conversation_id"
}

# --- few ------------------------------------------------------------------------

told 1 100
reindex
db_is 'among few groups nothing is compared' \
    'select gathered, joined, gathered_at is not null from group_state' '0|0|t'
is 'nor joined' "$(joined)" 0

# --- joined ---------------------------------------------------------------------

told 101 480
before=$(db 'select count(distinct cluster_id) from analysis')
db "insert into detector_series select 'group', 'other', id::text, 2, 3, 0, 0
    from cluster where root_id is null" >/dev/null
words=$(pairs)
reindex
check 'groups became fewer' [ "$(db 'select count(distinct cluster_id)
    from analysis')" -lt "$before" ]
like 'each is of one matter' "$(pairs)" '^1\.00\|'
check 'of more texts than by words' [ "$(pairs | cut -d '|' -f 2)" -gt \
    "${words#*|}" ]
db_is 'it says who and why' "select distinct kind, who,
    reason ~ '^they read alike, [01]\\.[0-9][0-9]\$', by_program
    from cluster_edit" 'merge|Tidemark|t|t'
db_is 'members are where that leads' 'select count(*) from analysis
    where cluster_id is distinct from group_of(conversation_id, fingerprint_id)' 0
db_is 'what was usual went along' "select count(*) filter (where c.root_id is not null),
    max(shape) > 2, sum(shape) = 2 * $before
    from detector_series s join cluster c on c.id::text = s.part
    where dimension = 'group'" '0|t|t'
db_is 'it is kept how many were compared' "select gathered > 200, joined =
    (select count(*) from cluster where root_id is not null) from group_state" 't|t'
db_is 'related groups have one theme' "select count(*) > 0, count(*) filter
    (where theme_id > id), count(*) filter (where root_id is not null)
    from cluster where theme_id is not null" 't|0|0'
db_is 'no person acted' 'select count(*) from audit' 0
once=$(partition)
reindex
is 'again comes to the same' "$(partition)" "$once"
joins=$(joined)
program tidemark-score --regroup >"$R/log/score" 2>&1
once=$(partition)
program tidemark-score --regroup >"$R/log/score" 2>&1
is 'a full re-group leaves it' "$(partition) $(joined)" "$once $joins"

# Many joins by now leave a group in the middle: what arrives with the words of a text
# of it follows.
one=$(db 'select conversation_id from analysis a join fingerprint f
    on f.id = a.fingerprint_id where f.cluster_id <> a.cluster_id order by 1 limit 1')
db "insert into conversation (id, number, mailbox_id, status, created_at,
      modified_at, content_hash)
    select 9000, 9000, 1, 'active', now(), now(), '\\x00';
    insert into message (id, conversation_id, kind, author_kind, created_at, body)
    select 9000, 9000, 'customer', 'customer', now(), body || ' 77' from message
    where id = $one;
    insert into analysis_due (conversation_id) values (9000)" >/dev/null
program tidemark-score >"$R/log/score" 2>&1
db_is 'the same words later follow' "select a.cluster_id = b.cluster_id
    from analysis a, analysis b where a.conversation_id = 9000
    and b.conversation_id = $one" t

# --- people ----------------------------------------------------------------------

# As the page does (tests/page/groups.sh): undone by a person.
read -r edit gone into <<<"$(db 'select id, cluster_id, other_id from cluster_edit
    where by_program order by id desc limit 1' | tr '|' ' ')"
db "update cluster_edit set undone_at = now(), undone_by = 'ann' where id = $edit;
    update cluster set root_id = null, merged_into = null where id = $gone;
    update analysis set cluster_id = group_of(conversation_id, fingerprint_id)" \
    >/dev/null
reindex
db_is 'what a person took apart stays apart' "select a.root_id is null or
    a.root_id <> coalesce(b.root_id, b.id) from cluster a, cluster b
    where a.id = $gone and b.id = $into" t
db_is 'and is not joined elsewhere' "select root_id is null from cluster
    where id = $gone" t

# A person's merge of two matters is the last word, and joins nothing to it.
read -r a b <<<"$(db 'select min(cluster_id) filter (where conversation_id % 8 = 1),
    min(cluster_id) filter (where conversation_id % 8 = 2) from analysis
    where cluster_id not in (select id from cluster_held)' | tr '|' ' ')"
db "insert into cluster_edit (kind, cluster_id, other_id, reason, who)
    values ('merge', $a, $b, 'mine', 'ann');
    update cluster set root_id = $b, merged_into = $b where id = $a or root_id = $a;
    update analysis set cluster_id = group_of(conversation_id, fingerprint_id)" \
    >/dev/null
size=$(db "select count(*) from analysis where cluster_id = $b")
told 481 560
reindex
db_is 'a group that a person made stays as it is' "select count(*) from analysis
    where cluster_id = $b and conversation_id <= 480" "$size"

# --- without vectors ---------------------------------------------------------------

now=$(joined)
told 561 640
stack_env+=(TIDEMARK_EMBEDDER=off)
reindex
is 'off: words alone' "$(joined)" "$now"
check_end
