-- sql/queries/purge_kept.sql: what no purge takes, in words
-- returns  what
select what from purge_rule where fate = 'kept' group by what order by min(name)
