-- sql/queries/seen_save.sql: a person has seen the working list; never goes back
-- $1 bigint  user
-- $2 bigint  greatest number seen
-- returns nothing
insert into insight_seen as s (user_id, number) values ($1::bigint, $2::bigint)
on conflict (user_id) do update
set number = greatest(s.number, excluded.number), seen_at = now()
