-- sql/queries/press_next.sql: the press that waits longest, one that could not be carried out after the others
-- returns signature as hex, incident, action, name, where an answer goes
select encode(signature, 'hex'), incident_id, action, name, response_url
from slack_press where done_at is null
order by coalesce(tried_at, at) limit 1
