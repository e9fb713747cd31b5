-- sql/queries/rescore_step.sql: how far replies are judged by a rubric
-- $1 bigint   id
-- $2 bigint   looked at more
-- $3 bigint   judged more
-- $4 text     time of the last of them; '' when there was none
-- $5 bigint   its id
-- $6 boolean  that was the last step
-- $7 bigint   scores more that kept their marks
-- returns     nothing
update rubric_rescore set looked = looked + $2::bigint,
  judged = judged + $3::bigint, kept = kept + $7::bigint,
  at = coalesce(nullif($4, '')::timestamptz, at),
  at_id = case when $4 = '' then at_id else $5::bigint end,
  done_at = case when $6::boolean then now() end
where id = $1::bigint
