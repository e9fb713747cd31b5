#!/bin/bash
# SPDX-License-Identifier: MIT
# The engine over time: who judged a reply first, where others began, what they made
# of the same replies; page, file and JSON are a recount.
. "${0%/*}/../lib/page.sh"
page_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)
here=/quality/drift

page_as viewer
page_get 'nothing yet' $here 200 'No reply was judged in these days' \
    'Nothing to compare yet' 'range=365d'
page_ask /api/v1$here
is 'in JSON too' "$(jq -c '[.judges, .course, .changes]' <<<"$page_body")" \
    '[[],[],[]]'

# Ninety days with a reply each; scores are made up: by rubric 1 at first, by
# rubric 2 the last thirty, and the twenty before these again by it.
db "insert into mailbox (id, name) values (1, 'A');
    insert into agent (id, first_name, kind) values (11, 'Ann', 'user'),
      (12, 'Bo', 'user');
    insert into rubric (name, created_by) values ('Second', 'anna');
    insert into rubric_dimension (rubric_version, position, key, name, weight,
      scale) select 2, position, key, name, weight, scale
    from rubric_dimension where rubric_version = 1;
    insert into conversation (id, number, mailbox_id, status, subject,
      created_at, modified_at, content_hash)
    select i, i, 1, 'closed', 'Question', now() - i * interval '1 day', now(),
      '\\x00' from generate_series(1, 90) i;
    insert into message (id, conversation_id, kind, author_kind, author_id,
      created_at, body, state)
    select id * 10 + 1, id, 'agent', 'user', 11 + id % 2, created_at, 'Done.',
      'published' from conversation;
    insert into qa_score (message_id, engine, engine_version, rubric_version,
      input_hash, outcome, total, scored_at)
    select i * 10 + 1, 'heuristic', 1, case when i > 30 then 1 else 2 end,
      '\\x00', 'scored', i % 7 + 1.5, now() - i * interval '1 day'
    from generate_series(90, 1, -1) i;
    insert into qa_score (message_id, engine, engine_version, rubric_version,
      input_hash, outcome, total, scored_at)
    select i * 10 + 1, 'heuristic', 1, 2, '\\x00', 'scored',
      i % 7 + 1.5 + case when i < 36 then 2 else 0.5 end, now()
    from generate_series(31, 50) i;
    -- one that was tried, and never used
    insert into qa_score (message_id, engine, engine_version, rubric_version,
      model, input_hash, outcome, total, scored_at)
    select i * 10 + 1, 'heuristic', 1, 1, 'tried', '\\x00', 'scored', 1, now()
    from generate_series(60, 70) i;
    insert into qa_current (message_id, engine, rubric_version, score_id,
      conversation_id, agent_id, mailbox_id, replied_at, counted, outcome,
      total)
    select distinct on (s.message_id, s.rubric_version) s.message_id,
      s.engine, s.rubric_version, s.id, m.conversation_id, m.author_id, 1,
      m.created_at, true, 'scored', s.total
    from qa_score s join message m on m.id = s.message_id
    order by s.message_id, s.rubric_version, s.id desc;
    insert into qa_review (message_id, rubric_version, reviewer, kind, blind,
      state, submitted_at, total)
    select i * 10 + 1, 1, 'rita', 'review', true, 'submitted', now(), i % 7
    from generate_series(31, 90) i" >/dev/null
range=365d
page_get 'the judge changed' "$here?range=$range" 200 'The judge changed once' \
    'rubric version 2' 'Mean score by month' 'class="mark"' \
    'Show as table' '<th scope="col">Changes</th>' '!tried'
page_get 'what it did to the same replies' "$here?range=$range" 200 \
    '1 to 2</th><td>rubric version 2</td><td class="num">20</td>' \
    '\+0.9 ± ' '25.%'
page_get 'by week in a shorter span' "$here?range=90d" 200 \
    'Mean score by week' 'week of 20'
page_get 'few reviews are said to be few' "$here?range=90d" 200 \
    'No week has 30 replies with a blind review'
page_get 'nobody beyond the filters' "$here?range=90d&agent=99" 200 \
    'Nothing to compare yet'

page_ask "/api/v1$here?range=$range"
json=$page_body
is 'judges are numbered by when they began' "$(jq -c '[.judges[] | [.judge,
    .rubric, .replies]]' <<<"$json")" '[[1,1,60],[2,2,30]]'
recount="select to_char(date_trunc('month', m.created_at at time zone 'UTC'),
      'YYYY-MM-DD'), 3 - (s.rubric_version = 1)::int - 1, count(*),
      round(avg(s.total)::numeric, 3)
    from qa_score s join message m on m.id = s.message_id
    where not exists (select from qa_score o where o.message_id = s.message_id
      and o.id < s.id)"
is 'the course is a recount' "$(jq -r '.course[] | [.at[:10], .judge, .replies,
    (.mean * 1000 | round / 1000)] | join("|")' <<<"$json")" \
    "$(db "select concat_ws('|', a, b, c, d::float8) from ($recount
    group by 1, 2 order by 1, 2) x (a, b, c, d)")"
is 'of one agent as well' "$(page_ask "/api/v1$here?range=$range&agent=12"
    jq -r '[.course[].replies] | add' <<<"$page_body")" 45
page_ask "/quality/drift.csv?range=$range"
is 'the file says that it is of all replies' "$(tr -d '\r' <<<"$page_body" |
    awk -F, '{ print $NF }' | sort -u | xargs)" '1 one_of'
is 'the file holds the same' "$(tr -d '\r' <<<"$page_body" |
    awk -F, 'NR > 1 { print $1, $2, $7 }')" "$(jq -r '.course[] |
    "\(.at[:10]) \(.judge) \(.replies)"' <<<"$json")"
is 'reviews are counted with who judged first' "$(jq '[.course[] |
    select(.judge == 1) | .reviews] | add' <<<"$json")" 60
is 'whatever the sample' "$(db_ask drift 'timestamptz, timestamptz, text, bigint[],
	bigint, text, text, text, bigint, text' "now() - interval '365 days', now(),
	'heuristic', '{}', 0, '', '', 'all', 16, 'month'" | awk -F '|' '$1 == 1 {
	replies += $6 } $1 == 2 { reviews++ } END {
	print replies < 30, reviews }')" '1 60'
is 'and differ by one and a half' "$(jq -c '[.course[] | select(.reviews > 0) |
    .mean_difference] | unique' <<<"$json")" '[1.5]'
check_end
