-- sql/queries/correction_choices.sql: what the rules in use tell apart
-- returns  category or intent, key; in the order of the rules
select k.kind, k.key
from ruleset r cross join lateral (
  select 'category', key, place
  from json_array_elements_text(r.document::json -> 'categories')
    with ordinality as c(key, place)
  union all select 'category', 'other', 1000
  union all select 'intent', key, place
  from json_array_elements_text(r.document::json -> 'intents')
    with ordinality as i(key, place)
) as k(kind, key, place)
where r.active
order by k.kind, k.place
