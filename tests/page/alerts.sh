#!/bin/bash
# SPDX-License-Identifier: MIT
# Alerts as people find them: the page, CSV and JSON, and the settings.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/slack.sh"
slack_open
page_web

page_as viewer
page_get 'no alert yet' /alerts 200 'No alert yet' 'Alerts go to Slack'
incident crash
db "insert into outbox (topic, key, kind) values ('slack', 'test:1', 'test')"
notify
page_get 'an incident is told' /alerts 200 'Incident opened' \
    "href=\"/incidents/$incident\"" 'Crashes, mostly' '>sent'
db "update incident set title = '<script>alert(1)</script>'"
page_get 'titles are text' /alerts 200 '&lt;script&gt;' '!<script>alert'
page_get 'older ones than the first' '/alerts?before=1' 200 'No alert is older' \
    '!No alert yet'
page_get 'as CSV' /alerts.csv 200 '^alert,what,about,severity,slack' \
    'Incident opened'
page_get 'as JSON' '/api/v1/alerts?limit=1' 200 '"what":"Test alert"' \
    '"slack":"sent"' '"next":[0-9]+'
before=$(jq .next <<<"$page_body")
page_get 'the page after it' "/api/v1/alerts?before=$before" 200 \
    '"kind":"raised"' '"next":null'
is 'page and JSON list the same' "$(curl -s "${page_auth[@]}" \
    "$stack_url/alerts" | grep -c data-row)" "$(curl -s "${page_auth[@]}" \
    "$stack_url/api/v1/alerts" | jq '.alerts | length')"
db "insert into outbox (topic, key, kind, state) select 'slack', 'test:' || i,
    'test', 'sent' from generate_series(3, 100) i"
page_get 'a hundred are one page' /alerts 200 '!Older'
db "insert into outbox (topic, key, kind, state) values ('slack', 'test:101',
    'test', 'sent')"
page_get 'and one more a second one' '/alerts?before=0' 200 'Older'
page_get 'where it is the only one' "$(grep -o '/alerts?before=[1-9][0-9]*' \
    <<<"$page_body")" 200 'Incident opened' '!Older'
db "delete from outbox where key like 'test:%' and key <> 'test:1'"
page_as nobody
page_get 'nobody is told without signing in' /api/v1/alerts 401

# --- settings ----------------------------------------------------------------------
page_as viewer
page_get 'viewers read them' /settings/alerts 200 'All others' \
    'Told: Deletion requests' '!<form[^>]*/settings/alerts'
page_post 'and change nothing' /settings/alerts/rule 'category=crash' 403
page_get 'they are among the settings' /settings 200 \
    'href="/settings/alerts"' 'C0ALERTS'
page_as admin
page_get 'administrators find forms' /settings/alerts 200 \
    'action="/settings/alerts/rule"' 'action="/settings/alerts/test"'
page_post 'a category of its own' /settings/alerts/rule \
    'category=crash&channel=C0CRASH&owner=U0ANN&least=high&remind=30&escalate=60&escalate_to=S0LEADS' 303
page_get 'is listed' '/settings/alerts?category=crash' 200 'C0CRASH' 'U0ANN' \
    '1.h, S0LEADS' 'action="/settings/alerts/rule/remove"' \
    '<option value="crash" selected'
page_get 'all others stay to be chosen' /settings/alerts 200 \
    '<option value="" selected>All others'
db_is 'and in the audit' "select detail->>'rule' from audit
    where action = 'alert_settings'" crash
for bad in 'channel=general' 'channel=%23ops' 'owner=ann' 'owner=%3C!channel%3E' \
    'escalate_to=C0X1' 'least=urgent' 'remind=-1' 'escalate=10081' 'escalate=5'; do
	page_post "refused: $bad" /settings/alerts/rule "category=x&$bad" 422
done
db_is 'none of them is kept' "select count(*) from alert_rule
    where category = 'x'" 0
page_post 'a rule goes' /settings/alerts/rule/remove 'category=crash' 303
page_post 'once' /settings/alerts/rule/remove 'category=crash' 404
page_post 'that of all others stays' /settings/alerts/rule/remove \
    'category=' 422
page_post 'kinds of conversations' /settings/alerts/kinds \
    'critical=1&channel_critical=C0URGENT' 303
db_is 'those not ticked are off' "select string_agg(kind, ',') from ticket_alert
    where enabled and channel = 'C0URGENT'" critical
page_post 'the digest' /settings/alerts/digest \
    'every=week&weekday=3&at=08:30&channel=C0DIGEST' 303
page_get 'is said in words' /settings/alerts 200 'Every Wednesday at 08:30'
page_post 'at no time of day' /settings/alerts/digest 'every=day&at=24:00' 422
page_post 'quiet hours' /settings/alerts/quiet 'begins5=22:00&ends5=07:00' 303
page_get 'are said in words' /settings/alerts 200 'Fri 22:00.07:00'
page_post 'half of them' /settings/alerts/quiet 'begins5=22:00' 422
page_post 'none' /settings/alerts/quiet '' 303
db_is 'are none' 'select count(*) from quiet_hours' 0
page_post 'the test button' /settings/alerts/test '' 303
notify
is 'sends one' "$(messages '.text | contains("Test alert")')" 2

# A span that ends before it begins reaches into the next day; one that follows
# without a gap belongs to it.
db "insert into quiet_hours values (1, '22:00', '00:00'), (2, '00:00', '07:30')"
quiet()
{
	db_is "$1" "select coalesce(to_char(quiet_until('$2', 'Europe/Paris')
	    at time zone 'Europe/Paris', 'Dy HH24:MI'), 'not')" "$3"
}
quiet 'before them'        '2026-01-12 21:59 +01' not
quiet 'as they begin'      '2026-01-12 22:00 +01' 'Tue 07:30'
quiet 'after midnight'     '2026-01-13 03:00 +01' 'Tue 07:30'
quiet 'as they end'        '2026-01-13 07:30 +01' not
quiet 'another day'        '2026-01-14 23:00 +01' not
db "truncate quiet_hours; insert into quiet_hours values (6, '22:00', '07:00')"
quiet 'as clocks are put forward'  '2026-03-28 23:30 +01' 'Sun 07:00'
quiet 'in the hour that is left out' '2026-03-29 03:30 +02' 'Sun 07:00'
quiet 'and back'                   '2026-10-25 02:30 +02' 'Sun 07:00'
quiet 'the same hour once more'    '2026-10-25 02:30 +01' 'Sun 07:00'
db "truncate quiet_hours; insert into quiet_hours select d, '00:00', '00:00'
    from generate_series(1, 7) d"
db_is 'always quiet: it ends some day all the same' \
    "select quiet_until(now(), 'UTC') > now() + interval '5 days'" t

# --- Slack refuses -------------------------------------------------------------------
db 'truncate quiet_hours'
ask 'set?slack_token=xoxb-other' >/dev/null
incident payment
notify
page_get 'the page says what is wrong' /alerts 200 'Slack takes no alert' \
    'auth.test: invalid_auth' '>waits'
page_get 'so do the settings' /settings/alerts 200 'invalid_auth'
service_stop web
stack_env+=(SLACK_BOT_TOKEN=)
web_start
page_get 'without Slack alerts stand here' /alerts 200 'Alerts stand here'
page_post 'and there is nothing to test' /settings/alerts/test '' 409
notify
page_get 'the same alert' /alerts 200 'here alone' 'Slack is not set up'

check_end
