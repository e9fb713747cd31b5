#!/bin/bash
# SPDX-License-Identifier: MIT
# A form that is refused comes back with all that was typed, but what is secret, and
# may be sent again as it stands.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/connect.sh"
page_open
connect_session anna admin
page_ask -b "$R/anna" /settings/office
csrf=$(grep -o 'name="csrf" value="[^"]*"' <<<"$page_body" | head -n 1 |
    cut -d '"' -f 4)
check 'a form of the session' test -n "$csrf"

# typed PATH DATA WHY STATUS: each of DATA's fields is there again
typed()
{
	local path=$1 data=$2 title=$3 pair name value

	page_ask -b "$R/anna" --data "$data&csrf=$csrf" "$path"
	page_compare "$title" "$4" 'What you typed' "action=\"$path\"" \
	    "name=\"csrf\" value=\"$csrf\"" '!label>csrf'
	for pair in ${data//&/ }; do
		name=${pair%%=*} value=${pair#*=}
		check "$title: $name" grep -Eq "name=\"$name\"([^>]* value=\"$value\"|.*value=\"$value\" selected)" \
		    <<<"$page_body"
	done
}

while read -r path data why; do
	typed "$path" "$data" "$why" 422
done <<'TXT'
/settings/office opens1=09:00&closes1=99:00&opens2=10:00 no time
/settings/releases label=Nine&at=sometime&platform=android no time either
/settings/quality engine=heuristic&sampling=all&per_agent_week=7&daily_cap=lots&rank_least=9 no amount
/settings/quality engine=heuristic&sampling=some&per_agent_week=7&daily_cap=1&rank_least=9 no such choice
/settings/quality engine=heuristic&sampling=all&per_agent_week=many&daily_cap=1&rank_least=9 no number
/settings/alerts/rule category=crash&channel=C0123&escalate=30&owner=U0123 nobody to mention
/settings/alerts/kinds critical=1&channel_critical=nowhere no id
/settings/alerts/digest every=day&at=25:00&channel=C0123 no clock
/settings/alerts/quiet begins1=08:00&ends1=late no clock either
/settings/data/purge what=all&word=all another word
TXT
typed /settings/quality \
    'engine=openai&sampling=all&per_agent_week=7&daily_cap=1&rank_least=9' \
    'a key is missing' 409

page_ask -b "$R/anna" --data-urlencode 'label=<b>"x"' \
    --data-urlencode $'at=one\ntwo' --data "unknown=1&x.y=2&csrf=$csrf" \
    /settings/releases
page_compare 'it is text' 422 'value="&lt;b&gt;&quot;x&quot;"|value="&lt;b&gt;&#34;x' \
    '<textarea name="at"' 'name="x.y" value="2"' '!name="unknown"' '!<b>"x'
page_ask -b "$R/anna" --data 'label=Mine&at=x&csrf=guess' /settings/releases
page_compare 'a form of another site gets nothing' 403 '!Mine' '!What you typed'
page_as admin
page_post 'a program is told alone' /settings/releases 'label=Mine&at=x' 422 \
    '!What you typed'
check_end
