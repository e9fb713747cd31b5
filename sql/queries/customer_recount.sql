-- sql/queries/customer_recount.sql: renews when each customer wrote before, for marked customers
-- $1 int   how many marks at most
-- returns  how many marks were taken
-- A row that another transaction holds is left to the mark which that one makes.
with taken as (
  delete from customer_dirty
  where id in (select id from customer_dirty order by id limit $1::int)
  returning customer_id
), ordered as (
  select a.conversation_id, a.earlier_at as any_was,
    a.earlier_here_at as here_was,
    lag(a.created_at) over (partition by a.customer_id
      order by a.created_at, a.conversation_id) as any_is,
    lag(a.created_at) over (partition by a.customer_id, a.mailbox_id
      order by a.created_at, a.conversation_id) as here_is
  from (select distinct customer_id from taken) t
  join analysis a on a.counted and a.customer_id = t.customer_id
), free as (
  select o.* from ordered o
  join analysis a on a.conversation_id = o.conversation_id
  where (any_was, here_was) is distinct from (any_is, here_is)
  for update of a skip locked
), moved as (
  update analysis a set earlier_at = f.any_is, earlier_here_at = f.here_is
  from free f where a.conversation_id = f.conversation_id
)
select count(*) from taken
