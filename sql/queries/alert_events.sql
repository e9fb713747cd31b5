-- sql/queries/alert_events.sql: what is to be said in an incident's thread
-- $1 bigint  incident
-- returns    the members of struct alert_event, in its order, by id; at most 20
select e.id, e.kind, e.from_state, e.to_state, e.who, e.note,
  extract(epoch from e.at)::bigint,
  (select u.id from slack_user u where 'slack:' || u.name = e.who)
from incident_event e
join slack_message m on m.key = 'incident:' || e.incident_id
where e.incident_id = $1::bigint and e.id > m.told_event
  and (e.from_state <> e.to_state or e.kind in ('merged', 'took in', 'owner', 'note',
    'escalated'))
  and not (e.from_state = 'new' and e.to_state = 'ongoing')
  and not exists (select from slack_message t
    where t.key = m.key || '/event:' || e.id and t.state <> 'sending')
order by e.id limit 20
