#!/bin/bash
# SPDX-License-Identifier: MIT
# From the outbox to Slack: one parent message an incident, edited as it changes,
# later events in its thread; what Slack answers besides "ok".
. "${0%/*}/../lib/slack.sh"
slack_open

incident crash
notify
is 'a round ends with 0' "$status" 0
is 'one message stands there' "$(parents) $(replies)" '1 0'
like 'it says what and how much' "$(texts)" \
    'New · Crashes, mostly Android, 2.4.1: 24 reports in 2 h, 3.1 usual'
db_is 'the row is sent' "select state, error from outbox" 'sent|'
db_is 'and Slack is known' "select team_id, problem from slack_state" \
    'T0SANDBOX|'

check_end
