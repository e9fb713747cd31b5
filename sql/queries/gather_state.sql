-- sql/queries/gather_state.sql: when groups were compared by what they mean
-- returns  when (epoch) or 0, groups compared, groups joined into another, seconds since
select coalesce(extract(epoch from gathered_at)::bigint, 0), gathered, joined,
  coalesce(extract(epoch from now() - gathered_at)::bigint, -1)
from group_state
