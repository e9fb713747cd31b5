-- sql/queries/regroup_progress.sql: how far a full re-group is
-- returns  texts done, texts in all, conversations moved; no row when none is under way
select (select count(*) from fingerprint where id <= s.done_id),
  (select count(*) from fingerprint), s.moved
from group_state s where s.next_round is not null
