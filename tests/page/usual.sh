#!/bin/bash
# SPDX-License-Identifier: MIT
# The line of what is usual: the detector's own numbers in the charts of the overview
# and of an incident, in their tables and CSV, and nothing while none are known.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5930 ]; do sleep 1; done
page_open
db_load reports.sql
program tidemark-score >/dev/null 2>&1
# what the made-up reports taught is another test's affair
db "set client_min_messages = warning; truncate incident cascade;
    truncate detector_state, detector_series"
now=$(date +%s)

# column NAME of the CSV in the last answer, one a line
column()
{
	tr -d '\r' <"$R/body" | awk -F, -v name="$1" 'NR == 1 {
		for (i = 1; i <= NF; i++) at[$i] = i
		next
	} { print $at[name] }'
}

# incident CATEGORY ALSO GROUP: an open one, since two hours
incident()
{
	db "insert into incident (category, also, cluster_id, severity, title,
	    begins_at, raised_at, last_rise, reports, expected, seconds, chance)
	    values ('$1', '$2', $3, 'high', 'Something', to_timestamp($now - 7200),
	    to_timestamp($now), to_timestamp($now), 20, 2, 7200, 0.001)
	    returning id"
}

page_as viewer
two=$(incident crash payment null)

# --- nothing is learned --------------------------------------------------------------

page_get 'the overview has no line' '/?range=24h' 200 '!Usual at that hour'
page_get 'an incident says why' "/incidents/$two" 200 \
    'what is usual is not learned yet' '!Usual at that hour'
page_ask "/incidents/$two/hours.csv"
is 'nor its CSV' "$(column usual | sort -u)" ''

# --- what was learned ----------------------------------------------------------------

# An account in Tokyo, ten times as busy at noon as else: of 24 usual hours a day has
# 24, of which noon is 240/33 and every other one 24/33. Levels, reports a usual hour:
# all 33, crash 3.3, payment 6.6, of crash a group 1.1.
zone=Asia/Tokyo
group=$(db "insert into cluster (title) values ('A group') returning id")
db "insert into detector_state (zone, ruleset, engine, begun_at, learned_to,
      judged_to, days, seen, weeks, excess, square, threshold)
    select '$zone', 1, 1, now() - interval '56 days', now(), now(), 56,
      array_agg(case h % 24 when 12 then 1e9 else 1e8 end order by h),
      array_agg(1e3 order by h), array_fill(0::float8, array[21]),
      array_fill(0::float8, array[21]), 1e-6 from generate_series(0, 167) h;
    insert into detector_series (dimension, category, part, shape, hours,
      hot_since, hot_last)
    select d, c, p, level * 1000 - 0.5, 1000 - 24, 0, 0 from (values
      ('all', '', '', 33), ('category', 'crash', '', 3.3),
      ('category', 'payment', '', 6.6), ('group', 'crash', '$group', 1.1))
      as l(d, c, p, level)"
db "update data_version set version = version + 1" >/dev/null

page_ask '/trend.csv?range=24h'
is 'of a day of all' "$(column usual | sort -n | uniq -c | awk '{ print $1, $2 }' |
    xargs)" '23 24.00 1 240.00'
is 'noon is that of the account, whatever zone is read in' "$(tr -d '\r' <"$R/body" |
    awk -F, '/,240.00,/ { print substr($1, 12, 2) }')" "$(TZ=UTC date \
    -d "TZ=\"$zone\" 12:00" +%H)"
page_get 'the chart has its line, a legend and a column' '/?range=24h&c=2' 200 \
    'class="usual"' 'Usual at that hour' '<th scope="col" class="num">Usual at that'
page_get 'the detector knows no single mailbox' '/?range=24h&mailbox=11' 200 \
    '!Usual at that hour'
page_get 'nor days' '/?range=30d' 200 '!Usual at that hour'
page_ask '/trend.csv?range=30d'
is 'so its column is empty' "$(column usual | sort -u)" ''
page_get 'that of an incident' "/incidents/$two?c=2" 200 'class="usual"' \
    '!not learned yet'
page_ask "/incidents/$two/hours.csv?c=2"
is 'of all its categories together' "$(column usual | sort -nu | xargs)" \
    '7.20 72.00'
db "update incident set also = '', cluster_id = $group where id = $two;
    update data_version set version = version + 1" >/dev/null
page_ask "/incidents/$two/hours.csv?c=3"
is 'of its group alone' "$(column usual | sort -nu | xargs)" '0.80 8.00'
db "update incident set category = '', cluster_id = null where id = $two;
    update data_version set version = version + 1" >/dev/null
page_ask "/incidents/$two/hours.csv?c=4"
is 'of everything' "$(column usual | sort -nu | xargs)" '24.00 240.00'
db "delete from detector_series; update data_version set version = version + 1" \
    >/dev/null
page_ask '/trend.csv?range=24h&c=3'
is 'of what never came next to nothing' \
    "$(column usual | awk '$1 > 0.2 { n++ } END { print n + 0 }')" 0
check_end
