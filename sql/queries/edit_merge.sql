-- sql/queries/edit_merge.sql: a group goes into another
-- $1 bigint  the one that goes
-- $2 bigint  the one that stays
-- returns nothing
update cluster set root_id = $2::bigint,
  merged_into = case when id = $1::bigint then $2::bigint else merged_into end
where id = $1::bigint or root_id = $1::bigint
