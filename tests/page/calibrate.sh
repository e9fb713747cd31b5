#!/bin/bash
# SPDX-License-Identifier: MIT
# Cycles, the spotlight, calibration and the report of how far engine and people
# agree: what is assigned to whom, what is hidden until when, and that the figures
# are those of a recount.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/replies.sh"
page_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)

# Forty replies of two agents within the last weeks.
replies 40 at="now() - i * interval '5 hours' - interval '12 hours'" \
    after="interval '1 hour'" says="case i % 3
      when 0 then 'Hi Pat, sorry for the trouble. I have updated the app.'
      when 1 then 'Thank you for writing. We are looking into it.'
      else 'You should have read the manual!!!' end" \
    rating="case when i in (7, 8) then 'not_good' end"
replies_judge
program tidemark-admin user add rita --role reviewer >/dev/null
me='token test-reviewer'

# marks SCORE: of all dimensions
marks()
{
	printf 'mark.%s=%s&' empathy "$1" accuracy "$1" tone "$1" resolution "$1"
}

# --- the spotlight ------------------------------------------------------------

page_as reviewer
page_get 'what is worth a look says why, gravest first' /quality/queue 200 \
    'Nothing is assigned to you' 'the customer was not pleased'
db "update qa_current set confidence = 0.4 where message_id = 101;
    update qa_current set failed = true where message_id = 111;
    update qa_current set total = case message_id when 91 then 0 else 7 end" >/dev/null
db_is 'the reasons are those of a recount' "select string_agg(r || ' ' ||
    messages, '; ' order by r) from (select r, string_agg(message_id::text, ','
    order by message_id) as messages from qa_spotlight(now() - interval
    '30 days', now(), 'heuristic', 1, '{}', '', '', 'x', 5000) s,
    unnest(s.reasons) r group by r) x" \
    "$(db "select string_agg(r || ' ' || messages, '; ' order by r) from (
    select r, string_agg(message_id::text, ',' order by message_id) as messages
    from (
      select 'angry' as r, id as message_id from message
      where rating = 'not_good'
      union all select 'unsure', message_id from qa_current
      where confidence < 0.5
      union all select 'critical', 111
      union all
      select 'outlier', q.message_id from qa_current q join (select agent_id,
        avg(total) as mean, stddev(total) as sd from qa_current group by 1) a
      using (agent_id) where abs(q.total - a.mean) > 2 * a.sd) x group by r) y")"
db_is 'some of each' "select count(distinct r) from qa_spotlight(now() -
    interval '30 days', now(), 'heuristic', 1, '{}', '', '', 'x', 5000) s,
    unnest(s.reasons) r" 4
page_get 'what failed is the gravest' /quality/queue/next 303
page_head 'it comes first' 'Location: /quality/replies/111\?blind=1'
page_post 'it is reviewed' /quality/replies/111/review \
    "$(marks 5)blind=1&submit=1" 303
page_get 'the next one is the gravest, and blind' /quality/queue/next 303
page_head 'it leads to a reply' 'Location: /quality/replies/[78]1\?blind=1'
for message in 71 81; do
	page_post "$message is reviewed" "/quality/replies/$message/review" \
	    "$(marks 10)blind=1&submit=1" 303
done
db_is 'what was reviewed leaves it to its reviewer, but far apart' "select
    count(*) from qa_spotlight(now() - interval '30 days', now(), 'heuristic',
    1, '{}', '', '', '$me', 5000) where message_id in (71, 81)" 0
db_is 'others are asked to look, where it is far from the engine' "select
    string_agg(message_id || ' ' || array_to_string(reasons, ','), ';'
    order by message_id) from qa_spotlight(now() - interval '30 days', now(),
    'heuristic', 1, '{}', '', '', 'rita', 5000) where message_id in (71, 81)" \
    "$(db "select string_agg(message_id || ' apart', ';' order by message_id)
    from qa_current where message_id in (71, 81) and total <= 7")"

# --- cycles -------------------------------------------------------------------

days="begins=$(date -u -d '-30 days' +%F)&ends=$(date -u +%F)"
page_post 'days in the wrong order' /quality/cycles \
    'name=x&begins=2026-02-02&ends=2026-02-01&goal=3' 422 'must not be after'
page_post 'days without end' /quality/cycles \
    'name=All&begins=2000-01-01&ends=2026-01-01&goal=3' 422 'at most 366 days'
page_post 'a cycle' /quality/cycles "name=%3Ci%3EMay&$days&goal=3&blind=1" 303
page_post 'nobody of this name' /quality/cycles/1/fill 'reviewers=nobody' 422 \
    'nobody of the name nobody'
page_post 'replies for two' /quality/cycles/1/fill \
    "reviewers=rita,+${me/ /+},rita" 303
db_is 'as many for each agent, in turn, none that was reviewed' "select
    string_agg(distinct agent_id || ' ' || n, ',') || ' ' || max(rita) from
    (select agent_id, count(*) as n, (select count(*) from qa_assignment
    where reviewer = 'rita') as rita from qa_assignment where message_id not in
    (71, 81, 111) group by 1) a" '11 3,12 3 3'
page_post 'again' /quality/cycles/1/fill '' 303
db_is 'adds none' 'select count(*) from qa_assignment' 6
page_get 'the queue holds what is assigned to me' /quality/queue 200 \
    '3.replies for you to review' '&lt;i&gt;May' 'of 3'
one=$(db "select message_id from qa_assignment where reviewer = '$me'
    order by id limit 1")
page_get 'its score is hidden, also from who does not ask for that' \
    "/quality/replies/$one" 200 '!Judged by' 'For “&lt;i&gt;May”'
page_post 'reviewed' "/quality/replies/$one/review" "$(marks 6)submit=1" 303
db_is 'as blind, and done' "select r.blind, a.state from qa_review r join
    qa_assignment a using (message_id) where message_id = $one" 't|done'
page_get 'two are left' /quality/queue 200 '2.replies for you to review'
db_is 'coverage is that of a recount' "select sum(n) from (select count(*) as n
    from qa_review r join message m on m.id = r.message_id where
    r.state = 'submitted') x" 4
# --- what is missing ----------------------------------------------------------

page_get 'coverage says what is missing' /quality/queue 200 \
    '1 of 6.reviews' '3 missing' '2 missing'
two=$(db "select message_id from qa_assignment where reviewer = '$me'
    and state = 'open' order by id limit 1")
agent=$(db "select agent_id from qa_assignment where message_id = $two")
page_get 'who is asked may skip it' "/quality/replies/$two" 200 'Skip it'
page_get 'who is not asked cannot' /quality/replies/111 200 '!Skip it'
page_post 'not without a reason' "/quality/replies/$two/skip" 'reason=+' 422 \
    'say why'
page_post 'with one' "/quality/replies/$two/skip" \
    'reason=%3Cb%3Enot+in+English' 303
page_post 'once' "/quality/replies/$two/skip" 'reason=x' 404 \
    'nothing of this reply is assigned'
page_get 'it is asked of nobody any more' /quality/queue 200 \
    '1.reply for you to review' '1 to assign'
page_get 'its reason is kept' '/quality/cycles/1?state=skipped' 200 \
    '1.reply skipped' '&lt;b&gt;not in English'
db_is 'and the audit has it' "select detail->>'reply' from audit
    where action = 'review_skip'" "$two"
db_is 'a row that is skipped has a reason, any other none' "select
    bool_and((state = 'skipped') = (reason <> '')) from qa_assignment" t
program tidemark-score --quality >>"$R/log/score" 2>&1
follow()
{
	python3 "${0%/*}/../lib/follow.py" "$stack_url" \
	    "${page_token[reviewer]}" "$@"
}
is 'every number opens what it counts' "$(follow /quality/queue \
    "/quality?agent=$agent" 2>"$R/followed")" ''
check 'those were some' test "$(cat "$R/followed")" -ge 20
page_get 'an agent has the same row' "/quality?agent=$agent" 200 \
    'Reviews asked for' '1 to assign'
page_post 'what is missing is assigned' /quality/cycles/1/fill '' 303
db_is 'another reply of that agent' "select count(*) filter (where state <>
    'skipped'), count(*) filter (where message_id = $two) from qa_assignment
    where agent_id = $agent" '3|1'
page_get 'no such cycle' /quality/cycles/9 404 'no such cycle'
db "update qa_current set category = 'bug' where message_id in (251, 261, 271,
    281)" >/dev/null
page_post 'of a category alone' /quality/cycles \
    "name=Bugs&$days&goal=50&category=bug&blind=1" 303
page_get 'which the queue says' /quality/queue 200 'Bugs: 0 of' ', Bug<' \
    'no reply left for' '<option value="crash"'
page_post 'it is filled' /quality/cycles/2/fill '' 303
db_is 'with no other reply' "select count(*) from qa_assignment a
    join qa_current q using (message_id) where cycle_id = 2
    and q.category <> 'bug'" 0
db_is 'but with all of them that nobody has' "select count(*) from qa_current q
    where q.category = 'bug' and not exists (select from qa_assignment a
    where a.cycle_id = 2 and a.message_id = q.message_id)
    and not exists (select from qa_said(q.message_id))" 0
page_post 'it ends' /quality/cycles/2/close '' 303
page_post 'a cycle ends' /quality/cycles/1/close '' 303
page_get 'and asks for nothing more' /quality/queue 200 \
    'Nothing is assigned to you'
page_post 'once' /quality/cycles/1/close '' 404
page_post 'a cycle that is filled twice' /quality/cycles \
    "name=Odd&$days&goal=1" 303
odd=$(db 'select max(id) from qa_cycle')
for agent in 11 12; do
	db "update qa_current set rating = 'okay' where agent_id = $agent
	    and message_id in (select min(message_id) from qa_current
	      where agent_id = $agent and rating = '' and message_id > 200)" \
	    >/dev/null
	db "update qa_cycle set rating = case $agent when 11 then 'okay' else ''
	    end where id = $odd" >/dev/null
	page_post "an agent's odd one ($agent)" "/quality/cycles/$odd/fill" \
	    "reviewers=rita,+${me/ /+}" 303
done
db_is 'goes to who has the fewest of the cycle' "select string_agg(n::text, ',')
    from (select count(*) as n from qa_assignment where cycle_id = $odd
    group by reviewer) a" '1,1'
db "delete from qa_cycle where id = $odd" >/dev/null

# --- calibration --------------------------------------------------------------

page_post 'one alone does not calibrate' /quality/calibration 'name=x' 422 \
    'two or more'
page_post 'nothing to judge' /quality/calibration \
    "name=x&reviewers=rita,${me/ /+}&replies=999" 422 'none of them is scored'
page_post 'a session of the four that are named' /quality/calibration \
    "name=June&reviewers=token+test-admin,${me/ /+}&replies=11,21,31,41" 422
db "insert into app_user (name, role) values ('token test-admin', 'admin')" \
    >/dev/null
page_post 'whose members may review' /quality/calibration \
    "name=June&reviewers=token+test-admin,${me/ /+}&replies=11,21,31,41" 303
id=$(db 'select max(id) from qa_session')
page_get 'it waits for me' /quality/queue 200 'waits for you' June
page_as admin
for message in 11 21 31 41; do
	page_post "another judges $message" "/quality/replies/$message/review" \
	    "$(marks 8)submit=1" 303
done
page_get 'and may compare when all is judged' "/quality/calibration/$id" 200 \
    Agreement '8.0'
page_as reviewer
page_get 'to me it is hidden until I have' "/quality/calibration/$id" 200 \
    '4.replies left for you' judged '!8\.0' '!Agreement'
page_get 'on the reply too' /quality/replies/11 200 '!Judged by' '!Review by'
for message in 11 21 31; do
	page_post "I judge $message" "/quality/replies/$message/review" \
	    "$(marks 6)submit=1" 303
done
page_get 'still hidden' "/quality/calibration/$id" 200 '1.reply left for you' \
    '!8\.0'
page_post 'the last' /quality/replies/41/review "$(marks 8)submit=1" 303
page_get 'then agreement and who is strict are shown' \
    "/quality/calibration/$id" 200 Agreement '25' 'fewer than 30' '−1.5' '\+1.5'
db_is 'calibration is no word on the reply' "select count(*) from qa_said(11)" 0
page_as reviewer
db "insert into rubric (name, created_by) values ('Other', 'x');
    insert into rubric_dimension (rubric_version, position, key, name, weight,
      scale, guidance, may_na, critical)
    select 2, position, key, 'Other ' || name, weight, 5, guidance, may_na,
      critical from rubric_dimension where rubric_version = 1;
    insert into qa_session (name, created_by, rubric_version)
    values ('Old', 'x', 1);
    insert into qa_session_member select currval('qa_session_id_seq'), n
    from unnest(array['$me', 'rita']) n;
    insert into qa_session_message
    select currval('qa_session_id_seq'), 1, 51;
    update rubric set active = false where active;
    update rubric set active = true where version = 2" >/dev/null
page_get 'a session is shown by the rubric that it was judged by' \
    "/quality/calibration/$id" 200 '>Empathy<' '!Other Empathy' \
    'under version 1 of'
page_get 'and so is its form' /quality/replies/51 200 'For “Old”' \
    'Mark, of 10' '!Other Empathy'
page_post 'which takes marks of that scale' /quality/replies/51/review \
    "$(marks 9)submit=1" 303
db_is 'under that version' "select rubric_version from qa_review
    where message_id = 51 and kind = 'calibration'" 1
page_get 'another review is under the one in force' /quality/replies/51 200 \
    'Mark, of 5' 'Other Empathy'
db "update rubric set active = false where active;
    update rubric set active = true where version = 1" >/dev/null
page_post 'it ends' "/quality/calibration/$id/close" '' 303

# --- the report ---------------------------------------------------------------

page_get 'nobody, blind: in its own words' '/quality/report?agent=99' 200 \
    'Nobody has reviewed one of these replies without sight of its score, and' \
    'class="state"' 'class="button" href="/quality/queue"' '!<table'
page_get 'nobody at all: not in those' '/quality/report?agent=99&reviews=all' \
    200 'Nobody has reviewed one of these replies, with or without sight'
page_as viewer
page_get 'who reviews nothing is led to the replies' \
    '/quality/report?agent=99' 200 'href="/quality/replies[^"]*">See the replies' \
    '!href="/quality/queue"'
page_as reviewer
page_ask /quality/agreement.csv
is 'the file is of all of them' "$(tr -d '\r' <<<"$page_body" | cut -d, -f9 |
    sort -u)" "$(printf '\nnewest_only')"
page_get 'few are said to be few' /quality/report 200 'too few to say' \
    'fewer than 30'
db "insert into qa_review (message_id, rubric_version, reviewer, kind, blind,
      state, submitted_at, total)
    select message_id, 1, 'rita', 'review', true, 'draft', null, null
    from qa_current where message_id not in (select message_id from qa_review);
    insert into qa_review_mark (review_id, position, score)
    select v.id, p, least(10, round(q.scores[p]) + v.id % 2) from qa_review v
    join qa_current q using (message_id), generate_series(1, 4) p
    where v.state = 'draft';
    update qa_review v set state = 'submitted', submitted_at = now(),
      total = (select least(10, q.total + 1) from qa_current q
      where q.message_id = v.message_id) where state = 'draft'" >/dev/null
page_get 'enough' /quality/report 200 'The engine agrees with people to 0'
exact=$(db "select round(100.0 * avg((round(q.scores[1]) = k.score)::int))
    from qa_current q join lateral (select * from qa_review v where
    v.message_id = q.message_id and v.blind order by id desc limit 1) v on true
    join qa_review_mark k on k.review_id = v.id and k.position = 1
    where k.score is not null and q.scores[1] is not null")
check "the share of equal marks is that of a recount ($exact)" grep -Eq \
    "Empathy</th><td class=\"num\"><a [^>]*>40<.*</td><td class=\"num\">$exact" \
    <<<"$page_body"
page_get 'an agent alone' '/quality/report?agent=11' 200 '<td class="num"><a [^>]*>20<'
page_get 'people agree as the session says' /quality/report 200 \
    'Total</th><td class="num">4</td><td class="num">25'
is 'every number of the report that a list can show opens it' \
    "$(follow /quality/report '/quality/report?reviews=all&agent=11' \
    2>"$R/followed")" ''
check 'those were some' test "$(cat "$R/followed")" -ge 10
people="select count(*) from qa_session_message s join message m
    on m.id = s.message_id where m.author_id"
for agent in 11 12; do
	page_get "about agent $agent alone" "/quality/report?agent=$agent" 200
	is "people judged the replies of $agent so often" "$(sed -n \
	    '/id="people-h"/,$p' <<<"$page_body" | grep -o \
	    'Total</th><td class="num">[0-9]*' | head -n 1 | grep -o '[0-9]*$')" \
	    "$(db "$people = $agent and s.session_id = $id")"
done

# More than the page reads: the newest, and it says so.
db "insert into conversation (id, number, mailbox_id, status, subject,
      created_at, modified_at, content_hash)
    select i, i, 1, 'closed', 'Many', now() - interval '20 days', now(), '\\x00'
    from generate_series(10001, 20010) i;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    select id * 10, id, 'agent', 'user', 11, created_at, 'Done.', 'published'
    from conversation where id > 10000;
    insert into qa_score (message_id, engine, engine_version, rubric_version,
      input_hash, outcome, total)
    select id, 'heuristic', 1, 1, '\\x00', 'scored', 5 from message
    where id > 100000;
    insert into qa_current (message_id, engine, rubric_version, score_id,
      conversation_id, agent_id, mailbox_id, replied_at, counted, outcome,
      total, scores)
    select message_id, 'heuristic', 1, s.id, m.conversation_id, 11, 1,
      m.created_at, true, 'scored', 5, '{5,5,5,5}'
    from qa_score s join message m on m.id = s.message_id
    where m.id > 100000;
    insert into qa_review (message_id, rubric_version, reviewer, kind, blind,
      state, submitted_at, total)
    select id, 1, 'rita', 'review', true, 'submitted', now(), 5
    from message where id > 100000" >/dev/null
page_get 'of very many replies the newest, which is said' /quality/report 200 \
    'of more than 5,000 replies the newest 5,000' \
    'Total</th><td class="num">5,000' 'Empathy</th><td class="num">40<'
page_ask /quality/agreement.csv
is 'the file says so too, and of what' "$(tr -d '\r' <<<"$page_body" |
    cut -d, -f1,9 | sort -u | xargs)" \
    'engine,5000 people, with_people,newest_only'
page_get 'a list that its file would not hold says how far it goes' \
    /quality/replies 200 '>CSV of the first 10,000<'
page_get 'one that it holds says nothing' '/quality/replies?agent=12' 200 '>CSV<'
page_ask /quality/qa_messages.csv
page_head 'and the file says it' '^X-Rows-Cut: 1$'
check_end
