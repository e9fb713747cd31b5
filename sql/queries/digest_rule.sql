-- sql/queries/digest_rule.sql: when the digest goes out
-- returns every, weekday, at as HH:MM, channel
select every, weekday, to_char(at, 'HH24:MI'), channel from digest_rule
