-- sql/queries/office_recount.sql: has the replies in office hours counted anew
-- $1 text     the account's time zone
-- $2 boolean  although it is the zone that they were counted in
-- returns     nothing
with moved as (
  update office_zone set zone = $1
  where (zone <> $1 or $2::boolean) and now() at time zone $1 is not null
  returning zone
)
insert into rollup_dirty (hour, office)
select distinct r.hour, true
from rollup_hour r cross join moved
where r.dimension = 'reply' and r.mailbox_id = 0
  and ($2::boolean or exists (select from office_hours))
