-- sql/queries/quality_state.sql: how far replies are scored
-- returns  conversations that wait, engines with scores as a list, scored last (epoch), rubric in force, its name, fewest replies for a rank
select (select count(*) from (select from qa_due where not facts limit
    100001) d),
  (select coalesce(string_agg(e, ',' order by e), '')
    from unnest(array['heuristic', 'openai']) as e
    where exists (select from qa_rollup_day where engine = e)),
  (select extract(epoch from max(scored_at))::bigint from (select scored_at
    from qa_score order by id desc limit 1) s),
  (select version from rubric where active),
  (select name from rubric where active),
  (select rank_least from qa_setting)
