-- sql/queries/gather_themes.sql: which groups read alike, and that they were compared
-- $1 bigint[]  groups
-- $2 bigint[]  the theme of each, null for none
-- $3 int       groups that were compared
-- $4 int       those of them that were joined into another
-- returns nothing
with given as (
  select * from unnest($1::bigint[], $2::bigint[]) as g(id, theme)
), themed as (
  update cluster c set theme_id = g.theme
  from given g
  where c.id = g.id and c.theme_id is distinct from g.theme
), other as (
  update cluster c set theme_id = null
  where c.theme_id is not null and c.id not in (select id from given)
)
update group_state set gathered_at = now(), gathered = $3::int, joined = $4::int
