#!/bin/bash
# SPDX-License-Identifier: MIT
# The detector at work: it learns day by day, whatever kills it, finds a rise and
# says of what, finds none where there is none, and waits while the import does.
. "${0%/*}/../lib/job.sh"
db_open

# Where it is about noon: what rose an hour ago is of the present day, which is not
# learned yet.
zone=$(printf 'Etc/GMT%+d' $((10#$(date -u +%H) - 12)))
stack_env+=(TIDEMARK_LOG_LEVEL=warn TIDEMARK_TIMEZONE="$zone")

# Six weeks, busier by day than by night, always the same: from a noon on, so that
# it has the same whole days whatever the hour of the test.
db "select setseed(0.5);
    insert into mailbox (id, name) values (1, 'Support');
    insert into conversation (id, number, mailbox_id, status, subject,
      created_at, modified_at, content_hash)
    select row_number() over (order by at), row_number() over (order by at), 1,
      'active', 'Report', at, at, '\\x00'
    from (select now() - random() * (now() - (date_trunc('day', now()
        at time zone '$zone') - interval '41.5 days')
        at time zone '$zone') as at from generate_series(1, 9000)) t
    where random() < 0.3 + 0.7 * (extract(hour from at at time zone '$zone')
      between 8 and 20)::int;
    insert into message (id, conversation_id, kind, author_kind, created_at, body)
    select id, id, 'customer', 'customer', created_at, (array[
      'The app crashes when I open the map', 'I was charged twice, please refund me',
      'How do I change my password?', 'So slow since the update',
      'Love it, great game', 'Please add a dark mode', 'The button does nothing',
      'My progress is gone, back to level 1'])[1 + floor(random() * 8)::int]
      || E'\nPlatform: ' || (array['iOS', 'Android'])[1 + floor(random() * 2)::int]
      || E'\nApp version: ' || (array['2.4.0', '2.4.1'])[1 + floor(random() * 2)::int]
    from conversation;
    insert into analysis_due (conversation_id) select id from conversation;
    analyze" >/dev/null

# A program that is up to date with Help Scout, as of MINUTES ago.
known()
{
	db "insert into sync_cursor (name, done_at, watermark)
	    values ('crawl', now() - interval '1 day', now() - interval '1 day'),
	      ('sweep', now() - interval '$1 minutes', now())
	    on conflict (name) do update set done_at = excluded.done_at"
}

# burst ID N 'TEXT' MINUTES-AGO MINUTES
burst()
{
	db "insert into conversation (id, number, mailbox_id, status, subject,
	      created_at, modified_at, content_hash)
	    select $1 + i, $1 + i, 1, 'active', 'Report', now() - interval '1 minute'
	      * ($4 - $5 * i / $2::float8), now(), '\\x00'
	    from generate_series(1, $2) i;
	    insert into message (id, conversation_id, kind, author_kind, created_at,
	      body)
	    select id, id, 'customer', 'customer', created_at, '$3'
	    from conversation where id > $1 and id <= $1 + $2;
	    insert into analysis_due (conversation_id)
	    select id from conversation where id > $1 and id <= $1 + $2"
}

learned()
{
	db "select md5(concat_ws(' ', s.learned_to, s.days, s.seen, s.weeks,
	    s.excess, s.square, s.threshold, (select string_agg(t::text, chr(10)
	      order by dimension, category, part) from detector_series t)))
	    from detector_state s"
}

program tidemark-score >"$R/out" 2>&1
db_is 'nothing is learned before the import is complete' \
    'select count(*) from detector_state' 0
known 0
pg_sql postgres -c "create database ${db_name}_b template $db_name"
program tidemark-score >"$R/out" 2>&1
db_is 'all whole days are learned, from local midnights' "select days,
    to_char(learned_to at time zone '$zone', 'HH24:MI'),
    learned_to > now() - interval '25 hours', learned_to - begun_at >
    interval '40 days' from detector_state" '41|00:00|t|t'
db_is 'of each category, platform and version' "select count(*) filter (where
    dimension = 'category') > 5, count(*) filter (where dimension = 'platform')
    > 10, count(*) filter (where dimension = 'version') > 10
    from detector_series" 't|t|t'
db_is 'an even history has no incident' 'select count(*) from incident' 0
wanted=$(learned)

# --- killed -------------------------------------------------------------------

first=$db_name
db_name=${first}_b
stack_env+=(DATABASE_URL="$(pg_url "$db_name")")
killed=0
half=0
# Later and later: how long a start takes is the machine's affair.
for try in {1..40}; do
	[ $killed -lt 6 ] || [ $half -lt 1 ] || break
	db_cut KILL "$(printf '0.%03d' $((30 + try * 12)))" tidemark-score
	[ "$(db "select learned_to < now() - interval '25 hours'
	    from detector_state")" = t ] && half=$((half + 1))
done
program tidemark-score >"$R/out" 2>&1
check "killed $killed times, $half times with some days learned" \
    eval '[ $killed -ge 3 ] && [ $half -ge 1 ]'
is 'the outcome is that of an undisturbed run' "$(learned)" "$wanted"
db_name=$first
stack_env+=(DATABASE_URL="$(pg_url "$db_name")")
pg_sql postgres -c "drop database ${first}_b with (force)"

# --- a rise -------------------------------------------------------------------

crash=$'The app crashes when I open the map\nPlatform: Android\nApp version: 2.4.1'
burst 100000 16 "$crash" 90 85
known 60
program tidemark-score >"$R/out" 2>&1
db_is 'nothing is judged while the import is behind' \
    'select count(*) from incident' 0
db_is 'and it is kept how far was judged' "select judged_to < now() -
    interval '1 second' from detector_state" t
known 0
db "update detector_state set judged_to = now() - interval '100 minutes'"
program tidemark-score >"$R/out" 2>&1
db_is 'then the missed quarter-hours are judged' "select category, platform,
    app_version, state <> 'resolved' from incident" 'crash|android|2.4.1|t'
db_is 'as of the time when it stood out' "select begins_at >= now() -
    interval '5 hours', raised_at < now() - interval '10 minutes',
    reports >= 8, expected < 4 from incident" 't|t|t|t'
program tidemark-score >"$R/out" 2>&1
db_is 'one incident, however often it is looked' \
    'select count(*) from incident' 1

# --- a mute ends by its time ----------------------------------------------------

# One of which nothing was heard for two days.
known 60
db "insert into incident (category, severity, title, state, mute_until, begins_at,
      raised_at, last_rise, reports, expected, seconds, chance)
    select 'account', 'high', 'Account', 'muted', now() - interval '1 minute', at,
      at, at, 9, 1, 3600, 0.001
    from (select now() - interval '2 days' as at) t"
about()
{
	db "select state, mute_until, (select string_agg(kind, ', ' order by id)
	    from incident_event where incident_id = i.id) from incident i
	    where category = 'account'"
}
program tidemark-score >"$R/out" 2>&1
is 'also while the import is behind, when nothing counts as quiet' "$(about)" \
    'ongoing||mute ended'
known 0
program tidemark-score >"$R/out" 2>&1
is 'what is quiet is resolved when all is known' "$(about)" \
    'resolved||mute ended, quieted'
# --- a clock that was ahead -----------------------------------------------------

# What it left: days learned and quarter-hours judged that were still to come.
db "update detector_state set learned_to = learned_to + interval '3 days',
    judged_to = now() + interval '26 hours'"
burst 200000 16 'I was charged twice, please refund me' 4 3
known 0
program tidemark-score >"$R/out" 2>&1
db_is 'what rises after it was put right is seen' "select category from incident
    where id > 1 and category <> 'account'" payment
db_is 'and the days are learned again' "select learned_to <= now(),
    judged_to <= now(), days from detector_state" 't|t|41'

# --- other rules ----------------------------------------------------------------

program tidemark-admin ruleset activate web-shop >"$R/out"
program tidemark-score >"$R/out" 2>&1
db_is 'other rules: the days are learned anew' "select ruleset, days,
    (select count(*) from detector_series where category = 'crash')
    from detector_state" '2|41|0'
check_end
