-- sql/queries/customer_gone.sql: a customer was deleted at Help Scout: name and
-- address go. Their conversations are asked for one by one
-- $1 bigint  id
-- returns    conversations of theirs that are not known to be gone
with nameless as (
  update customer set first_name = '', last_name = '', email = ''
  where id = $1::bigint
)
select id from conversation where customer_id = $1::bigint
  and deleted_at is null and merged_into is null order by id
