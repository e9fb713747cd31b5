#!/bin/bash
# SPDX-License-Identifier: MIT
# Office hours: the open seconds between two times, over nights, weekends and
# the days on which clocks change.
. "${0%/*}/../lib/db.sh"
db_open

# open FROM TO ZONE: seconds; the sum of the spans as well where they differ,
# which is where two of them overlap
open()
{
	db "SELECT office_seconds('$1', '$2', '$3')
	    || CASE WHEN s <> office_seconds('$1', '$2', '$3') THEN ' of ' || s
	    ELSE '' END FROM (SELECT coalesce(sum(extract(epoch FROM closes - opens)),
	    0)::bigint AS s FROM office_open('$1', '$2', '$3')) AS spans"
}

hours()
{
	db "TRUNCATE office_hours"
	[ -z "$1" ] || db "INSERT INTO office_hours VALUES $1"
}

is 'nobody set any: never open' \
    "$(open 2026-01-01T00:00Z 2026-02-01T00:00Z Europe/Paris)" 0

hours "(1,'09:00','17:30'),(2,'09:00','17:30'),(3,'09:00','17:30'),
    (4,'09:00','17:30'),(5,'09:00','17:30')"
while IFS='|' read -r title from to zone seconds; do
	is "$title" "$(open "$from" "$to" "$zone")" "$seconds"
done <<'TXT'
within a morning|2026-01-14T10:00Z|2026-01-14T10:18Z|UTC|1080
before the office opens|2026-01-14T08:00Z|2026-01-14T09:18Z|UTC|1080
after it closed|2026-01-14T17:30Z|2026-01-14T20:00Z|UTC|0
over a night|2026-01-14T17:00Z|2026-01-15T09:30Z|UTC|3600
a weekend|2026-01-16T17:30Z|2026-01-19T09:00Z|UTC|0
a weekend and a minute|2026-01-16T17:29Z|2026-01-19T09:01Z|UTC|120
a week|2026-01-12T00:00Z|2026-01-19T00:00Z|UTC|153000
winter in Paris|2026-01-14T08:00Z|2026-01-14T09:00Z|Europe/Paris|3600
summer in Paris|2026-07-15T07:00Z|2026-07-15T08:00Z|Europe/Paris|3600
an hour before summer's opening|2026-07-15T06:00Z|2026-07-15T07:00Z|Europe/Paris|0
the week in which clocks go forward|2026-03-27T16:00Z|2026-03-30T07:30Z|Europe/Paris|3600
the week in which clocks go back|2026-10-23T15:00Z|2026-10-26T08:30Z|Europe/Paris|3600
west of Greenwich the day is another|2026-01-17T00:00Z|2026-01-17T01:30Z|America/Los_Angeles|5400
a zone of half an hour|2026-01-14T03:30Z|2026-01-14T04:30Z|Asia/Kolkata|3600
no time at all|2026-01-14T10:00Z|2026-01-14T10:00Z|UTC|0
backwards|2026-01-14T12:00Z|2026-01-14T10:00Z|UTC|0
TXT

hours "(6,'22:00','06:00')"
while IFS='|' read -r title from to zone seconds; do
	is "$title" "$(open "$from" "$to" "$zone")" "$seconds"
done <<'TXT'
a night belongs to the day on which it begins|2026-01-17T00:00Z|2026-01-19T00:00Z|UTC|28800
its second half alone|2026-01-18T05:00Z|2026-01-18T12:00Z|UTC|3600
a night when clocks go forward is seven hours|2026-03-28T00:00Z|2026-03-30T00:00Z|Europe/Paris|25200
a night when clocks go back is nine hours|2026-10-24T00:00Z|2026-10-26T00:00Z|Europe/Paris|32400
TXT

# A night shift that ends when the day's has begun, and one inside another.
hours "(1,'20:00','10:00'),(2,'09:00','17:00'),(3,'00:00','00:00'),(4,'08:00','09:00')"
while IFS='|' read -r title from to zone seconds; do
	is "$title" "$(open "$from" "$to" "$zone")" "$seconds"
done <<'TXT'
an hour of two shifts counts once|2026-01-13T08:00Z|2026-01-13T11:00Z|UTC|10800 of 14400
and nothing else of them|2026-01-13T09:30Z|2026-01-13T09:40Z|UTC|600 of 1200
a whole day that touches the next|2026-01-14T23:00Z|2026-01-15T08:30Z|UTC|5400
TXT

hours "(3,'00:00','00:00')"
is '00:00 to 00:00 is the whole day' \
    "$(open 2026-01-12T00:00Z 2026-01-19T00:00Z UTC)" 86400
hours "(7,'00:00','00:00')"
is 'which has 23 hours when clocks go forward' \
    "$(open 2026-03-28T00:00Z 2026-03-31T00:00Z Europe/Paris)" 82800
hours "(7,'02:00','03:00')"
is 'the hour that is left out is none' \
    "$(open 2026-03-28T00:00Z 2026-03-31T00:00Z Europe/Paris)" 0

# --- what the tables refuse -----------------------------------------------------

refuses()
{
	! db "$1" >/dev/null 2>&1
}

check 'a weekday that is none' refuses \
    "INSERT INTO office_hours VALUES (8, '09:00', '10:00')"
check 'a release without a label' refuses \
    "INSERT INTO release (label, at, created_by) VALUES ('', now(), 'x')"
db "INSERT INTO app_user (name, role) VALUES ('ann', 'viewer')"
check 'a view that leads elsewhere' refuses \
    "INSERT INTO saved_view (owner_id, name, path) SELECT id, 'x',
	'https://evil.example' FROM app_user"
db "INSERT INTO saved_view (owner_id, name, path) SELECT id, 'x', '/'
    FROM app_user"
check 'two views of one name' refuses \
    "INSERT INTO saved_view (owner_id, name, path) SELECT id, 'x', '/'
	FROM app_user"
db "DELETE FROM app_user"
is 'views go with their owner' "$(db 'SELECT count(*) FROM saved_view')" 0
check_end
