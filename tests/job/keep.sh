#!/bin/bash
# SPDX-License-Identifier: MIT
# A version of the rubric that has other weights, names and order alone: marks stay,
# totals are made anew, and nothing is judged, asked or paid for again. One that asks
# for something else is judged, and the model is asked about it when somebody says so.
. "${0%/*}/../lib/page.sh"
. "${0%/*}/../lib/model.sh"
. "${0%/*}/../lib/replies.sh"
model_open replies
page_web
N=40

# All that a version's scores say.
sums()
{
	db "select count(*), md5(string_agg(concat_ws(' ', q.message_id, q.engine,
	      q.score_id, q.total, q.failed, q.scores, s.scored_at), ','
	      order by q.message_id, q.engine))
	    from qa_current q join qa_score s on s.id = q.score_id
	    where q.rubric_version = $1"
}
# Totals of a version that its marks and weights do not make.
wrong()
{
	db "select count(*) from qa_score s join qa_current q on q.score_id = s.id
	    left join lateral (
	      select round((sum(d.weight * k.score / d.scale * 10)
	        / nullif(sum(d.weight), 0))::numeric, 2) as total
	      from qa_mark k join rubric_dimension d on d.position = k.position
	        and d.rubric_version = $1
	      where k.score_id = s.id and k.state = 'scored') r on true
	    where s.rubric_version = $1
	      and abs(s.total - r.total::float8) > 0.011
	      or s.rubric_version = $1 and (s.total is null) <> (r.total is null)
	      or q.rubric_version = $1 and q.total is distinct from s.total"
}
# Marks of a version that are not those of another, by dimension.
other_marks()
{
	db "select count(*) from (
	      select s.message_id, s.engine, d.key, k.state, k.score, k.evidence,
	        k.reason, k.signals::text
	      from qa_current q join qa_score s on s.id = q.score_id
	      join qa_mark k on k.score_id = s.id
	      join rubric_dimension d on d.rubric_version = s.rubric_version
	        and d.position = k.position
	      where q.rubric_version = $1
	      except
	      select s.message_id, s.engine, d.key, k.state, k.score, k.evidence,
	        k.reason, k.signals::text
	      from qa_current q join qa_score s on s.id = q.score_id
	      join qa_mark k on k.score_id = s.id
	      join rubric_dimension d on d.rubric_version = s.rubric_version
	        and d.position = k.position
	      where q.rubric_version = $2) x"
}

replies $N at="now() - i * interval '1 hour'" after="interval '9 minutes'" by=11 \
    asks="'The app crashes when I open the map. What can I do? ' || i" \
    says="$replies_various"
db "update qa_setting set engine = 'openai', daily_cap = 1000000000;
    insert into qa_due (conversation_id) select id from conversation;
    analyze"
model_round
model_round
db_is 'both engines judge all' "select engine, count(*) from qa_current
    where outcome = 'scored' group by 1 order by 1" "heuristic|$N
openai|$N"

# --- other weights, names and order ---------------------------------------------

kept=$(db "with made as (insert into rubric (name, created_by)
      values ('Weighed', 'anna') returning version)
    insert into rubric_dimension (rubric_version, position, key, name, weight,
      scale, guidance, may_na, critical)
    select m.version, 5 - d.position, d.key, 'Our ' || d.key,
      (array[0.1, 0.2, 0.3, 0.4])[d.position], d.scale, d.guidance, d.may_na,
      d.critical
    from made m, rubric_dimension d where d.rubric_version = 1
    returning rubric_version" | head -1)
asked=$(stat calls)
before=$(sums 1)
page_as admin
page_get 'it is said beforehand that nothing is asked' /quality/rubric/$kept \
    200 'marks are kept.*nothing more is asked'
page_post 'put in force' /quality/rubric/$kept/activate '' 303
model_round
model_round
is 'the model is not asked' "$(stat calls)" "$asked"
db_is 'every score is there, with the marks it had' "select q.engine, count(*),
    count(s.marks_of) from qa_current q join qa_score s on s.id = q.score_id
    where q.rubric_version = $kept group by 1 order by 1" "heuristic|$N|$N
openai|$N|$N"
db_is 'and the job says so' "select note from job where kind = 'rescore'" \
    "$N replies, 0 judged, $((2 * N)) scores with the marks they had"
is 'the marks are the same, by dimension' \
    "$(other_marks $kept 1) $(other_marks 1 $kept)" '0 0'
is 'the totals are those of its weights' "$(wrong $kept)" 0
check 'which are others, or this proves little' eval \
    '[ "$(db "select count(*) from qa_current a join qa_current b
    using (message_id, engine) where a.rubric_version = 1 and
    b.rubric_version = '"$kept"' and abs(a.total - b.total) > 0.05")" -gt '$N' ]'
is 'the old version is as it was' "$(sums 1)" "$before"
page_get 'no offer to pay for anything' /quality/rubric/$kept 200 \
    'kept their marks' '!Let the model score them'

# What is looked at again is the same as before.
db "insert into qa_due (conversation_id) select id from conversation;
    insert into qa_ask (message_id, conversation_id)
    select id, conversation_id from message where kind = 'agent'" >/dev/null
rows=$(db 'select count(*) from qa_score')
model_round
is 'nor is it asked when they are looked at again' "$(stat calls)" "$asked"
db_is 'or anything added' 'select count(*) from qa_score' "$rows"

# One that changed is judged anew.
db "update message set body = body || ' Regards' where id = 11" >/dev/null
model_round
is 'a reply that changed is asked about, alone' "$(stat calls)" $((asked + 1))
db_is 'under this version' "select count(*) from qa_score where message_id = 11
    and rubric_version = $kept and marks_of is null" 2

# --- what the model waits for, before the job reached it ---------------------------

other=$(db "with made as (insert into rubric (name, created_by)
      values ('Weighed again', 'anna') returning version)
    insert into rubric_dimension (rubric_version, position, key, name, weight,
      scale, guidance, may_na, critical)
    select m.version, d.position, d.key, d.name, 0.25, d.scale, d.guidance,
      d.may_na, d.critical
    from made m, rubric_dimension d where d.rubric_version = 1
    returning rubric_version" | head -1)
asked=$(stat calls)
db "update rubric set active = false where active" >/dev/null
db "update rubric set active = true where version = $other;
    insert into qa_ask (message_id, conversation_id)
    select id, conversation_id from message where kind = 'agent'" >/dev/null
model_round
is 'what is asked about is kept as well' "$(stat calls)" "$asked"
is 'with its totals' "$(wrong $other)" 0

# --- other guidance ---------------------------------------------------------------

asks=$(db "with made as (insert into rubric (name, created_by)
      values ('Stricter', 'anna') returning version)
    insert into rubric_dimension (rubric_version, position, key, name, weight,
      scale, guidance, may_na, critical)
    select m.version, d.position, d.key, d.name, d.weight, d.scale,
      d.guidance || ' Be strict.', d.may_na, d.critical
    from made m, rubric_dimension d where d.rubric_version = 1
    returning rubric_version" | head -1)
page_get 'what it would cost is said beforehand' /quality/rubric/$asks 200 \
    "$N.replies of the last 30 days, (about|less than) .0"
page_post 'put in force' /quality/rubric/$asks/activate '' 303
model_round
is 'nothing is spent without a word' "$(stat calls)" "$asked"
db_is 'while the heuristic judges all' "select engine, count(*)
    from qa_current where rubric_version = $asks group by 1" "heuristic|$N"
page_get 'the word is asked for, with the cost' /quality/rubric/$asks 200 \
    "$N.replies of the last 30.days without a score by the model: (about|less)" \
    'Let the model score them'
page_as viewer
page_get 'of an administrator' /quality/rubric/$asks 200 \
    '!Let the model score them'
page_as admin
page_post 'it is given' /settings/quality/backlog 'days=30' 303
model_round
is 'and the model is asked' "$(stat calls)" $((asked + N))
page_get 'then nothing is offered' /quality/rubric/$asks 200 \
    '!Let the model score them'
check_end
