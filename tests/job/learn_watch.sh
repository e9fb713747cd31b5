#!/bin/bash
# SPDX-License-Identifier: MIT
# A model that comes into use moves conversations from one category to another, old and
# new alike: the detector works out anew what is usual, and the jump is no rise. Nor
# is the way back.
. "${0%/*}/../lib/job.sh"
db_open

# Where it is about noon, as in watch.sh.
zone=$(printf 'Etc/GMT%+d' $((10#$(date -u +%H) - 12)))
stack_env+=(TIDEMARK_LOG_LEVEL=warn TIDEMARK_TIMEZONE="$zone")

# Five weeks of the same; of the gizmo and the guild the rules know nothing.
db "select setseed(0.5);
    insert into mailbox (id, name) values (1, 'Support');
    insert into conversation (id, number, mailbox_id, status, subject,
      created_at, modified_at, content_hash)
    select i, i, 1, 'active', 'Report', at, at, '\\x00'
    from (select row_number() over (order by at) as i, at from (
      select now() - random() * interval '34.5 days' as at
      from generate_series(1, 4000)) x) t;
    insert into message (id, conversation_id, kind, author_kind, created_at, body)
    select id, id, 'customer', 'customer', created_at, (array[
      'The gizmo sits next to the lamp', 'The guild sings at noon',
      'I was charged twice, refund me'])[1 + id % 3] || ' (' || id || ')'
    from conversation;
    insert into analysis_due (conversation_id) select id from conversation;
    insert into sync_cursor (name, done_at, watermark)
    values ('crawl', now() - interval '1 day', now() - interval '1 day');
    analyze" >/dev/null

score()
{
	db "insert into sync_cursor (name, done_at, watermark) values ('sweep', now(), now())
	    on conflict (name) do update set done_at = now()" >/dev/null
	program tidemark-score >"$R/out" 2>&1
	is 'the program ends well' $? 0
}

# The last hours are still to be judged, as they are when a day goes on.
unjudged()
{
	db "update detector_state set judged_to = now() - interval '3 hours'" >/dev/null
}

# of CATEGORY: how many count there, and of what model the detector knows
of()
{
	db "select count(*), (select learnt from detector_state),
	      (select count(*) from incident)
	    from analysis where counted and main_category = '$1'"
}

score
is 'by the rules: nothing of performance, no rise' "$(of performance)" '0|0|0'
for k in 0 1; do
	db "insert into feedback (batch, conversation_id, number, field, became, who)
	    select 1, id, id, 'category', (array['performance', 'account'])[1 + $k],
	      'anna' from conversation where id between 100 and 500 and id % 3 = $k" \
	    >/dev/null
done
program tidemark-reindex --learn >"$R/out" 2>&1
version=$(db 'select version from learn_state')
check 'a model comes into use' [ "$version" -gt 0 ]
unjudged
score
is 'a third of all are performance now, today too, and nothing rose' \
    "$(of performance | sed 's/^1[0-9][0-9][0-9]/1000/')" "1000|$version|0"
db_is 'the days are learned anew, with it' "select days > 30, (select count(*)
    from detector_series where category = 'performance' and shape > 5) > 0
    from detector_state" 't|t'
program tidemark-admin learning use 0 >"$R/out" 2>&1
unjudged
score
is 'back to the rules, and nothing rose' "$(of other |
    sed 's/^[0-9]*/some/')" 'some|0|0'
check_end
