#!/bin/bash
# SPDX-License-Identifier: MIT
# The median first reply in office hours: on the tile and as JSON, over nights,
# weekends and clock changes, and after a change of the hours.
. "${0%/*}/../lib/page.sh"

# Windows begin with the hour: not shortly before the next one.
while [ $((10#$(date +%M%S))) -gt 5925 ]; do sleep 1; done
page_open
service_stop web
stack_env+=(TIDEMARK_TIMEZONE=Europe/Paris)
web_start
page_as admin
db "INSERT INTO mailbox (id, name) VALUES (11, 'Games')" 2>"$R/log/mailbox"

# Each case has a week of its own. CREATED/REPLIED pairs are times of Paris, a
# reply of "-" is none.
cases()
{
	cat <<'TXT'
within a morning|2026-01-05|05T10:00/05T10:20|20.min
asked before the office opens|2026-01-12|12T08:00/12T09:05|5.min
answered after it closed|2026-01-19|19T17:20/19T21:00|10.min
over a night|2026-01-26|27T17:15/28T09:10|25.min
over a weekend|2026-02-02|06T17:25/09T09:07|12.min
asked and answered at night counts nothing|2026-02-09|09T19:00/09T23:30|0.s
the middle of three|2026-02-16|16T10:00/16T10:01 17T10:00/17T10:07 18T10:00/18T15:00|7.min
the mean of the middle two|2026-02-23|23T10:00/23T10:10 24T10:00/24T10:20|15.min
one without a reply is left out|2026-03-02|02T10:00/02T10:06 03T10:00/-|6.min
the weekend on which clocks go forward|2026-03-23|27T17:20/30T09:20|30.min
the first summer morning|2026-03-30|30T08:00/30T09:15|15.min
the weekend on which clocks go back|2026-10-19|23T17:20/26T09:20|30.min
in summer the hours are those of the clock|2026-07-06|06T16:30/06T18:00|60.min|1.h
a Saturday is closed, whoever answers|2026-07-13|18T10:00/18T11:00|0.s
TXT
}

id=300000
while IFS='|' read -r title week pairs want; do
	for pair in $pairs; do
		id=$((id + 1))
		month=${week%-*}
		reply=${pair#*/}
		[ "$reply" = - ] && reply=NULL::timestamptz ||
		    reply="'$month-$reply'::timestamp
		    at time zone 'Europe/Paris'"
		# a weekend may end in the next month
		db "INSERT INTO conversation (id, number, mailbox_id, status,
		    subject, created_at, modified_at, first_reply_at,
		    customer_count, reply_count, content_hash)
		SELECT $id, $id, 11, 'closed', 'x', at, at, CASE WHEN re < at
		    THEN re + interval '1 month' ELSE re END, 1, 1, ''
		FROM (SELECT '$month-${pair%/*}'::timestamp
		    at time zone 'Europe/Paris' AS at, $reply AS re) AS t;
		INSERT INTO analysis_due (conversation_id) VALUES ($id)"
	done
done < <(cases)
program tidemark-score >/dev/null 2>&1
tile='First reply, median'

# said TITLE WEEK PATTERN...: of the tile of that week
said()
{
	local title=$1 to

	to=$(date -u -d "$2 7 days" +%F)
	page_get "$title" "/?from=$2T00:00&to=${to}T00:00&x=$RANDOM" 200 "${@:3}"
}

said 'while nobody set hours nothing is said of them' 2026-01-05 "$tile" \
    '!in office hours<'
hours=''
for day in 1 2 3 4 5; do
	hours+="&opens$day=09:00&closes$day=17:30"
done
page_post 'hours are set' /settings/office "${hours#&}" 303
said 'until they are counted no median is said' 2026-01-05 \
    'office hours are being counted' '!in office hours<'
is 'by JSON neither' "$(page_ask '/admin/dashboard?hours=9000&x=1'
    jq -c .firstReply.medianOfficeSeconds "$R/body")" null
program tidemark-score >/dev/null 2>&1
while IFS='|' read -r title week pairs want; do
	said "$title" "$week" "> ?(${want:-none}) in office hours<"
done < <(cases)
is 'JSON has the same of all of them' "$(
    page_ask '/admin/dashboard?hours=9000&x=2'
    jq -c '.firstReply | [.replied, .medianSeconds, .medianOfficeSeconds]' \
	"$R/body")" "$(db "SELECT jsonb_build_array(count(*),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY first_reply_seconds),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY office_seconds(created_at,
	created_at + first_reply_seconds * interval '1 s', 'Europe/Paris')))
    FROM analysis WHERE first_reply_seconds IS NOT NULL
    AND created_at > now() - interval '9000 hours' AND created_at < now()" |
    tr -d ' ')"

page_post 'other hours' /settings/office 'opens1=10:10&closes1=17:30' 303
program tidemark-score >/dev/null 2>&1
said 'hold for the past too' 2026-01-05 '> ?10.min in office hours<'
said 'also where nothing is left of them' 2026-02-23 '> ?0.s in office hours<'
page_post 'none' /settings/office 'opens1=' 303
program tidemark-score >/dev/null 2>&1
said 'say nothing' 2026-01-05 '!in office hours<' '!being counted'
check_end
