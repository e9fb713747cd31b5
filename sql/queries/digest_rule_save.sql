-- sql/queries/digest_rule_save.sql: sets when the digest goes out
-- $1 text    off, day or week
-- $2 bigint  weekday, 1 is Monday
-- $3 text    HH:MM
-- $4 text    channel
-- returns    nothing
update digest_rule set every = $1, weekday = $2::int, at = $3::text::time,
  channel = $4
