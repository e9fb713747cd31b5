#!/bin/bash
# SPDX-License-Identifier: MIT
# kill -9 at any instruction, fifty times, while incidents change and Slack loses
# answers: one parent message each, every change told, and all counts agree.
. "${0%/*}/../lib/slack.sh"
slack_open

incident crash && first=$incident
incident payment critical && second=$incident
states=(acknowledged escalating resolved regressed muted ongoing)

# A change about every second round, and faults of all kinds.
disturb()
{
	case $((RANDOM % 8)) in
	0) ask 'fault?kind=lost&path=chat.postMessage' ;;
	1) ask 'fault?kind=500&path=slack/api' ;;
	2) ask 'fault?kind=slow&ms=2500&path=chat.postMessage' ;;
	3) ask 'fault?kind=drop&path=chat' ;;
	esac >/dev/null
	[ $((RANDOM % 3)) -gt 0 ] || incident_to \
	    $((RANDOM % 2 ? first : second)) \
	    "${states[RANDOM % ${#states[@]}]}" slack:ann
}

# run_for SECONDS: and then kill -9.
run_for()
{
	(cd "$R" && exec "${as[@]}" env -i "${stack_env[@]}" timeout -s KILL \
	    "$1" "$R/bin/tidemark-notify" --linger 5 2>>"$R/log/killed") \
	    >/dev/null
}

killed=0
for round in $(seq 50); do
	disturb
	run_for "$((round % 3)).$(printf '%03d' $((RANDOM % 400 + 5)))" \
	    2>/dev/null
	[ $? -eq 137 ] && killed=$((killed + 1))
done
check "killed $killed times of 50" [ $killed -ge 45 ]
ask faults/clear >/dev/null
incident_to "$first" resolved slack:ann
incident_to "$second" muted slack:ann
db_left tidemark-notify
# Two at once, on two hosts: one works, the other waits in line. They stay for as
# long as the waits between attempts may have grown.
service_start TERM one "$R/bin/tidemark-notify" --linger 170
service_start TERM two "$R/bin/tidemark-notify" --linger 170
all_told()
{
	[ "$(waiting)" = 0 ]
}
wait_for 160 'everything is told' all_told
service_stop one
service_stop two

is 'one message an incident' "$(parents)" 2
is 'the first is resolved' "$(messages '.thread_ts == ""
    and (.text | contains("Resolved"))')" 1
is 'the second is muted' "$(messages '.thread_ts == ""
    and (.text | contains("Muted"))')" 1
db_is 'what was told in the threads is the record' "
    select count(*) from incident_event e join slack_message m
    on m.key = 'incident:' || e.incident_id
    where e.id > m.told_event and e.from_state <> e.to_state
    and not (e.from_state = 'new' and e.to_state = 'ongoing')" "$(replies)"
is 'nothing is there twice' "$(slack_ask dump | jq -r '.[].ts' | sort | uniq -d |
    wc -l) $(db "select count(*) from slack_message")" \
    "0 $(slack_ask dump | jq length)"
db_is 'every message is known' \
    "select count(*) from slack_message where state <> 'sent'" 0
db_is 'no alert was given up' \
    "select count(*) from outbox where topic = 'slack' and state <> 'sent'" 0
is 'Slack had to slow down nobody' "$(ask stats | jq .slack_limited)" 0

check_end
