-- sql/queries/alert_rule_save.sql: sets what is told to whom of a category
-- $1 text    category, '' all others
-- $2 text    channel
-- $3 text    who is mentioned
-- $4 text    least severity
-- $5 bigint  minutes between reminders
-- $6 bigint  minutes to an escalation
-- $7 text    who is mentioned then
-- returns    nothing
insert into alert_rule (category, channel, owner, least, remind_minutes,
  escalate_minutes, escalate_to)
values ($1, $2, $3, $4::severity, $5::int, $6::int, $7)
on conflict (category) do update set channel = excluded.channel,
  owner = excluded.owner, least = excluded.least,
  remind_minutes = excluded.remind_minutes,
  escalate_minutes = excluded.escalate_minutes,
  escalate_to = excluded.escalate_to
