-- sql/queries/press_later.sql: it could not be carried out now
-- $1 text    hash of the signature as hex
-- $2 bigint  seconds after which it is given up
-- returns    whether it is given up
update slack_press set tried_at = clock_timestamp(),
  done_at = case when at < now() - make_interval(secs => $2::bigint)
    then now() end
where signature = decode($1, 'hex') and done_at is null
returning done_at is not null
