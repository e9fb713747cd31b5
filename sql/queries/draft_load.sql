-- sql/queries/draft_load.sql: a person's draft of the rules
-- $1 text  who
-- returns  the version it is based on, document, when it was changed (epoch)
select based_on, document, extract(epoch from updated_at)::bigint
from rules_draft where who = $1
