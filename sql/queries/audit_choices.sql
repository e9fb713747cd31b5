-- sql/queries/audit_choices.sql: who changed something, and what kinds of change there are
-- returns  "who" or "action", the value; by name
(select 'who', who from audit group by who)
union all
(select 'action', action from audit group by action)
order by 1, 2
