-- sql/queries/search_words_due.sql: whether the words of the account are to be
-- counted anew: something changed, and counting takes no more than a hundredth
-- of the time
-- returns  yes or no
select v.version <> s.data_version and (s.made_at is null
  or s.made_at + greatest(interval '30 seconds',
    100 * s.took_seconds * interval '1 second') < now())
from search_state s, data_version v
