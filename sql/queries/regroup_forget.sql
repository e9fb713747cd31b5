-- sql/queries/regroup_forget.sql: forgets some of what texts were found by in rounds before the one in use
-- $1 bigint  how many at most
-- returns nothing
delete from founder_key where ctid = any(array(
  select ctid from founder_key where round < (select round from group_state)
  limit $1::bigint))
