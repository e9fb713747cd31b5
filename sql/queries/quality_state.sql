-- sql/queries/quality_state.sql: how far replies are scored
-- returns  conversations that wait, whether the heuristic has scores, whether the model has, engine that pages show, scored last (epoch), rubric in force, its name, fewest replies for a rank
select (select count(*) from (select from qa_due where not facts limit
    100001) d),
  h.has, m.has, case when m.has and s.engine = 'openai' then 'openai'
    else 'heuristic' end,
  (select extract(epoch from scored_at)::bigint from qa_score
    order by id desc limit 1), r.version, r.name, s.rank_least
from qa_setting s, rubric r,
  (select exists (select from qa_rollup_day where engine = 'heuristic')) as h(has),
  (select exists (select from qa_rollup_day where engine = 'openai')) as m(has)
where r.active
