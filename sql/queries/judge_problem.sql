-- sql/queries/judge_problem.sql: nothing is asked for a while, and why; or all is well again
-- $1 text    problem, '' none
-- $2 bigint  seconds
-- returns    nothing
update qa_model set problem = $1,
  problem_at = case when $1 = '' then null
    when problem = '' then now() else problem_at end,
  closed_until = case when $1 <> '' then now() + make_interval(secs => $2::bigint)
    end,
  waits = case when $1 = '' then 0 else waits + 1 end
where problem <> '' or $1 <> ''
