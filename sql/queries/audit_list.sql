-- sql/queries/audit_list.sql: what people changed, newest first
-- $1 text         who, '' for all
-- $2 text         action, '' for all
-- $3 timestamptz  from, null for no bound
-- $4 timestamptz  before, null for no bound
-- $5 bigint       only rows before this one, 0 to begin
-- $6 bigint       how many at most, 0 for all
-- returns         id, at (epoch), who, action, detail (a JSON object)
select id, extract(epoch from at)::bigint, who, action, detail
from audit
where ($1 = '' or who = $1) and ($2 = '' or action = $2)
  and at >= coalesce($3::timestamptz, '-infinity')
  and at < coalesce($4::timestamptz, 'infinity')
  and ($5::bigint = 0 or id < $5::bigint)
order by id desc
limit nullif($6::bigint, 0)
