#!/bin/bash
# SPDX-License-Identifier: MIT
# Scores by day equal a recount from the scores and conversations themselves, under
# random filters, after any sequence of changes and killed runs; what was judged is
# not judged again.
. "${0%/*}/../lib/db.sh"
db_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)

score()
{
	program tidemark-score >"$R/log/score" 2>&1 &&
	    program tidemark-score --quality >"$R/log/quality" 2>&1
}

# Forty days of three agents in two mailboxes; what they say differs.
db "select setseed(0.7);
    insert into mailbox (id, name) values (1, 'A'), (2, 'B');
    insert into agent (id, first_name, kind) values (11, 'Ann', 'user'),
      (12, 'Bo', 'user'), (13, 'Cy', 'user'), (14, 'Second line', 'team');
    insert into customer (id, first_name) values (51, 'Pat'), (52, 'Kim');
    insert into conversation (id, number, mailbox_id, customer_id, status,
      subject, created_at, modified_at, content_hash)
    select i, i, 1 + i % 2, 51 + i % 2, case when i % 19 = 0 then 'spam'
      else 'closed' end, 'Question', at, at, '\\x00'
    from (select i, now() - random() * interval '40 days' as at
      from generate_series(1, 400) i) t;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, rating, state)
    select id * 10, id, 'customer', 'customer', customer_id, created_at,
      (array['The app crashes when I open the map. What can I do?',
        'I was charged twice, please refund me', 'How do I change my name?'])
        [1 + floor(random() * 3)::int], null, 'published'
    from conversation
    union all
    select id * 10 + k, id, 'agent', 'user', 11 + floor(random() * 3)::int,
      created_at + k * interval '3 hours',
      (array['Hi Pat, sorry for the trouble. Please update the app and open the map again; I have refunded the second charge today.',
        'As I said, you should have read the manual!!!',
        'Thank you for writing. We are looking into it.', 'ok'])
        [1 + floor(random() * 4)::int], (array[null, null, 'great', 'okay',
        'not_good'])[1 + floor(random() * 5)::int], 'published'
    from conversation, generate_series(1, 2) k
    union all
    select id * 10 + 3, id, 'note', 'user', 11, created_at, 'a note', null,
      'published' from conversation
    union all
    select id * 10 + 4, id, 'agent', 'user', 12, created_at, 'a draft', null,
      'draft' from conversation
    union all
    select id * 10 + 5, id, 'agent', 'user', 14, created_at, 'by a team', null,
      'published' from conversation;
    insert into analysis_due (conversation_id) select id from conversation;
    analyze" >/dev/null
score

db_is 'replies are scored, and notes, drafts and what a team sends are not' \
    "select count(*), count(distinct m.id % 10), bool_and(m.id % 10 in (1, 2))
    from qa_score s join message m on m.id = s.message_id" '800|2|t'
db_is 'the author is scored, whoever it is assigned to' "select count(*)
    from qa_current q join message m on m.id = q.message_id
    where q.agent_id <> m.author_id" 0
db_is 'better answers score higher' "select avg(total) filter (where body like
    'Hi Pat%') > avg(total) filter (where body like 'Thank%') + 1,
    avg(total) filter (where body like 'Thank%') > avg(total) filter (where
    body like 'As I%') + 1 from qa_current q join message m on m.id =
    q.message_id" 't|t'
db_is 'words that show it are in the message that is named' "select count(*),
    bool_and(convert_from(substr(convert_to(m.body, 'UTF8'), (s ->> 'at')::int
    + 1, (s ->> 'len')::int), 'UTF8') = s ->> 'words')
    from qa_mark k, jsonb_array_elements(k.signals) s, message m
    where m.id = (s ->> 'message')::bigint and s ->> 'words' <> ''
    having count(*) > 500" "$(db "select count(*) from qa_mark k,
    jsonb_array_elements(k.signals) s where s ->> 'words' <> ''")|t"

# Counted from messages and conversations in the plainest form.
db "create function plain(f timestamptz, t timestamptz, boxes bigint[],
      who bigint, cat text, rat text, inc text)
    returns table (n bigint, total numeric, marks bigint, third numeric,
      great bigint, bad bigint)
    language sql as \$\$
    with newest as (
      select distinct on (s.message_id) s.*, m.author_id, m.rating, m.created_at,
        c.id as conversation, a.main_category, c.mailbox_id
      from qa_score s join message m on m.id = s.message_id
      join conversation c on c.id = m.conversation_id
      left join analysis a on a.conversation_id = c.id
      where s.outcome = 'scored' and m.state = 'published'
        and c.status <> 'spam' and c.deleted_at is null
        and c.merged_into is null
      order by s.message_id, s.id desc)
    select count(total), round(coalesce(sum(total), 0)::numeric, 4),
      count(k.score), round(coalesce(sum(k.score), 0)::numeric, 4),
      count(*) filter (where rating = 'great'),
      count(*) filter (where rating = 'not_good')
    from newest n left join qa_mark k on k.score_id = n.id and k.position = 3
    where n.created_at >= f and n.created_at < t
      and (boxes = '{}' or mailbox_id = any(boxes))
      and (who = 0 or author_id = who) and (cat = '' or main_category = cat)
      and (rat = '' or rating = rat)
      and (inc = 'all' or (inc = 'only') = exists (select from incident i,
        incident_members(i) m where i.merged_into is null
        and m.conversation_id = n.conversation))
    \$\$" >/dev/null

# How many of 60 random questions are answered otherwise than by the recount.
wrong()
{
	db "select setseed($1); with p as materialized (
	    select i % 2 = 0 as each, now() - interval '45 days' + random()
	        * interval '30 days' as f, random() * interval '30 days' as long,
	      (array['', '', 'crash', 'payment'])[1 + floor(random() * 4)] as cat,
	      (array['', '', 'great', 'not_good'])[1 + floor(random() * 4)] as rat,
	      (array['all', 'without', 'only'])[1 + floor(random() * 3)] as inc,
	      (array[0, 0, 11, 12])[1 + floor(random() * 4)] as who,
	      (array['{}', '{1}', '{2}', '{1,2}'])[1 + floor(random() * 4)]::bigint[]
	        as boxes
	    from generate_series(1, 60) i)
	  select count(*) filter (where (x.n, x.marks, x.great, x.bad) is distinct
	      from (y.n, y.marks, y.great, y.bad) or abs(x.total - y.total) > 0.001
	      or abs(x.third - y.third) > 0.001), sum(y.n) > 300
	  from p, lateral plain(f, f + long, boxes, who, cat, rat, inc) y,
	  lateral (select coalesce(sum(n) filter (where dimension = 0), 0) as n,
	      coalesce(sum(sum) filter (where dimension = 0), 0) as total,
	      coalesce(sum(n) filter (where dimension = 3), 0) as marks,
	      coalesce(sum(sum) filter (where dimension = 3), 0) as third,
	      coalesce(sum(great), 0) as great, coalesce(sum(not_good), 0) as bad
	    from qa_counts(f, f + long, 'heuristic', 1, boxes, who, cat, rat, inc,
	      each, false)) x" | tail -n 1
}

is 'counts equal a recount under random filters' "$(wrong 0.1)" '0|t'
db_is 'bins hold every total' "select sum(b.n * c.sign) = (select count(total) from
    qa_current where counted) from qa_counts(now() - interval '60 days',
    now() + interval '1 day', 'heuristic', 1, '{}', 0, '', '', 'all', false,
    true) c, unnest(c.bins) as b(n)" t

before=$(db 'select count(*) from qa_score')
db "insert into qa_due (conversation_id) select id from conversation"
score
db_is 'what was judged is not judged again' 'select count(*) from qa_score' \
    "$before"

# --- changes ------------------------------------------------------------------

db "update conversation set status = 'spam' where id % 23 = 0;
    update conversation set mailbox_id = 2 where id % 29 = 0;
    update message set body = 'Hi Kim, it is done: I have refunded the charge.'
      where id % 310 = 1;
    update message set rating = 'great' where id % 10 = 2 and id % 70 < 9;
    delete from conversation where id % 37 = 0;
    insert into incident (category, severity, title, begins_at, raised_at,
      last_rise, state, ended_at, reports, expected, seconds, chance)
    values ('crash', 'high', 'Crashes', now() - interval '20 days', now() -
      interval '20 days', now() - interval '12 days', 'resolved', now() -
      interval '12 days', 9, 1, 3600, 0);
    insert into analysis_due (conversation_id) select id from conversation" \
    >/dev/null
score
is 'and after conversations changed, moved and went' "$(wrong 0.2)" '0|t'
db_is 'some are in the incident' \
    'select count(*) > 10 from qa_current where in_incident' t
db_is 'an edited reply has another score, and keeps the old one' "select
    count(*) = 2 from qa_score where message_id = 311" t

db "update incident set ended_at = now() - interval '16 days',
    last_rise = now() - interval '16 days'"
score
is 'and after an incident was found to end earlier' "$(wrong 0.3)" '0|t'

# --- killed -------------------------------------------------------------------

db "delete from qa_score; truncate qa_dirty;
    insert into qa_due (conversation_id) select id from conversation"
killed=0
for try in {1..12}; do
	db_cut KILL "$(printf '0.%03d' $((20 + try * 15)))" tidemark-score --quality
done
score
check "killed $killed times" eval '[ $killed -ge 2 ]'
db_is 'each reply is scored once' "select count(*) = count(distinct message_id)
    from qa_score" t
is 'and the counts are right' "$(wrong 0.4)" '0|t'

# --- what scores are filtered by, whoever gave them and whenever ---------------

# facts MESSAGE: of each engine
facts()
{
	db "select string_agg(concat_ws(' ', engine,
	    nullif(rating, ''), nullif(category, ''), conversation_id, agent_id, counted, in_incident,
	    (replied_at at time zone 'UTC')::date), ', ' order by engine)
	    from qa_current where message_id = $1"
}

# Two conversations, scored before they are analysed; the model judged one reply.
day=$(db "select (now() at time zone 'UTC')::date - 2")
before=$(db "select (now() at time zone 'UTC')::date - 3")
db "insert into conversation (id, number, mailbox_id, customer_id, status,
      subject, created_at, modified_at, content_hash)
    select i, i, 1, 51, 'closed', 'Crash', '$day 08:00Z', '$day', '\\x00'
    from generate_series(901, 902) i;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    select i * 10, i, 'customer', 'customer', 51, '$day 08:00Z'::timestamptz,
      'The app crashes when I open the map.', 'published'
    from generate_series(901, 902) i
    union all
    select i * 10 + 1, i, 'agent', 'user', 11, '$day 09:00Z',
      'Hi Pat, please update the app.', 'published'
    from generate_series(901, 902) i" >/dev/null
program tidemark-score --quality >"$R/log/quality" 2>&1
db "with s as (insert into qa_score (message_id, engine, engine_version,
      rubric_version, input_hash, outcome, total)
    values (9011, 'openai', 1, 1, '\\x00', 'scored', 5) returning id)
    insert into qa_current select 9011, 'openai', 1, s.id, 901, 11, 1,
      q.replied_at, '', '', true, false, 'scored', 5
    from s, qa_current q where q.message_id = 9011" >/dev/null
is 'scored before it was analysed, it has no category' "$(facts 9011)" \
    "heuristic 901 11 t f $day, openai 901 11 t f $day"
db "insert into analysis_due (conversation_id) values (901), (902)"
score
is 'then it has, under every engine' "$(facts 9011)" \
    "heuristic crash 901 11 t f $day, openai crash 901 11 t f $day"
db "update message set rating = 'great' where id = 9011"
score
is 'a rating that comes late, too' "$(facts 9011)" \
    "heuristic great crash 901 11 t f $day, openai great crash 901 11 t f $day"
db_is 'and the model is not asked anew for it' "select count(*) from qa_score
    where message_id = 9011 and engine = 'openai'" 1
db "update message set author_id = 12, created_at = '$before 23:00Z'
    where id = 9011"
score
is 'another author and time' "$(facts 9011)" \
    "heuristic great crash 901 12 t f $before, openai great crash 901 12 t f $before"
is 'both of its days are counted anew' "$(wrong 0.5)" '0|t'
db "update message set conversation_id = 902 where id = 9011;
    delete from conversation where id = 901"
score
is 'merged, it goes with its message' "$(facts 9011 | cut -d ' ' -f 1,4)" \
    'heuristic 902'
db "update message set state = 'hidden' where id = 9011"
score
is 'what is no reply any more counts no more' "$(facts 9011)" ''
db_is 'but its scores stay' 'select count(*) > 1 from qa_score
    where message_id = 9011' t
is 'nor do days count it' "$(wrong 0.6)" '0|t'

# An incident about a group holds what goes to that group, also by a merge.
db "insert into cluster (id, title) values (801, 'Map'), (802, 'Maps');
    insert into incident (category, cluster_id, severity, title, begins_at,
      raised_at, last_rise, state, ended_at, reports, expected, seconds, chance)
    values ('', 801, 'high', 'Map', '$before', '$before', '$day', 'resolved',
      now(), 9, 1, 3600, 0)" >/dev/null
score
db "update analysis set cluster_id = 802 where conversation_id = 902"
score
is 'of another group, in no incident' "$(facts 9021 | cut -d ' ' -f 6)" f
db "update cluster set root_id = 802 where id = 801"
score
is 'the groups are one now' "$(facts 9021 | cut -d ' ' -f 6)" t
db "update analysis set cluster_id = null where conversation_id = 902"
score
is 'in the group no more' "$(facts 9021 | cut -d ' ' -f 6)" f

# --- plans ----------------------------------------------------------------------

# Scores of two years, without what belongs to them.
db "set session_replication_role = replica;
    insert into qa_current (message_id, engine, rubric_version, score_id,
      conversation_id, agent_id, mailbox_id, replied_at, counted, outcome, total)
    select i, 'heuristic', 1, i, i, 11 + i % 50, 1, now() - i * interval '5 min',
      true, 'scored', i % 10 from generate_series(1000000, 1200000) i;
    insert into agent (id, kind) select i, 'user' from generate_series(14, 90) i
      on conflict do nothing" >/dev/null
db 'vacuum analyze qa_current' >/dev/null
days="array[date_trunc('day', now()) - interval '100 days']"
for query in score_days_count:'timestamptz[]':"$days" \
    score_days_incident:'timestamptz[]':"$days" score_history:bigint:311 \
    quality_agents::; do
	IFS=: read -r name types values <<<"$query"
	plan=$(if [ -n "$types" ]; then db_ask "$name" "$types" "$values" EXPLAIN
	    else db "explain $(cat "$top/sql/queries/$name.sql")"; fi)
	unlike "$name does not read all scores" "$plan" 'Seq Scan on qa_current'
	like "$name reads an index of them" "$plan" 'Scan .*qa_current'
done
like 'nor does a score that is deleted' "$(db "explain delete from qa_current
    where score_id = 5")" 'Index Scan using qa_current_score'
plan=$(db_ask drift 'timestamptz, timestamptz, text, bigint[], bigint, text, text,
	text, bigint, text' "now() - interval '4000 days', now(), 'heuristic', '{}',
	0, '', '', 'all', 16, 'month'" EXPLAIN)
like 'the engine over time reads no more than its sample' "$plan" \
    'Scan (using|on) qa_current_sample'
like 'and of reviews each by its reply' "$plan" 'Scan (using|on) qa_current_pkey'
unlike 'and no whole table of scores' "$plan" 'Seq Scan on qa_current'

# Of the dashboard one plan serves all values.
window='timestamptz, timestamptz, text, bigint, bigint[], bigint, text, text, text'
values="now() - interval '30 days', now(), 'heuristic', 1, '{}', %s, '', '', 'all'"
any='set plan_cache_mode = force_generic_plan; explain (analyze, timing off)'
while IFS='|' read -r title query types who rest wanted; do
	# shellcheck disable=SC2059 # the window with its agent
	plan=$(db_ask "$query" "$window$types" "$(printf "$values" "$who")$rest" "$any")
	like "$title" "$plan" "$wanted"
	unlike "$title, and no whole table" "$plan" 'Seq Scan on qa_(current|rollup)'
done <<'END'
counts of all agents: the days of the window|quality_counts|, bool, bool, bool|0|, true, true, true|qa_rollup_day_agents.*rows=[1-9]
counts of one agent: its own rows|quality_counts|, bool, bool, bool|11|, true, false, true|qa_rollup_day_pkey
bins: those of all together|quality_bins||0||qa_rollup_day_pkey
the newest: no more than are shown|quality_replies|, bigint, text, text, bigint, bigint, bigint, bool|0|, -1, '', 'newest', 0, 0, 8, false|Backward using qa_current_(day|window) on qa_current q .*rows=8 loops=1
END

db_is 'a sample of one in 1, 2, 16, 128 is about that' "select
    bool_and(abs(count * of / 200001.0 - 1) < 0.1) from (select of, count(*)
      from (values (1), (2), (16), (128)) v(of)
      join qa_current on rarity = any(qa_rarities(of))
      where message_id >= 1000000 group by of) s" t
check_end
