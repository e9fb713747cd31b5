-- sql/queries/group_rarity.sql: how many texts hold words
-- $1 bigint[]  keys of words
-- returns      key, texts; by key
select w.key, w.texts
from unnest($1::bigint[]) as k(key) join word_count w on w.key = k.key
order by w.key
