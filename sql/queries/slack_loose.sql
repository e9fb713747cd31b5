-- sql/queries/slack_loose.sql: the message tried longest ago of which it is not known whether it stands in Slack, and about which no alert asks any more
-- $1 bigint  tried so many seconds ago at least; a clock that was ahead is not waited for
-- returns    key
select m.key from slack_message m
where m.state = 'sending'
  and (m.tried_at < clock_timestamp() - make_interval(secs => $1::bigint)
    or m.tried_at > clock_timestamp())
  and not exists (select from outbox o where o.topic = 'slack'
    and o.state = 'queued' and o.key = split_part(m.key, '/', 1))
order by m.tried_at limit 1
