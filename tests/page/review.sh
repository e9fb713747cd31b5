#!/bin/bash
# SPDX-License-Identifier: MIT
# Reviews, disputes and coaching: who may do what, what is hidden from whom, and
# that what was submitted stays.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/replies.sh"
page_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)

# Two agents, a reply each in a conversation of its own; a note of the first.
replies 4 rating="case i when 4 then 'not_good' end"
db "insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    values (12, 1, 'note', 'user', 12, now(), 'a note', 'published')"
replies_judge
ann=21 bo=11 # the replies of either: 11 + i % 2

page_agent 11
all='mark.empathy=4&mark.accuracy=9&mark.tone=2&mark.resolution=na'

# --- role by action -----------------------------------------------------------

# may METHOD PATH DATA: nobody agent viewer reviewer admin, each with the status
may()
{
	local who wanted title=$1 method=$2 path=$3 data=$4

	shift 4
	for who in nobody agent viewer reviewer admin; do
		wanted=$1
		shift
		page_as $who
		if [ "$method" = GET ]; then
			page_ask "$path"
		else
			page_ask --data "$data" "$path"
		fi
		is "$who: $title" "$page_status" "$wanted"
	done
}

page_as agent
page_get 'the own course by day needs no number' /quality/qa_trend.csv 200 \
    'avg_score'
may 'reads the own reply' GET "/quality/replies/$ann" '' 303 200 200 200 200
may 'reads the reply of another' GET "/quality/replies/$bo" '' \
    303 404 200 200 200
may 'reads the list' GET /quality/replies '' 303 200 200 200 200
may 'reads conversations' GET /conversations '' 303 403 200 200 200
may 'reviews' POST "/quality/replies/31/review" "$all&note=x&submit=1" \
    303 403 403 303 303
may 'coaches' POST "/quality/replies/$ann/coaching" 'text=Well+done' \
    303 403 403 303 303
may 'coaches in general' POST /quality/agents/11/coaching \
    'text=Keep+%3Cgoing%3E&pinned=1' 303 403 403 303 303
may 'gives back what nobody asked for' POST "/quality/replies/$ann/skip" \
    'reason=no' 303 403 403 404 404
may 'sees what a cycle assigns' GET /quality/cycles/1 '' 303 403 403 404 404
may 'disputes the own reply' POST "/quality/replies/$ann/dispute" 'text=No' \
    303 303 403 403 403
may 'disputes the reply of another' POST "/quality/replies/$bo/dispute" \
    'text=No' 303 404 403 403 403
may 'settles a dispute' POST /quality/disputes/1/settle 'text=Right' \
    303 403 403 303 409
may 'withdraws what is over' POST /quality/disputes/1/withdraw '' \
    303 409 403 403 403

# --- an agent sees the own scores alone ---------------------------------------

page_as agent
page_get 'the list of an agent holds the own replies' \
    '/quality/replies?agent=12' 200 Ann '!Bo</span>' "replies/$ann" \
    "!replies/$bo\""
page_get 'so do the figures, whatever is asked for' '/quality?agent=12' 200 \
    '>Ann<' '!>Bo<' '!All agents'
page_get 'and the file' '/quality/qa_messages.csv?agent=12' 200 ',Ann,' '!,Bo,'
page_get 'and the course' '/quality/qa_trend_by_agent.csv?agent=12' 200 Ann '!Bo'
page_get 'the menu leads nowhere else' /quality 200 'href="/quality"' \
    '!href="/conversations"' '!action="/search"' '!href="/"'
page_get 'what is said to an agent is there' "/quality/replies/$ann" 200 \
    'Well done' '!/coaching"' '!mark.empathy'
page_as viewer
page_get 'to nobody else but reviewers' "/quality/replies/$ann" 200 \
    '!Well done'
page_as agent
page_get 'all that was said, examples first' /quality 200 'Said to you' \
    'Keep &lt;going&gt;' 'Well done' "on <a href=\"/quality/replies/$ann\"" \
    '!/coaching/' '!Reviews asked for' '!to all<'
check 'the example before the note' eval \
    '[[ "$page_body" == *example*"Well done"* ]]'
page_as reviewer
check 'and stands there once' test \
    "$(grep -c 'id="said-h"' <<<"$page_body")" = 1
page_as agent
page_get 'also where no score is' '/quality?start=2020-01-01&end=2020-01-02' \
    200 'Said to you'
check 'once as well' test "$(grep -c 'id="said-h"' <<<"$page_body")" = 1
page_as reviewer
for path in '/quality?agent=11' '/quality?agent=11&start=2020-01-01&end=2020-01-02'; do
	page_get "said to an agent: $path" "$path" 200 'Said to Ann'
	check "once: $path" test "$(grep -c 'id="said-h"' <<<"$page_body")" = 1
done
page_get 'reviewers read it with the figures of the agent' '/quality?agent=11' \
    200 'Said to Ann' 'Keep &lt;going&gt;' 'Well done' '/remove"'
page_get 'not with those of another' '/quality?agent=12' 200 'Said to Bo' \
    '!Well done' 'Nothing yet'
page_get 'nor of all' /quality 200 '!Said to'
page_post 'nobody to say it to' /quality/agents/99/coaching 'text=x' 404 \
    'no agent has this number'
note=$(db "select max(id) from qa_coaching where message_id is null")
page_post 'one is taken back, and the page comes again' \
    "/quality/coaching/$note/remove" 'back=/quality?agent=11' 303
page_head 'with its filters' 'Location: /quality\?agent=11'
page_as viewer
page_get 'others do not' '/quality?agent=11' 200 '!Said to' '!Well done'
page_as agent
page_ask "/quality/replies/$ann"
like 'nothing of it is kept by nginx' "$page_headers" 'Cache-Control: no-store'
page_get 'what is refused leads to where an agent begins' /conversations 403 \
    'href="/quality"'

# --- what was made of the calls above -----------------------------------------

db_is 'one dispute, upheld by the first who said so' "select count(*),
    min(state), min(resolution), bool_and(review_id is null) from qa_dispute" \
    '1|upheld|Right|t'
db_is 'each step has its word in the audit' "select string_agg(action || ' ' ||
    n, ', ' order by action) from (select action, count(*) as n from audit
    where action in ('review', 'coaching', 'dispute', 'dispute_upheld')
    group by 1) a" 'coaching 4, dispute 1, dispute_upheld 1, review 2'
db_is 'the total is that of the rubric: what does not apply is left out' \
    "select total, blind from qa_review order by id limit 1" \
    "$(db "select round(((0.25 * 4 + 0.35 * 9 + 0.15 * 2) / 0.75)::numeric, 2)")|f"
for change in "update qa_review set total = 10" \
    "update qa_review_mark set score = 10" "delete from qa_review_mark" \
    "insert into qa_review_mark (review_id, position) select id, 9 from qa_review"; do
	like "what was submitted stays: $change" "$(db "$change" 2>&1)" \
	    'submitted review.*never changed'
done

# --- reviews ------------------------------------------------------------------

# at_once TITLE PATH DATA: the same form three times, and all end well
at_once()
{
	local try tries=()

	for try in 1 2 3; do
		curl -sS -o "$R/sent.$try" -w '%{http_code}' "${page_auth[@]}" \
		    --data "$3" "$stack_url$2" >"$R/code.$try" &
		tries+=($!)
	done
	wait "${tries[@]}"
	is "$1" "$(cat "$R"/code.[123])" 303303303
}

# The reviewer's last one of a reply, as its form has it.
last()
{
	db "select coalesce(max(id), 0) from qa_review where message_id = $1
	    and reviewer = 'token test-reviewer' and state = 'submitted'"
}

page_as reviewer
fresh=41 # nobody has opened it
page_get 'the score is hidden, with the words that it marked' \
    "/quality/replies/$fresh?blind=1" 200 '!Judged by' '!<mark' \
    'when you have submitted' '!does not count'
page_get 'also one that is asked for' \
    "/quality/replies/$fresh?blind=1&score=1" 200 '!Judged by'
page_post 'a draft may lack marks' "/quality/replies/$fresh/review" \
    'mark.tone=7&why.tone=Warm&blind=1&submit=0' 303
page_get 'and is there again' "/quality/replies/$fresh?blind=1" 200 \
    'value="7" selected' 'value="Warm"' 'Go on with your draft'
page_as admin
page_get 'to its reviewer alone' "/quality/replies/$fresh" 200 '!Warm'
page_as reviewer
page_post 'a review may not' "/quality/replies/$fresh/review" \
    'mark.tone=7&submit=1' 422 'Empathy has no mark yet'
page_post 'a mark has a limit' "/quality/replies/$fresh/review" \
    "${all/=9/=11}&submit=1" 422 'from 0 to 10'
page_post 'it is text' "/quality/replies/$fresh/review" \
    "$all&why.tone=%ff&submit=1" 422 'is text'
page_post 'it is submitted' "/quality/replies/$fresh/review" \
    "$all&blind=1&submit=1&why.accuracy=%3Cb%3Eright" 303
db_is 'as one that was made blind, and no draft is left' "select count(*),
    bool_and(blind), min(state), (select count(*) from qa_review_mark k
    where k.review_id = min(r.id)) from qa_review r where message_id = $fresh" \
    '1|t|submitted|4'
page_post 'a second click ends where the first one did' \
    "/quality/replies/$fresh/review" \
    "$all&blind=1&submit=1&why.accuracy=%3Cb%3Eright" 303
page_head 'and is told apart' "^Location: /quality/replies/$fresh\?told=same"
page_get 'in words' "/quality/replies/$fresh?told=same" 200 \
    'role="status">This review was saved already'
db_is 'it submitted nothing and leaves no draft' "select count(*)
    from qa_review where message_id = $fresh" 1
for try in first second; do
	page_post "another version of it, sent a $try time" \
	    "/quality/replies/$fresh/review" \
	    "${all/tone=2/tone=8}&submit=1&note=Kept&why.accuracy=%3Cb%3Eright" 303
	page_head "$try: is kept" "^Location: /quality/replies/$fresh\?told=kept"
done
page_get 'it says what is other, and nothing that was typed is lost' \
    "/quality/replies/$fresh?told=kept" 200 'that one counts' \
    'other in Tone, what is said to the whole, is kept as your draft' \
    'value="8" selected' '>Kept</textarea>'
db_is 'what counts is the first' "select count(*) from qa_review
    where message_id = $fresh and state = 'submitted'" 1
page_post 'a draft is not written over' "/quality/replies/$fresh/review" \
    "${all/tone=2/tone=3}&submit=1" 409 'both stay as they are'
db "delete from qa_review where message_id = $fresh and state = 'draft'" >/dev/null
page_as viewer
page_get 'nobody else is told' "/quality/replies/$fresh?told=same" 200 \
    '!saved already'
page_as reviewer
page_get 'then everything is shown, with the difference' \
    "/quality/replies/$fresh?blind=1" 200 'Judged by' 'Review by token' \
    'without sight' '&lt;b&gt;right' 'n/a' \
    "name=\"follows\" value=\"$(last $fresh)\""
page_post 'a second one is not blind, whatever it says' \
    "/quality/replies/$fresh/review" \
    "$all&blind=1&submit=1&follows=$(last $fresh)" 303
page_get 'and stands before the first' "/quality/replies/$fresh" 200 \
    'Earlier review'
db_is 'which stays' "select string_agg(blind::text, ',' order by id)
    from qa_review where message_id = $fresh" 'true,false'
page_get 'the score stands beside the form' "/quality/replies/$bo" 200 \
    'Judged by' 'mark.empathy' '!Hide the score'
page_get 'who has seen it and hides it then is told' \
    "/quality/replies/$bo?blind=1" 200 '!Judged by' 'does not count as blind'
at_once 'several at once all end well' "/quality/replies/$bo/review" \
    "$all&blind=1&submit=1"
db_is 'of several at once, one is kept; it is not blind' "select count(*),
    bool_or(blind), min(state) from qa_review where message_id = $bo" \
    '1|f|submitted'
page_post 'a draft in sight of the score' "/quality/replies/$ann/review" \
    'mark.tone=7&submit=0' 303
page_post 'stays so' "/quality/replies/$ann/review" "$all&blind=1&submit=1" 303
db_is 'for good' "select blind from qa_review where message_id = $ann" f
page_post 'a note is no reply' /quality/replies/12/review "$all&submit=1" 404

# --- disputes -----------------------------------------------------------------

page_as agent
page_get 'the form says which dispute is over' "/quality/replies/$ann" 200 \
    'name="follows" value="1"'
still='text=Still+%3Cno%3E&follows=1'
at_once 'another dispute, sent several times' "/quality/replies/$ann/dispute" \
    "$still"
twice="select count(*), (select count(*) from audit where action = 'dispute')
    from qa_dispute"
db_is 'is one' "$twice" '2|2'
page_post 'but one at a time' "/quality/replies/$ann/dispute" \
    'text=no&follows=1' 409 'disputed already'
page_post 'without words there is none' "/quality/replies/$ann/dispute" \
    'text=' 422
page_as reviewer
second=$(db 'select max(id) from qa_dispute')
page_get 'a reviewer finds it there' "/quality/replies/$ann" 200 \
    'Still &lt;no&gt;' 'Uphold the score'
page_post 'the answer has words' "/quality/disputes/$second/settle" 'state=upheld' 422 \
    'Say why'
page_post 'changed, but by what?' "/quality/disputes/$second/settle" \
    'state=changed&text=Fair' 409 'Nobody has reviewed'
page_post 'a review' "/quality/replies/$ann/review" \
    "$all&submit=1&follows=$(last $ann)" 303
page_post 'changes it' "/quality/disputes/$second/settle" 'state=changed&text=Fair' 303
db_is 'and the dispute says by which' "select d.state, d.review_id = (select
    max(id) from qa_review where message_id = $ann) from qa_dispute d
    where id = $second" 'changed|t'
page_as agent
db "insert into qa_score (message_id, engine, engine_version, rubric_version,
      input_hash, outcome, total, confidence, marks_of)
    select message_id, engine, engine_version, rubric_version, input_hash,
      outcome, total, confidence, id from qa_score where message_id = $ann" \
    >/dev/null
page_get 'a score without a judgement of its own says whose marks it has' \
    "/quality/replies/$ann" 200 'marks kept from version 1'
page_get 'the agent reads the answer' "/quality/replies/$ann" 200 Fair \
    'Dispute it' "name=\"follows\" value=\"$second\""
page_post 'the form that was answered leads there' \
    "/quality/replies/$ann/dispute" "$still" 303
db_is 'and disputes nothing' "$twice" '2|2'
page_post 'the same words from a new form do' "/quality/replies/$ann/dispute" \
    "${still/=1/=$second}" 303
db_is 'again' "$twice" '3|3'
third=$(db 'select max(id) from qa_dispute')
page_post 'which is withdrawn' "/quality/disputes/$third/withdraw" '' 303
page_post 'and sent all the same' "/quality/replies/$ann/dispute" \
    "${still/=1/=$second}" 303
db_is 'then it is another' "$twice" '4|4'

# --- coaching that is sent twice ------------------------------------------------

# follows PAGE FORM: what its form follows
follows()
{
	page_ask "$1"
	sed -n "s,.*action=\"$2\".* name=\"follows\" value=\"\([0-9]*\)\".*,\1,p" \
	    <<<"$page_body"
}

page_as reviewer
for path in "/quality/replies/$ann" '/quality/agents/11'; do
	shown=$path
	[ "$path" = "/quality/replies/$ann" ] || shown='/quality?agent=11'
	form=$(follows "$shown" "$path/coaching")
	like "$path: the form says what stands beside it" "$form" '^[1-9]'
	say="text=Begin+with+the+answer&follows=$form"
	said="select count(*), count(*) filter (where pinned),
	    (select count(*) from audit where action = 'coaching') - $(db "select
	    count(*) from audit where action = 'coaching'") from qa_coaching
	    where id > $(db 'select max(id) from qa_coaching')
	    and removed_at is null"
	at_once "$path: sent several times" "$path/coaching" "$say"
	db_is "$path: is said once" "$said" '1|0|1'
	page_post "$path: the same with a tick" "$path/coaching" \
	    "$say&pinned=1" 303
	db_is "$path: keeps it on top" "$said" '1|1|2'
	page_post "$path: other words from the same form" "$path/coaching" \
	    "${say/answer/end}" 303
	page_post "$path: the same words from a new form" "$path/coaching" \
	    "text=Begin+with+the+answer&follows=$(follows "$shown" \
	    "$path/coaching")" 303
	db_is "$path: are said as well" "$said" '3|1|4'
	db "update qa_coaching set removed_at = now() where follows = $form" \
	    >/dev/null
	page_post "$path: what was taken back can be said again" \
	    "$path/coaching" "$say" 303
	db_is "$path: and stands" "$said" '2|0|5'
done

# --- the report, where no two people have judged the same ------------------------

page_get 'no table where there is nothing to say' /quality/report 200 \
    'aria-label="Engine and people by dimension"' \
    '!aria-label="People and people' 'No two people' '!Nothing to compare yet'
check_end
