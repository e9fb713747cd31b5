-- sql/queries/usage_choices.sql: for what, by which engines and models there were calls
-- returns  "purpose", "engine" or "model", the value; by name
select distinct k.name, k.value
from model_usage u, lateral (values ('purpose', u.purpose),
  ('engine', u.engine), ('model', u.model)) k(name, value)
order by 1, 2
