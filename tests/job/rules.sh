#!/bin/bash
# SPDX-License-Identifier: MIT
# A change of the rules over 50,000 conversations: the trial tells what the
# change then does, the progress is right at any moment, kill -9 loses nothing,
# and the outcome is that of an undisturbed run.
. "${0%/*}/../lib/job.sh"
. "${0%/*}/../lib/reports.sh"
db_open
stack_env+=(TIDEMARK_LOG_LEVEL=warn)
N=50000

reports $N '40 seconds' 'The app crashes when I open the map' \
    'I was charged twice, please refund me' 'How do I change my password?' \
    'So slow since the update' 'Love it, great game' \
    'The gizmo flickers when I press play' 'Please add a dark mode' \
    'My progress is gone, back to level 1'

start=$SECONDS
program tidemark-score >"$R/out" 2>&1
is "$N are judged ($((SECONDS - start)) s)" \
    "$(db 'select count(*) from analysis where ruleset_version = 1')" $N
db_is 'without a job, as nothing was changed' \
    "select count(*) from job where kind = 'rules_apply'" 0

# --- the draft, tried ---------------------------------------------------------

# A new rule: reports of gizmos are crashes.
program tidemark-admin ruleset export current |
    jq -c '.rules += [{"id": "crash.gizmo", "severity": 45, "points": {"crash": 30},
	"intents": {"crash_report": 20}, "words": ["gizmo"]}]' >"$R/gizmo.json"
pg_sql "$db_name" -v doc="$(cat "$R/gizmo.json")" -f - <<'SQL'
insert into rules_trial (who, based_on, document, wanted)
values ('anna', 1, :'doc', 5000);
insert into job (kind, payload, created_by)
select 'rules_preview', jsonb_build_object('trial', max(id)), 'anna'
from rules_trial;
SQL

# Killed in the middle of the trial, too.
program_for KILL 0.15 tidemark-score >"$R/out" 2>&1
db_left tidemark-score
program tidemark-score >"$R/out" 2>&1
db_is 'a trial of 5,000 is complete' "select wanted, judged, done_at is not null
    from rules_trial" '5000|5000|t'
db_is 'each judged once' 'select count(*), count(distinct conversation_id)
    from rules_trial_verdict' '5000|5000'
db_is 'its job is done' "select state, done, total from job
    where kind = 'rules_preview'" 'done|5000|5000'
db_is 'no verdict was touched' 'select count(*) from analysis
    where ruleset_version <> 1' 0
db_is 'before is what is stored' "select count(*) from rules_trial_verdict v
    join analysis a using (conversation_id)
    where (category_before, intent_before, severity_before)
      <> (main_category, intent, severity)" 0
found=$(db "select count(*) from rules_trial_verdict
    where category_before <> 'crash' and category_after = 'crash'")
is 'every eighth becomes a crash' "$found" 625

# A person's word stands, whatever the rules say.
apply_said()
{
	pg_sql "$db_name" -f - >/dev/null <<SQL
PREPARE apply (bigint[]) AS
$(cat "$top/sql/queries/correction_apply.sql");
EXECUTE apply ('$(db 'select array_agg(conversation_id) from feedback')');
SQL
}
db "insert into feedback (batch, conversation_id, number, field, became, who)
    select 1, min(conversation_id), 0, 'category', 'question', 'anna'
    from rules_trial_verdict where category_after = 'crash'
      and category_before <> 'crash'"
apply_said
db "insert into rules_trial (who, based_on, document, wanted)
    select who, based_on, document, 200 from rules_trial;
    insert into job (kind, payload, created_by)
    select 'rules_preview', jsonb_build_object('trial', max(id)), 'anna'
    from rules_trial"
program tidemark-score >"$R/out" 2>&1
db_is 'a correction is respected' "select ruled, (select count(*)
    from rules_trial_verdict v where v.trial_id = t.id
      and category_before = 'question' and category_after = 'question'
      and conversation_id in (select conversation_id from feedback))
    from rules_trial t order by id desc limit 1" '1|1'
db 'update feedback set undone_at = now()'
apply_said

# --- in force: undisturbed ----------------------------------------------------

verdicts()
{
	db "select md5(string_agg(concat_ws(' ', conversation_id, main_category,
	    categories, intent, severity, score, reasons::text, ruleset_version),
	    chr(10) order by conversation_id)) from analysis"
}
hours()
{
	db "select md5(string_agg(concat_ws(' ', dimension, hour, mailbox_id, key,
	    conversations, customers), chr(10) order by dimension, hour,
	    mailbox_id, key)) from rollup_hour"
}
program tidemark-admin --why 'gizmos crash' ruleset import "$R/gizmo.json" \
    >"$R/out"
like 'import puts it in force' "$(cat "$R/out")" '^version 2 is in force'
db_is 'with an audit row' "select who, action, detail ->> 'why' from audit
    where action = 'rules_import'" 'operator|rules_import|gizmos crash'
db_is 'and a job that waits' "select state, payload ->> 'version' from job
    where kind = 'rules_apply'" 'queued|2'
pg_sql postgres -c "create database ${db_name}_b template $db_name"
start=$SECONDS
program tidemark-score >"$R/out" 2>&1
say "an undisturbed re-analysis took $((SECONDS - start)) s"
wanted="$(verdicts) $(hours)"
db_is 'undisturbed: all are judged by it' 'select count(*) from analysis
    where ruleset_version = 2' $N
db_is 'undisturbed: the job says so' "select state, done, total, note from job
    where kind = 'rules_apply'" "done|$N|$N|50,000 conversations judged anew"
db_is 'the trial was honest' "select count(*) from rules_trial_verdict v
    join analysis a using (conversation_id) where trial_id = 1
      and (category_after, intent_after, severity_after)
      <> (main_category, intent, severity)" 0

# --- in force: killed again and again -----------------------------------------

first=$db_name
db_name=${first}_b
stack_env+=(DATABASE_URL="$(pg_url "$db_name")")
killed=0
wrong=0
seen=0
while [ $killed -lt 6 ]; do
	program_for KILL "0.$((RANDOM % 5 + 4))" tidemark-score >"$R/out" 2>&1
	[ $? -eq 137 ] || break
	killed=$((killed + 1))
	db_left tidemark-score
	# what the job says is what is there, at any moment
	read -r judged total left <<<"$(db "select j.done || ' ' || j.total || ' ' ||
	    (select count(*) from analysis where ruleset_version <> 2)
	    from job j where kind = 'rules_apply'")"
	[ "$total" = 0 ] || [ $((judged + left)) -eq "$total" ] || {
		wrong=$((wrong + 1))
		say "done $judged of $total, but $left are left"
	}
	[ "$judged" -ge "$seen" ] || wrong=$((wrong + 1))
	seen=$judged
done
check "killed $killed times, half-way ($seen judged)" \
    eval '[ $killed -ge 3 ] && [ $seen -gt 0 ] && [ $seen -lt $N ]'
is 'the progress was right each time' $wrong 0
db_is 'marks do not pile up' "select count(*) <= 2000 from analysis_due" t
program tidemark-score >"$R/out" 2>&1
is 'then it goes on to the end, and the outcome is the same' \
    "$(verdicts) $(hours)" "$wanted"
db_is 'and the job is done' "select state, done, total from job
    where kind = 'rules_apply'" "done|$N|$N"
db_is 'nothing waits' 'select count(*) from analysis_due' 0

# --- a version on top of a version --------------------------------------------

program tidemark-admin ruleset activate 1 >"$R/out"
program tidemark-admin ruleset activate web-shop >>"$R/out"
like 'back, and on to others' "$(cat "$R/out")" 'version 4 is in force'
program tidemark-score >"$R/out" 2>&1
db_is 'the job of the version that was passed over ends' "select state from job
    where kind = 'rules_apply' order by id" $'done\ncancelled\ndone'
db_is 'the newest counts' 'select distinct ruleset_version from analysis' 4
db_is 'with its own categories' "select count(*) > 0 from analysis
    where main_category = 'refund'" t
printf '{"format": 1}' >"$R/bad.json"
program tidemark-admin ruleset import "$R/bad.json" >"$R/out" 2>&1
is 'a wrong document is refused' $? 1
like 'with its place' "$(cat "$R/out")" 'ruleset: name'
sed 's/"gizmo"\]/"gizmo"],"patterns":["a(b"]/' "$R/gizmo.json" >"$R/bad.json"
program tidemark-admin ruleset import "$R/bad.json" >"$R/out" 2>&1
like 'and its offset' "$(cat "$R/out")" \
    'rule crash.gizmo: pattern 1 at offset 3'
program tidemark-admin ruleset export 2 | cmp -s - "$R/gizmo.json"
is 'export is the document, byte for byte' $? 0
like 'list' "$(program tidemark-admin ruleset list)" \
    '^2.*operator.*gizmos crash'

db_name=$first
pg_sql postgres -c "drop database ${first}_b with (force)"
check_end
