#!/bin/bash
# SPDX-License-Identifier: MIT
# The detector's rule: who may read, rehearse and save it, what a rehearsal tells
# of bursts that are there, by page and as JSON, and that a saved rule counts.
. "${0%/*}/../lib/page.sh"
page_open

page_as viewer
page_get 'before anything is learned' /detector 200 \
    'At most one false alarm a week' 'Nothing is learned yet' 'by program|>program<' \
    '!<form method="post" action="/detector'
page_get 'as JSON' /api/v1/detector 200 '"budget":1.0,"least":5,"ratio":2.0' \
    '"learned_to":null'
for path in /detector/rule /detector/rehearse /api/v1/detector/rule \
    /api/v1/detector/rehearsals; do
	page_post "a viewer may not: $path" "$path" budget=1 403
done
page_as reviewer
page_get 'a reviewer may rehearse' /detector 200 'Rehearse' '!>Save<'
page_post 'and not save' /detector/rule budget=1 403
page_as admin
while IFS='|' read -r title data; do
	page_post "refused: $title" /detector/rule "$data" 422
	page_post "by JSON: $title" /api/v1/detector/rehearsals "$data" 422
done <<'TXT'
a budget of none|budget=0
any other budget|budget=3
too few reports|least=2
too many|least=101
a ratio that is none|ratio=-1
never over|quiet_hours=0
TXT
page_post 'refused: too many weeks' /detector/rehearse weeks=100 422
page_get 'a rehearsal that is not there' '/detector?rehearsal=77' 404
page_get 'nor by JSON' /api/v1/detector/rehearsals/77 404

# Eight weeks with two bursts: of crashes on android 2.4.1 ten days ago, of
# payment problems on all platforms three days ago.
db "select setseed(0.5);
    insert into conversation (id, number, mailbox_id, status, created_at,
      modified_at, content_hash)
    select row_number() over (order by at), row_number() over (order by at), 1,
      'active', at, at, ''
    from (select now() - random() * interval '56 days' as at
        from generate_series(1, 8000)
      union all select now() - interval '10 days' + i * interval '5 minutes'
        from generate_series(1, 20) i
      union all select now() - interval '3 days' + i * interval '6 minutes'
        from generate_series(1, 24) i) t;
    insert into analysis (conversation_id, created_at, modified_at, number,
      mailbox_id, status, counted, categories, main_category, intent, severity,
      score, platform, app_version, ruleset_version, engine_version, input_hash)
    select id, created_at, created_at, id, 1, 'active', true, array[c], c,
      'other', 'high', 0, p, v, 1, 5, ''
    from (select id, created_at,
      (array['crash', 'payment', 'question', 'ux'])[1 + floor(random() * 4)::int] c,
      (array['ios', 'android'])[1 + floor(random() * 2)::int] p,
      (array['2.4.0', '2.4.1'])[1 + floor(random() * 2)::int] v
      from conversation) x" >/dev/null
db "update analysis set main_category = 'crash', categories = '{crash}',
      platform = 'android', app_version = '2.4.1'
    where created_at between now() - interval '10 days' and now()
      - interval '10 days' + interval '100 minutes';
    update analysis set main_category = 'payment', categories = '{payment}'
    where created_at between now() - interval '3 days' and now()
      - interval '3 days' + interval '144 minutes';
    insert into rollup_dirty (hour) select distinct date_trunc('hour', created_at)
    from analysis;
    insert into incident (category, state, severity, title, begins_at, raised_at,
      last_rise, ended_at, reports, expected, seconds, chance)
    select c, 'resolved', 'high', c || ' of then', at, at, at,
      at + interval '4 hours', 9, 1, 3600, 0
    from (values ('crash', now() - interval '10 days'),
      ('question', now() - interval '5 days')) v(c, at);
    insert into sync_cursor (name, done_at, watermark)
    values ('crawl', now(), now()), ('sweep', now(), now())" >/dev/null

page_post 'a rehearsal is asked for' /detector/rehearse \
    'budget=1&least=5&ratio=2&quiet_hours=6&weeks=4' 303
page_get 'and waits' '/detector?rehearsal=1' 200 'begins within a minute' \
    'action="/detector/rehearse"' '<option value="4" selected'
page_get 'as JSON too' /api/v1/detector/rehearsals/1 200 '"state":"queued"' \
    '"alarms":\[\]'
page_get 'it is a job' /jobs 200 'Rehearsal of alerts'
program tidemark-score >"$R/log/score" 2>&1
page_get 'it has a result' '/detector?rehearsal=1' 200 \
    '[2-6].{1,2}alarms in 4.[01] weeks' 'Crashes, mostly Android 2.4.1' \
    'Payment problems' '[0-9]+.{1,2}reports in .*are usual' 'class="spark"'
page_get 'as CSV, row for row' '/detector/alarms.csv?rehearsal=1' 200 \
    '^alarm,category,platform,version' 'Crashes.* mostly Android 2.4.1.,crash,android'
is 'as many as on the page' "$(($(wc -l <"$R/body") - 1))" \
    "$(page_ask '/detector?rehearsal=1'; grep -c data-row "$R/body")"
page_get 'one that there is not' '/detector?rehearsal=99' 404 \
    'There is no rehearsal 99' 'Go to Settings'
page_get 'with what it catches and misses' '/detector?rehearsal=1' 200 \
    'crash of then' 'caught, [0-9]+.min after it began' 'missed'
alarms=$(page_ask /api/v1/detector/rehearsals/1; cp "$R/body" "$R/r.json"
    jq '.alarms | length' "$R/r.json")
check "two bursts, two alarms and few false ones ($alarms)" \
    eval '[ "$alarms" -ge 2 ] && [ "$alarms" -le 6 ]'
# The one of the burst that was made; chance may have raised others.
jq -c '[.alarms[] | select(.category == "crash" and .version == "2.4.1")][-1]' \
    "$R/r.json" >"$R/alarm.json"
is 'the same as JSON' "$(jq -c '[.platform, .version, .reports >= 5,
    (.hours | length)]' "$R/alarm.json")" '["android","2.4.1",true,48]'
from=$(jq -r .hours_from "$R/alarm.json")
is 'with the hours around it' "$(jq -c '.hours | add' "$R/alarm.json")" \
    "$(db "select count(*) from analysis
    where main_category = 'crash' and created_at >= '$from'
      and created_at < '$from'::timestamptz + interval '48 hours'")"
url=$(page_ask '/detector?rehearsal=1'; grep -o "/conversations?[^\"]*to=$(jq -r \
    .last_at "$R/alarm.json")[^\"]*" "$R/body")
page_get 'an alarm leads to its conversations' "${url//&amp;/"&"}" 200 \
    '<h1>[2-9][0-9].{1,2}conversations' '>crash<|>Crash'
page_post 'the same again' /api/v1/detector/rehearsals \
    'budget=1&least=5&ratio=2&quiet_hours=6&weeks=4' 200 '"id":2'
program tidemark-score >"$R/log/score" 2>&1
# The second one ends later: what goes on now is left out.
past=$(date -u -d '6 hours ago' +%FT%TZ)
settled()
{
	jq -S --arg past "$past" '[.alarms[] | select(.last_at < $past)
	    | del(.begins_at)]' "$1"
}
page_ask /api/v1/detector/rehearsals/2
is 'comes to the same' "$(settled "$R/body")" "$(settled "$R/r.json")"
is 'which are some' "$(settled "$R/r.json" | jq 'length > 1')" true
page_post 'a stricter one' /api/v1/detector/rehearsals \
    'budget=0.25&least=60&ratio=5&weeks=4' 200 '"id":3'
program tidemark-score >"$R/log/score" 2>&1
page_get 'raises nothing' '/detector?rehearsal=3' 200 \
    'would have raised nothing'
db_is 'and nobody was told of anything' "select count(*) from incident
    where state <> 'resolved'" 0

page_post 'one more' /api/v1/detector/rehearsals 'budget=1&weeks=4' 200 '"id":4'
page_get 'waits, with its progress' '/detector?rehearsal=4' 200 'class="progress' \
    'data-refresh'
page_post 'and is cancelled' "/api/v1/jobs/$(db 'select max(id) from job')/cancel" \
    '' 200
page_get 'which its page says, and nothing moves on it' '/detector?rehearsal=4' \
    200 'was cancelled' '!class="progress' '!data-refresh'

# --- saved ----------------------------------------------------------------------

page_post 'a rule is saved' /detector/rule \
    'budget=0.5&least=8&ratio=3&quiet_hours=12&note=less+noise%3Cb%3E' 303
page_get 'and in force' /detector 200 'one false alarm in two weeks' \
    'less noise&lt;b&gt;' 'over after 12' '<option value="0.5" selected'
page_post 'the same is no new version' /api/v1/detector/rule \
    'budget=0.5&least=8&ratio=3&quiet_hours=12' 200 '"version":2'
db_is 'the audit has it, once' "select who, detail ->> 'least' from audit
    where action = 'detector_rule'" 'token test-admin|8'
program tidemark-score >"$R/log/score" 2>&1
db_is 'the next look judges by it' 'select rule_version from detector_state' 2
page_get 'what was learned is told' /detector 200 \
    'What is usual was learned from 5[0-9].days'
page_get 'as JSON' /api/v1/detector 200 '"rule":\{"version":2' '"days":5[0-9]'
page_get 'settings lead there' /settings 200 'href="/detector"'
page_get 'and it is one of them' /detector 200 \
    'href="/settings" aria-current="page"'
check_end
